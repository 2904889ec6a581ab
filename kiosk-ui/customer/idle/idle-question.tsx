import { useEffect, useRef } from 'preact/hooks';
import type { Kiosk } from '../kiosk.ts';
import './idle-question.css';

/** Asks whether anybody is still there. A touch anywhere says yes, and does nothing else. */
export function IdleQuestion({ kiosk }: { readonly kiosk: Kiosk }) {
  const left = kiosk.idle.secondsLeft.value;
  return left === undefined ? null : <Question kiosk={kiosk} left={left} />;
}

function Question({ kiosk, left }: { readonly kiosk: Kiosk; readonly left: number }) {
  const text = kiosk.text.value.idle;
  const stay = useRef<HTMLButtonElement>(null);
  useEffect(() => stay.current?.focus({ preventScroll: true }), []);
  return (
    <div class="idle" data-idle>
      <button
        type="button"
        class="idle-cover"
        aria-hidden="true"
        tabIndex={-1}
        onClick={() => kiosk.idle.stay()}
      />
      <div
        class="idle-card"
        role="alertdialog"
        aria-modal="true"
        aria-labelledby="idle-title"
        aria-describedby="idle-lead"
      >
        <h2 id="idle-title">{text.title}</h2>
        <p id="idle-lead">{text.lead}</p>
        <p class="idle-seconds" role="timer" aria-label={text.seconds(left)}>
          {left}
        </p>
        <div class="actions">
          <button type="button" class="secondary" data-action="leave" onClick={() => kiosk.leave()}>
            {text.leave}
          </button>
          <button
            type="button"
            class="primary"
            data-action="stay"
            ref={stay}
            onClick={() => kiosk.idle.stay()}
          >
            {text.stay}
          </button>
        </div>
      </div>
    </div>
  );
}
