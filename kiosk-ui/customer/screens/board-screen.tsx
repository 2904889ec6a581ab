import { Board } from '../board/board.tsx';
import type { Kiosk } from '../kiosk.ts';
import { wayOf } from '../session/drawing-time.ts';
import { shownRound } from '../session/session.ts';
import './board-screen.css';
import { ChooseActions, Rounds } from './choose.tsx';
import { DrawingActions, DrawingProgress } from './drawing.tsx';
import { Heading } from './heading.tsx';
import { Wish } from './wish.tsx';

interface ScreenProps {
  readonly kiosk: Kiosk;
}

/**
 * Third and fourth step in one place: the sheets stay where they are while the designs come out of
 * the water, and then wait to be touched.
 */
export function BoardScreen({ kiosk }: ScreenProps) {
  const { drawing } = kiosk.session.value;
  const round = shownRound(kiosk.session.value);
  const request = drawing?.request ?? round?.request;
  if (!request) return null;
  return (
    <section class="screen board-screen" data-screen={drawing ? 'drawing' : 'choose'}>
      <BoardHeading kiosk={kiosk} />
      <Sheets kiosk={kiosk} product={request.product} />
      <div class="board-side">
        <Wish kiosk={kiosk} request={request} />
        {drawing ? <DrawingProgress kiosk={kiosk} drawing={drawing} /> : <Rounds kiosk={kiosk} />}
      </div>
      <div class="board-actions" key={drawing ? String(drawing.failure === undefined) : 'choose'}>
        {drawing ? <DrawingActions kiosk={kiosk} drawing={drawing} /> : <ChooseActions kiosk={kiosk} />}
      </div>
    </section>
  );
}

function BoardHeading({ kiosk }: ScreenProps) {
  const text = kiosk.text.value;
  const { drawing } = kiosk.session.value;
  if (!drawing) {
    return <Heading step={text.stepOf(3, text.steps[2])} title={text.choose.title} lead={text.choose.lead} />;
  }
  const step = text.stepOf(3, text.steps[2]);
  if (drawing.failure) return <Heading step={step} title={text.trouble.failedTitle} />;
  const title = drawing.request.from ? text.drawing.titleAlike : text.drawing.title;
  return <Heading step={step} title={title} lead={text.drawing.lead} />;
}

function Sheets({ kiosk, product }: ScreenProps & { readonly product: string }) {
  const { drawing } = kiosk.session.value;
  const round = shownRound(kiosk.session.value);
  const size = kiosk.catalogue.value?.products.find(({ id }) => id === product)?.size;
  const aspect = size ? size.width / size.height : 1;
  if (drawing) {
    return <Board kiosk={kiosk} pictures={drawing.previews} way={wayOf(drawing)} aspect={aspect} />;
  }
  return (
    <Board
      kiosk={kiosk}
      pictures={round?.pictures ?? []}
      way={1}
      aspect={aspect}
      onChoose={(picture) => kiosk.send({ type: 'choose', picture })}
      onBroken={() => round && kiosk.send({ type: 'pictures-lost', designId: round.designId })}
    />
  );
}
