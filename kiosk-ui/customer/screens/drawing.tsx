import { sentenceFor } from '../announce.ts';
import { Board } from '../board/board.tsx';
import type { DrawingState } from '../drawing-state.ts';
import type { Kiosk } from '../kiosk.ts';
import type { Text } from '../text.ts';
import './drawing.css';
import { Heading } from './heading.tsx';
import { Wish } from './wish.tsx';

/** Third step: the four designs come out of the water. */
export function DrawingScreen({ kiosk }: { readonly kiosk: Kiosk }) {
  const text = kiosk.text.value;
  const { drawing } = kiosk.session.value;
  if (!drawing) return null;
  const title = drawing.failure
    ? text.trouble.failedTitle
    : drawing.request.from
      ? text.drawing.titleAlike
      : text.drawing.title;
  return (
    <section class="screen board-screen drawing-screen">
      <Heading step={text.stepOf(3, text.steps[2])} title={title} />
      <Board kiosk={kiosk} pictures={drawing.previews} way={wayOf(drawing)} aspect={aspectOf(kiosk)} />
      <div class="board-side">
        <Wish kiosk={kiosk} request={drawing.request} />
        <Progress kiosk={kiosk} drawing={drawing} />
      </div>
      <Actions kiosk={kiosk} failed={drawing.failure !== undefined} />
    </section>
  );
}

/** Share of the way done, 0 to 1. */
function wayOf({ step, total, phase }: DrawingState): number {
  return phase === 'drawing' && step !== undefined && total ? step / total : 0;
}

function aspectOf(kiosk: Kiosk): number {
  const size = kiosk.product.value?.size;
  return size ? size.width / size.height : 1;
}

function Progress({ kiosk, drawing }: { readonly kiosk: Kiosk; readonly drawing: DrawingState }) {
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

function restOf({ phase, secondsLeft, step, total }: DrawingState, text: Text): string {
  if (phase !== 'drawing') return '';
  if (step === total || secondsLeft === 0) return text.drawing.almost;
  return secondsLeft === undefined ? '' : text.drawing.secondsLeft(Math.ceil(secondsLeft));
}

function Actions({ kiosk, failed }: { readonly kiosk: Kiosk; readonly failed: boolean }) {
  const text = kiosk.text.value;
  if (!failed) {
    return (
      <div class="board-actions">
        <button
          type="button"
          class="secondary"
          data-action="cancel"
          onClick={() => kiosk.send({ type: 'cancel' })}
        >
          {text.drawing.cancel}
        </button>
      </div>
    );
  }
  return (
    <div class="board-actions">
      <button type="button" class="secondary" onClick={() => kiosk.send({ type: 'go', screen: 'describe' })}>
        {text.trouble.changeWords}
      </button>
      <button type="button" class="primary" data-action="again" onClick={() => kiosk.send({ type: 'again' })}>
        {text.trouble.tryAgain}
      </button>
    </div>
  );
}
