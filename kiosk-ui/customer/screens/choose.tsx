import { Board } from '../board/board.tsx';
import type { Kiosk } from '../kiosk.ts';
import { shownRound } from '../session.ts';
import './choose.css';
import './drawing.css';
import { Heading } from './heading.tsx';
import { Wish } from './wish.tsx';

/** Fourth step: four sheets, one touch. */
export function ChooseScreen({ kiosk }: { readonly kiosk: Kiosk }) {
  const text = kiosk.text.value;
  const round = shownRound(kiosk.session.value);
  const product = kiosk.catalogue.value?.products.find(({ id }) => id === round?.request.product);
  if (!round) return null;
  return (
    <section class="screen board-screen choose-screen">
      <Heading step={text.stepOf(4, text.steps[3])} title={text.choose.title} lead={text.choose.lead} />
      <Board
        kiosk={kiosk}
        key={round.designId}
        pictures={round.pictures}
        way={1}
        aspect={product ? product.size.width / product.size.height : 1}
        onChoose={(picture) => kiosk.send({ type: 'choose', picture })}
        onBroken={() => kiosk.send({ type: 'pictures-lost', designId: round.designId })}
      />
      <div class="board-side">
        <Wish kiosk={kiosk} request={round.request} />
        <Rounds kiosk={kiosk} />
      </div>
      <div class="board-actions">
        <button
          type="button"
          class="secondary"
          onClick={() => kiosk.send({ type: 'go', screen: 'describe' })}
        >
          {text.choose.changeWords}
        </button>
        <button
          type="button"
          class="secondary"
          data-action="again"
          onClick={() => kiosk.send({ type: 'again' })}
        >
          {text.choose.again}
        </button>
      </div>
    </section>
  );
}

/** Leafs through the sets drawn so far: nothing that was drawn for this customer gets lost. */
function Rounds({ kiosk }: { readonly kiosk: Kiosk }) {
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
    </div>
  );
}
