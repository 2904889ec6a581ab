import { sentenceFor } from '../announce.ts';
import type { DrawingState } from '../drawing-state.ts';
import type { Kiosk } from '../kiosk.ts';
import type { Text } from '../text.ts';
import './drawing.css';

interface DrawingProps {
  readonly kiosk: Kiosk;
  readonly drawing: DrawingState;
}

/** Share of the way done, 0 to 1. */
export function wayOf({ step, total, phase }: DrawingState): number {
  return phase === 'drawing' && step !== undefined && total ? step / total : 0;
}

/** How far it has come and how long it takes, or the sentence for what is in its way. */
export function DrawingProgress({ kiosk, drawing }: DrawingProps) {
  const text = kiosk.text.value;
  const sentence = sentenceFor(drawing, text, kiosk.session.value.language);
  const way = wayOf(drawing);
  return (
    <div class="progress">
      <div
        class="progress-track"
        role="progressbar"
        aria-label={text.drawing.progress}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(100 * way)}
      >
        <div style={{ transform: `scaleX(${way})` }} />
      </div>
      {sentence === undefined ? (
        <p class="progress-line">
          <span>{stateOf(drawing, text)}</span>
          <span>{restOf(drawing, text)}</span>
        </p>
      ) : (
        <p class="notice" role="status" data-trouble={drawing.failure?.kind ?? drawing.trouble?.kind}>
          {sentence}
        </p>
      )}
    </div>
  );
}

function stateOf({ phase, step, total, ahead }: DrawingState, text: Text): string {
  if (phase === 'asking') return text.drawing.asking;
  if (phase === 'queued') return text.drawing.queued(ahead ?? 0);
  return text.drawing.step(step ?? 0, total ?? 0);
}

function restOf({ phase, secondsLeft = 0, step, total }: DrawingState, text: Text): string {
  if (phase !== 'drawing') return '';
  if (secondsLeft > 0) return text.drawing.secondsLeft(Math.ceil(secondsLeft));
  return step === total ? text.drawing.almost : '';
}

/** Stop while it goes; what to do when it went wrong. */
export function DrawingActions({ kiosk, drawing }: DrawingProps) {
  const text = kiosk.text.value;
  if (!drawing.failure) {
    return (
      <button
        type="button"
        class="secondary"
        data-action="cancel"
        onClick={() => kiosk.send({ type: 'cancel' })}
      >
        {text.drawing.cancel}
      </button>
    );
  }
  return (
    <>
      <button type="button" class="secondary" onClick={() => kiosk.send({ type: 'go', screen: 'describe' })}>
        {text.trouble.changeWords}
      </button>
      <button type="button" class="primary" data-action="again" onClick={() => kiosk.send({ type: 'again' })}>
        {text.trouble.tryAgain}
      </button>
    </>
  );
}
