import { useRef, useState } from 'preact/hooks';
import { mmPerUnit } from '../mockup/print-scale.ts';
import { sceneOf } from '../mockup/scenes.ts';
import { SCENE } from '../mockup/warp.ts';
import type { Product } from '../server-types.ts';
import type { Placement } from '../session/order-state.ts';
import { type Finger, motionOf } from './gestures.ts';
import { isOnDesign } from './on-design.ts';
import { moved, type Snaps, snapped } from './placement.ts';

/** More fingers than these are a palm. */
const MOST_FINGERS = 2;

/** What fingers may change, and where it stands. */
export interface Placeable {
  readonly product: Product;
  readonly placement: Placement;
  /** Radians the product is turned by. */
  readonly turn: number;
  /** Told of every step, with the snapped placement. */
  readonly onPlace: (placement: Placement) => void;
  /** Told of every step, of a product that can be turned; may be farther than it turns. */
  readonly onTurn: (turn: number) => void;
}

export interface Placing {
  /** Not null while fingers are on the design. */
  readonly guides: Snaps | null;
  /** While a finger turns the product. */
  readonly turning: boolean;
  /** For every pointer event of the stage. */
  onPointer(event: PointerEvent): void;
}

/**
 * Moves a design with one finger, stretches and turns it with two. A single finger that comes down beside the design
 * of a product that can be turned turns the product instead, under the finger. What fingers do is kept apart from what
 * is shown, so that a design springs into the middle and out again without sticking.
 */
export function usePlacing(placeable: Placeable): Placing {
  const fingers = useRef<readonly Finger[]>([]);
  const free = useRef<Pick<Placeable, 'placement' | 'turn'>>(placeable);
  const [guides, setGuides] = useState<Snaps | null>(null);
  const [turning, setTurning] = useState(false);
  /** As `turning`, and known before the next rendering. */
  const beside = useRef(false);
  const hold = (isBeside: boolean) => {
    beside.current = isBeside;
    setTurning(isBeside);
  };
  const onPointer = (event: PointerEvent) => {
    const stage = event.currentTarget as HTMLElement;
    const before = fingers.current;
    const after = fingersAfter(before, event);
    if (after === before) return;
    fingers.current = after;
    if (event.type === 'pointerdown') {
      stage.setPointerCapture(event.pointerId);
      if (before.length === 0) free.current = placeable;
      hold(before.length === 0 && isBeside(placeable, stage, event));
    }
    if (after.length === 0) {
      hold(false);
      return setGuides(null);
    }
    if (beside.current) return turn(stage, before, after);
    place(stage, before, after, event.type === 'pointermove');
  };
  const turn = (stage: HTMLElement, [from]: readonly Finger[], [to]: readonly Finger[]) => {
    if (!from || !to) return;
    const pixels = to.x - from.x;
    const turned = free.current.turn + pixels / (radiusOf(placeable.product) * pixelsPerUnit(stage));
    free.current = { ...free.current, turn: turned };
    placeable.onTurn(turned);
  };
  const place = (
    stage: HTMLElement,
    before: readonly Finger[],
    after: readonly Finger[],
    moving: boolean,
  ) => {
    const { product, onPlace } = placeable;
    const motion = motionOf(before, after, mmPerPixel(product, stage));
    free.current = { ...free.current, placement: moved(product, free.current.placement, motion) };
    const now = snapped(free.current.placement);
    setGuides(now.snaps);
    if (moving) onPlace(now.placement);
  };
  return { guides, turning, onPointer };
}

function fingersAfter(fingers: readonly Finger[], event: PointerEvent): readonly Finger[] {
  const { pointerId: id, clientX: x, clientY: y } = event;
  const known = fingers.some((finger) => finger.id === id);
  switch (event.type) {
    case 'pointerdown':
      return known || fingers.length >= MOST_FINGERS ? fingers : [...fingers, { id, x, y }];
    case 'pointermove':
      return known ? fingers.map((finger) => (finger.id === id ? { id, x, y } : finger)) : fingers;
    default:
      return known ? fingers.filter((finger) => finger.id !== id) : fingers;
  }
}

/** Whether a finger has come down where it can only mean a product that turns. */
function isBeside({ product, placement, turn }: Placeable, stage: HTMLElement, at: PointerEvent): boolean {
  const { id, printArea } = product;
  const scene = sceneOf(id, printArea);
  const box = stage.querySelector('.mockup')?.getBoundingClientRect();
  if (scene.radius === undefined || !box) return false;
  const unit = SCENE / box.width;
  const [x, y] = [(at.clientX - box.left) * unit, (at.clientY - box.top) * unit];
  return !isOnDesign(product, placement, scene.print(printArea.widthMm / printArea.heightMm, turn), x, y);
}

const radiusOf = ({ id, printArea }: Product) => sceneOf(id, printArea).radius ?? SCENE;

/** CSS pixels for one scene unit. */
function pixelsPerUnit(stage: HTMLElement): number {
  return (stage.querySelector('.mockup')?.clientHeight ?? stage.clientHeight) / SCENE;
}

function mmPerPixel({ id, printArea }: Product, stage: HTMLElement): number {
  const { widthMm, heightMm } = printArea;
  const print = sceneOf(id, printArea).print(widthMm / heightMm, 0);
  const pixels = pixelsPerUnit(stage);
  return pixels > 0 ? mmPerUnit(print, printArea) / pixels : 0;
}
