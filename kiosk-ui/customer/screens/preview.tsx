import { useState } from 'preact/hooks';
import { articleColour } from '../article-colour.ts';
import type { Kiosk } from '../kiosk.ts';
import { sceneOf } from '../mockup/scenes.ts';
import { PlacedMockup } from '../placement/placed-mockup.tsx';
import { type Background, defaultPlacement, moved } from '../placement/placement.ts';
import { usePlacing } from '../placement/use-placing.ts';
import type { Product } from '../server-types.ts';
import { isLabelled, type Placement } from '../session/order-state.ts';
import { shownRound } from '../session/session.ts';
import { Colours } from './colours.tsx';
import { Heading } from './heading.tsx';
import './preview.css';

interface PreviewProps {
  readonly kiosk: Kiosk;
}

/** Radians the mug turns at most to either side: until either end of the print is seen. */
const FARTHEST_TURN = 1.6;

/** The design on the product itself, to be moved, stretched and turned to where it shall be printed. */
export function PreviewScreen({ kiosk }: PreviewProps) {
  const text = kiosk.text.value;
  const session = kiosk.session.value;
  const round = shownRound(session);
  const product = kiosk.catalogue.value?.products.find(({ id }) => id === round?.request.product);
  const picture = round?.pictures[session.picture ?? -1];
  if (!product || picture === undefined) return null;
  const name = product.name[session.language];
  return (
    <section class="screen preview-screen">
      <Heading
        step={text.stepOf(4, text.steps[3])}
        title={text.preview.title(name)}
        lead={canTurn(product) ? text.preview.leadToTurn : text.preview.lead}
      />
      <Placed kiosk={kiosk} product={product} picture={picture} />
      <div class="actions">
        <button
          type="button"
          class="secondary"
          data-action="back"
          onClick={() => kiosk.send({ type: 'back' })}
        >
          {text.preview.back}
        </button>
        <button
          type="button"
          class="primary"
          data-action="confirm"
          onClick={() => kiosk.send({ type: 'go', screen: 'confirm' })}
        >
          {text.preview.confirm}
        </button>
      </div>
    </section>
  );
}

const canTurn = ({ id, printArea }: Product) => sceneOf(id, printArea).radius !== undefined;

function Placed({
  kiosk,
  product,
  picture,
}: PreviewProps & { readonly product: Product; readonly picture: string }) {
  const text = kiosk.text.value.preview;
  const { choices, language } = kiosk.session.value;
  const [turn, setTurn] = useState(0);
  const background = choices.background ?? product.background;
  const placement = choices.placement ?? defaultPlacement(product, background);
  const colour = articleColour(product, choices.colour);
  const place = (next: Placement) => kiosk.send({ type: 'placement', placement: next });
  const { guides, turning, onPointer } = usePlacing({
    product,
    placement,
    turn,
    onPlace: place,
    onTurn: (next) => setTurn(Math.max(-FARTHEST_TURN, Math.min(FARTHEST_TURN, next))),
  });
  return (
    <>
      <div
        class="stage"
        data-moving={guides !== null}
        onPointerDown={onPointer}
        onPointerMove={onPointer}
        onPointerUp={onPointer}
        onPointerCancel={onPointer}
      >
        <PlacedMockup
          product={product}
          picture={picture}
          background={background}
          placement={placement}
          colour={colour?.hex}
          turn={turn}
          guides={guides}
          turning={turning}
          mark={isLabelled(choices) ? language : null}
          label={text.title(product.name[language])}
        />
        <p aria-hidden="true">{text.hint}</p>
      </div>
      <div class="placing">
        {canTurn(product) && <Turn label={text.turnProduct} turn={turn} onTurn={setTurn} />}
        <Handles kiosk={kiosk} product={product} placement={placement} onPlace={place} />
        {product.colours.length > 1 && (
          <Colours kiosk={kiosk} colours={product.colours} chosen={colour?.id} />
        )}
        <Ground kiosk={kiosk} background={background} />
      </div>
    </>
  );
}

interface TurnProps {
  readonly label: string;
  readonly turn: number;
  readonly onTurn: (turn: number) => void;
}

function Turn({ label, turn, onTurn }: TurnProps) {
  return (
    <label class="turn">
      <span>{label}</span>
      <input
        type="range"
        min={-FARTHEST_TURN}
        max={FARTHEST_TURN}
        step={0.02}
        value={turn}
        onInput={({ currentTarget }) => onTurn(Number(currentTarget.value))}
      />
    </label>
  );
}

/** What each button does, in steps that a few touches take to the end. */
const STEPS = {
  smaller: { scale: 1 / 1.12 },
  larger: { scale: 1.12 },
  left: { degrees: -15 },
  right: { degrees: 15 },
} as const;
const SIGNS = { smaller: '−', larger: '+', left: '↺', right: '↻' } as const;
const handles = ['smaller', 'larger', 'left', 'right'] as const;

interface HandlesProps extends PreviewProps {
  readonly product: Product;
  readonly placement: Placement;
  readonly onPlace: (placement: Placement) => void;
}

/** The same by buttons, for whoever cannot pinch. */
function Handles({ kiosk, product, placement, onPlace }: HandlesProps) {
  const text = kiosk.text.value.preview;
  return (
    <fieldset class="handles">
      <legend class="for-ears">{text.handlesLabel}</legend>
      {handles.map((handle) => (
        <button
          type="button"
          key={handle}
          data-handle={handle}
          aria-label={text.handles[handle]}
          onClick={() => onPlace(moved(product, placement, STEPS[handle]))}
        >
          {SIGNS[handle]}
        </button>
      ))}
      <button
        type="button"
        class="plain"
        data-handle="middle"
        onClick={() => kiosk.send({ type: 'choices', choices: { placement: undefined } })}
      >
        {text.handles.middle}
      </button>
    </fieldset>
  );
}

const grounds: readonly Background[] = ['keep', 'remove'];

function Ground({ kiosk, background }: PreviewProps & { readonly background: Background }) {
  const text = kiosk.text.value.preview;
  return (
    <fieldset class="chips">
      <legend class="for-ears">{text.groundLabel}</legend>
      {grounds.map((ground) => (
        <button
          type="button"
          class="chip"
          key={ground}
          data-ground={ground}
          aria-pressed={ground === background}
          onClick={() =>
            kiosk.send({ type: 'choices', choices: { background: ground, placement: undefined } })
          }
        >
          {text.ground[ground]}
        </button>
      ))}
    </fieldset>
  );
}
