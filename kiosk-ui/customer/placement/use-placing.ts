import { useRef, useState } from 'preact/hooks';
import { mmPerUnit } from '../mockup/print-scale.ts';
import { sceneOf } from '../mockup/scenes.ts';
import { SCENE } from '../mockup/warp.ts';
import type { Product } from '../server-types.ts';
import type { Placement } from '../session/order-state.ts';
import { type Finger, motionOf } from './gestures.ts';
import { moved, type Snaps, snapped } from './placement.ts';

/** More fingers than these are a palm. */
const MOST_FINGERS = 2;

export interface Placing {
  /** Not null while fingers are on the design. */
  readonly guides: Snaps | null;
  /** For every pointer event of the stage. */
  onPointer(event: PointerEvent): void;
}

/**
 * Moves a design with one finger, stretches and turns it with two. What fingers do is kept apart from what
 * is shown, so that a design springs into the middle and out again without sticking.
 *
 * @param onPlace told of every step, with the snapped placement
 */
export function usePlacing(
  product: Product,
  placement: Placement,
  onPlace: (placement: Placement) => void,
): Placing {
  const fingers = useRef<readonly Finger[]>([]);
  const free = useRef<Placement>(placement);
  const [guides, setGuides] = useState<Snaps | null>(null);
  const onPointer = (event: PointerEvent) => {
    const stage = event.currentTarget as HTMLElement;
    const before = fingers.current;
    const after = fingersAfter(before, event);
    if (after === before) return;
    fingers.current = after;
    if (event.type === 'pointerdown') {
      stage.setPointerCapture(event.pointerId);
      if (before.length === 0) free.current = placement;
    }
    if (after.length === 0) return setGuides(null);
    free.current = moved(product, free.current, motionOf(before, after, mmPerPixel(product, stage)));
    const now = snapped(free.current);
    setGuides(now.snaps);
    if (event.type === 'pointermove') onPlace(now.placement);
  };
  return { guides, onPointer };
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

function mmPerPixel({ id, printArea }: Product, stage: HTMLElement): number {
  const { widthMm, heightMm } = printArea;
  const print = sceneOf(id, printArea).print(widthMm / heightMm, 0);
  const pixels = stage.querySelector('.mockup')?.clientHeight ?? stage.clientHeight;
  return pixels > 0 ? (mmPerUnit(print, printArea) * SCENE) / pixels : 0;
}
