/** The side of a mug, seen from slightly above. */
import type { Rect, Surface } from './warp.ts';

const FULL_TURN = 2 * Math.PI;

export interface Cylinder {
  /** The axis, and the radius, in scene units. */
  readonly axis: number;
  readonly radius: number;
  /** Height of the print's upper and lower edge where the side meets the silhouette. */
  readonly top: number;
  readonly bottom: number;
  /** How far the front of a horizontal ring sags below its sides, at the top and the bottom. */
  readonly sagTop: number;
  readonly sagBottom: number;
}

/** A picture this wide (in scene units, along the curve) wrapped around, turned by some radians. */
export function cylinderSurface(mug: Cylinder, width: number, turn: number): Surface {
  const { axis, radius, top, bottom, sagTop, sagBottom } = mug;
  return (x, y, spot) => {
    const side = (x - axis) / radius;
    if (side < -1 || side > 1) return false;
    const front = Math.sqrt(1 - side * side);
    const along = (shortest(Math.asin(side) - turn) * radius) / width + 0.5;
    const upper = top + sagTop * front;
    const lower = bottom + sagBottom * front;
    spot.u = along;
    spot.v = (y - upper) / (lower - upper);
    spot.light = 1;
    // One picture, not a frieze: beyond its edges the glaze is bare.
    return along > -0.02 && along < 1.02 && spot.v > -0.02 && spot.v < 1.02;
  };
}

/**
 * The visible part of that picture as an SVG path, for a clip with smooth edges. A picture that goes nearly
 * all around can be seen at both sides at once, with its ends behind the cylinder or with the gap in front.
 */
export function cylinderOutline(mug: Cylinder, width: number, turn: number): string {
  const half = width / 2 / mug.radius;
  return [-FULL_TURN, 0, FULL_TURN]
    .map((round) => [clampAngle(turn + round - half), clampAngle(turn + round + half)] as const)
    .filter(([from, to]) => from < to)
    .map(([from, to]) => piece(mug, from, to))
    .join('');
}

/** The part of the scene the cylinder's print can cover. */
export function cylinderBounds({ axis, radius, top, bottom, sagBottom }: Cylinder): Rect {
  return { x: axis - radius, y: top, width: 2 * radius, height: bottom + sagBottom - top };
}

function piece(mug: Cylinder, from: number, to: number): string {
  const steps = 32;
  const angles = Array.from({ length: steps + 1 }, (_, step) => from + ((to - from) * step) / steps);
  const upper = angles.map((angle) => ringPoint(mug, angle, mug.top, mug.sagTop));
  const lower = angles.map((angle) => ringPoint(mug, angle, mug.bottom, mug.sagBottom)).reverse();
  return `M${[...upper, ...lower].join('L')}Z`;
}

function ringPoint(mug: Cylinder, angle: number, height: number, sag: number): string {
  const x = mug.axis + mug.radius * Math.sin(angle);
  const y = height + sag * Math.cos(angle);
  return `${x.toFixed(2)} ${y.toFixed(2)}`;
}

function clampAngle(angle: number): number {
  return Math.max(-Math.PI / 2, Math.min(Math.PI / 2, angle));
}

/** The same turn, at most half a turn either way. */
function shortest(angle: number): number {
  return angle - FULL_TURN * Math.round(angle / FULL_TURN);
}
