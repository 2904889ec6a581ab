import { useRef, useState } from 'preact/hooks';
import type { Kiosk } from '../kiosk.ts';
import { Mockup } from '../mockup/mockup.tsx';
import type { Product } from '../server-types.ts';
import type { Round } from '../session/round.ts';
import { shownRound } from '../session/session.ts';
import { Heading } from './heading.tsx';
import './on-product.css';

/** The chosen picture on the object itself, the other three a touch away. */
export function OnProductScreen({ kiosk }: { readonly kiosk: Kiosk }) {
  const text = kiosk.text.value;
  const { language, picture = 0 } = kiosk.session.value;
  const round = shownRound(kiosk.session.value);
  const product = kiosk.catalogue.value?.products.find(({ id }) => id === round?.request.product);
  if (!round || !product) return null;
  return (
    <section class="screen on-product-screen">
      <Heading
        step={text.stepOf(4, text.steps[3])}
        title={text.onProduct.title(product.name[language])}
        lead={text.onProduct.lead}
      />
      <Stage kiosk={kiosk} product={product} picture={round.pictures[picture] ?? ''} />
      <Others kiosk={kiosk} round={round} picture={picture} product={product} />
      <Actions kiosk={kiosk} />
    </section>
  );
}

interface StageProps {
  readonly kiosk: Kiosk;
  readonly product: Product;
  readonly picture: string;
}

/** Radians the mug turns at most to either side: until either end of the print is seen. */
const FARTHEST_TURN = 1.6;
/** Turn of a drag across the whole stage. */
const RADIANS_ACROSS = 4;

function Stage({ kiosk, product, picture }: StageProps) {
  const turnable = product.id === 'mug';
  const [turn, drag] = useTurn(turnable);
  return (
    <div class="stage" data-turnable={turnable} onPointerDown={drag} onPointerMove={drag} onPointerUp={drag}>
      <Mockup
        product={product}
        picture={picture}
        turn={turn}
        label={kiosk.text.value.onProduct.title(product.name[kiosk.session.value.language])}
      />
      {turnable && <p>{kiosk.text.value.onProduct.turn}</p>}
    </div>
  );
}

/** Radians a thing has been turned by dragging across it, and the handler for the dragging finger. */
function useTurn(turnable: boolean): readonly [number, (event: PointerEvent) => void] {
  const [turn, setTurn] = useState(0);
  const last = useRef<number | undefined>(undefined);
  const drag = (event: PointerEvent) => {
    const from = event.buttons === 0 ? undefined : last.current;
    last.current = event.buttons === 0 ? undefined : event.clientX;
    if (!turnable || from === undefined) return;
    const share = (event.clientX - from) / (event.currentTarget as HTMLElement).clientWidth;
    setTurn((before) => Math.max(-FARTHEST_TURN, Math.min(FARTHEST_TURN, before + share * RADIANS_ACROSS)));
  };
  return [turn, drag];
}

interface OthersProps {
  readonly kiosk: Kiosk;
  readonly round: Round;
  readonly picture: number;
  readonly product: Product;
}

function Others({ kiosk, round, picture, product }: OthersProps) {
  const text = kiosk.text.value;
  return (
    <div class="others" style={{ '--aspect': String(product.size.width / product.size.height) }}>
      {round.pictures.map((source, index) => (
        <button
          type="button"
          key={source}
          data-picture={index}
          aria-label={text.choose.picture(index)}
          aria-pressed={index === picture}
          onClick={() => kiosk.send({ type: 'choose', picture: index })}
        >
          <img
            src={source}
            alt=""
            draggable={false}
            onError={() => kiosk.send({ type: 'pictures-lost', designId: round.designId })}
          />
          <span>{text.choose.ordinals[index]}</span>
        </button>
      ))}
    </div>
  );
}

function Actions({ kiosk }: { readonly kiosk: Kiosk }) {
  const text = kiosk.text.value.onProduct;
  return (
    <div class="on-product-actions">
      <button
        type="button"
        class="secondary"
        data-action="all-four"
        onClick={() => kiosk.send({ type: 'go', screen: 'choose' })}
      >
        {text.allFour}
      </button>
      <button
        type="button"
        class="secondary"
        data-action="again"
        onClick={() => kiosk.send({ type: 'again' })}
      >
        {text.again}
      </button>
      <button
        type="button"
        class="primary"
        data-action="more-like-this"
        onClick={() => kiosk.send({ type: 'more-like-this' })}
      >
        {text.moreLikeThis}
      </button>
    </div>
  );
}
