import type { Print, PrintArea } from './scene.ts';
import type { Spot } from './warp.ts';

/** Half the length over which the scale is taken, in scene units: the folds of cloth even out over it. */
const NEAR = 20;

/**
 * Millimetres of the print for one scene unit, around the middle of what is seen of it: so far a design has
 * to move to stay under a finger.
 */
export function mmPerUnit({ surface, bounds }: Print, { widthMm, heightMm }: PrintArea): number {
  const x = bounds.x + bounds.width / 2;
  const y = bounds.y + bounds.height / 2;
  const upper: Spot = { u: 0, v: 0, light: 1 };
  const lower: Spot = { u: 0, v: 0, light: 1 };
  if (!surface(x, y - NEAR, upper) || !surface(x, y + NEAR, lower)) return heightMm / bounds.height;
  return Math.hypot((lower.u - upper.u) * widthMm, (lower.v - upper.v) * heightMm) / (2 * NEAR);
}
