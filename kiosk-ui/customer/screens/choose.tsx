import type { Kiosk } from '../kiosk.ts';
import './choose.css';
import { UndoButton } from './undo-button.tsx';

/** Other words, or the same words once more; the choice itself is made on the sheets. */
export function ChooseActions({ kiosk }: { readonly kiosk: Kiosk }) {
  const text = kiosk.text.value.choose;
  return (
    <>
      <button
        type="button"
        class="secondary"
        data-action="change-words"
        onClick={() => kiosk.send({ type: 'go', screen: 'describe' })}
      >
        {text.changeWords}
      </button>
      <button
        type="button"
        class="secondary"
        data-action="again"
        onClick={() => kiosk.send({ type: 'again' })}
      >
        {text.again}
      </button>
    </>
  );
}

/** Leafs through the sets drawn so far: nothing that was drawn for this customer gets lost. */
export function Rounds({ kiosk }: { readonly kiosk: Kiosk }) {
  const text = kiosk.text.value.choose;
  const { rounds, shown } = kiosk.session.value;
  if (rounds.length < 2) return null;
  const leaf = (round: number) => () => kiosk.send({ type: 'show-round', round });
  return (
    <div class="rounds">
      <button
        type="button"
        class="plain"
        aria-label={text.earlier}
        disabled={shown === 0}
        onClick={leaf(shown - 1)}
      >
        ←
      </button>
      <span>{text.round(shown + 1, rounds.length)}</span>
      <button
        type="button"
        class="plain"
        aria-label={text.later}
        disabled={shown === rounds.length - 1}
        onClick={leaf(shown + 1)}
      >
        →
      </button>
      <UndoButton kiosk={kiosk} />
    </div>
  );
}
