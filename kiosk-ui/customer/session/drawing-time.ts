/** How far a drawing has come, in strokes and in time. */
import type { DrawingState } from './drawing-state.ts';

/** Share of the strokes done, 0 to 1: how much of the pictures there is to see. */
export function wayOf({ step, total, phase }: DrawingState): number {
  return phase === 'drawing' && step !== undefined && total ? step / total : 0;
}

/**
 * Seconds until the pictures are there, counted on from the server's last estimate; 0 when unknown.
 *
 * @param now milliseconds since 1970
 */
export function timeLeft({ phase, secondsLeft, heardAt }: DrawingState, now: number): number {
  if (phase !== 'drawing' || secondsLeft === undefined || heardAt === undefined) return 0;
  return Math.max(0, secondsLeft - Math.max(0, now - heardAt) / 1000);
}

/**
 * Share of the time gone, 0 to 1: what a customer expects of a bar. Strokes are not all: the finished
 * pictures are decoded after the last one. Without an estimate the strokes have to do.
 */
export function shareDone(drawing: DrawingState, now: number): number {
  const left = timeLeft(drawing, now);
  if (left === 0 || drawing.begunAt === undefined) return wayOf(drawing);
  const gone = Math.max(0, now - drawing.begunAt) / 1000;
  return gone / (gone + left);
}
