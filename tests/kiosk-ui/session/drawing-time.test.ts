import { describe, expect, it } from 'vitest';
import {
  type DrawingEvent,
  type DrawingState,
  nextDrawing,
} from '../../../kiosk-ui/customer/session/drawing-state.ts';
import { shareDone, timeLeft, wayOf } from '../../../kiosk-ui/customer/session/drawing-time.ts';

const ASKED: DrawingState = {
  request: { product: 'mug', prompt: 'a fox' },
  phase: 'asking',
  attempt: 1,
  previews: [],
};

function after(...events: readonly DrawingEvent[]): DrawingState {
  return events.reduce(nextDrawing, ASKED);
}

const begun = after({ type: 'begun', at: 1000 });
const half = nextDrawing(begun, { type: 'progress', at: 5000, step: 5, total: 10, secondsLeft: 12 });

describe('how far a drawing has come', () => {
  it('is nothing before it is heard of', () => {
    for (const drawing of [ASKED, begun]) {
      expect([wayOf(drawing), timeLeft(drawing, 9000), shareDone(drawing, 9000)]).toEqual([0, 0, 0]);
    }
  });

  it('counts the strokes for the pictures and the time for the bar', () => {
    expect(wayOf(half)).toBe(0.5);
    expect(shareDone(half, 5000)).toBe(4 / 16);
  });

  it('goes on counting between two reports', () => {
    expect(timeLeft(half, 8000)).toBe(9);
    expect(shareDone(half, 8000)).toBe(7 / 16);
    expect(timeLeft(half, 60_000)).toBe(0);
  });

  it('takes the strokes where the server cannot tell the time', () => {
    const untold = nextDrawing(begun, {
      type: 'progress',
      at: 5000,
      step: 5,
      total: 10,
      secondsLeft: undefined,
    });
    expect(shareDone(untold, 5000)).toBe(0.5);
  });
});
