/** What fingers on the stage mean for a placement. */
import type { Motion } from './placement.ts';

export interface Finger {
  readonly id: number;
  readonly x: number;
  readonly y: number;
}

/**
 * The motion between two looks at the fingers: one drags; two drag, stretch and turn. Further fingers mean
 * nothing, and a finger that has just come or gone moves nothing.
 *
 * @param mmPerPixel of the stage
 */
export function motionOf(before: readonly Finger[], after: readonly Finger[], mmPerPixel: number): Motion {
  const pairs = before.flatMap((from) => {
    const to = after.find(({ id }) => id === from.id);
    return to ? [{ from, to }] : [];
  });
  const [first, second] = pairs;
  if (!first || before.length !== after.length) return { xMm: 0, yMm: 0, scale: 1, degrees: 0 };
  if (!second) return dragged(first.from, first.to, mmPerPixel);
  const [from, to] = [spanOf(first.from, second.from), spanOf(first.to, second.to)];
  return {
    ...dragged(from.middle, to.middle, mmPerPixel),
    scale: from.length > 0 ? to.length / from.length : 1,
    degrees: shortest(to.degrees - from.degrees),
  };
}

interface Point {
  readonly x: number;
  readonly y: number;
}

function dragged(from: Point, to: Point, mmPerPixel: number): Motion {
  return { xMm: (to.x - from.x) * mmPerPixel, yMm: (to.y - from.y) * mmPerPixel, scale: 1, degrees: 0 };
}

function spanOf(a: Point, b: Point) {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  return {
    middle: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 },
    length: Math.hypot(dx, dy),
    degrees: (Math.atan2(dy, dx) * 180) / Math.PI,
  };
}

/** The way round that is under half a turn. */
const shortest = (degrees: number) => ((((degrees + 180) % 360) + 360) % 360) - 180;
