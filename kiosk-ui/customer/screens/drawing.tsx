import { useEffect, useRef, useState } from 'preact/hooks';
import { sentenceFor } from '../announce.ts';
import type { Kiosk } from '../kiosk.ts';
import type { DrawingState } from '../session/drawing-state.ts';
import { shareDone, timeLeft } from '../session/drawing-time.ts';
import type { Text } from '../text.ts';
import './drawing.css';

interface DrawingProps {
  readonly kiosk: Kiosk;
  readonly drawing: DrawingState;
}

/** How far it has come and how long it takes, or the sentence for what is in its way. */
export function DrawingProgress({ kiosk, drawing }: DrawingProps) {
  const text = kiosk.text.value;
  const sentence = sentenceFor(drawing, text, kiosk.session.value.language);
  const now = useClock();
  const left = timeLeft(drawing, now);
  return (
    <div class="progress">
      <Bar label={text.drawing.progress} share={shareDone(drawing, now)} key={drawing.designId} />
      {sentence === undefined ? (
        <p class="progress-line">
          <span>{stateOf(drawing, text)}</span>
          <span>{left > 0 ? text.drawing.secondsLeft(Math.ceil(left)) : almostOf(drawing, text)}</span>
        </p>
      ) : (
        <p class="notice" role="status" data-trouble={drawing.failure?.kind ?? drawing.trouble?.kind}>
          {sentence}
        </p>
      )}
    </div>
  );
}

/** Never goes back: an estimate that grew is news for the seconds, not for the bar. */
function Bar({ label, share }: { readonly label: string; readonly share: number }) {
  const farthest = useRef(0);
  farthest.current = Math.max(farthest.current, share);
  return (
    <div
      class="progress-track"
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(100 * farthest.current)}
    >
      <div style={{ transform: `scaleX(${farthest.current})` }} />
    </div>
  );
}

/** Ticks between the server's reports: the last step is followed by seconds of silent decoding. */
function useClock(): number {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, []);
  return now;
}

function stateOf({ phase, step, total, ahead }: DrawingState, text: Text): string {
  if (phase === 'queued') return text.drawing.queued(ahead ?? 0);
  return step === undefined || total === undefined ? text.drawing.asking : text.drawing.step(step, total);
}

function almostOf({ step, total }: DrawingState, text: Text): string {
  return step !== undefined && step === total ? text.drawing.almost : '';
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
