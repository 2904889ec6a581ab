/**
 * Soft cloth as a height field: its folds push a print sideways and throw the shade that lies over print and
 * cloth alike. Lengths are in scene units.
 */
import { crumple } from './crumple.ts';
import { type Fold, ridge } from './fold.ts';
import { type Rect, SCENE, type Surface } from './warp.ts';

/** Rise over run along x and y. */
export interface Slope {
  x: number;
  y: number;
}

/** Writes the cloth's slope at a point of the scene into `slope`. */
export type Slopes = (x: number, y: number, slope: Slope) => void;

/** Worked out when it is first asked for, then kept: this takes longer than a frame may. */
export type Cloth = () => Slopes;

/** Distance between samples of the field; the narrowest fold is wider. */
const STEP = 2;
const SIDE = SCENE / STEP + 1;
/** How far a print moves sideways for each unit of slope: seen from above, a steep side hides cloth. */
const DRIFT = 3;

/** @param crumpled height of the irregular unevenness between the folds */
export function cloth(folds: readonly Fold[], crumpled: number): Cloth {
  let made: Slopes | undefined;
  return () => {
    made ??= lay(folds, crumpled);
    return made;
  };
}

function lay(folds: readonly Fold[], crumpled: number): Slopes {
  const heights = heightField(folds.map(ridge), crumpled);
  const along = rises(heights, 1);
  const down = rises(heights, SIDE);
  return (x, y, slope) => {
    slope.x = between(along, x / STEP, y / STEP);
    slope.y = between(down, x / STEP, y / STEP);
  };
}

/** A picture over `area` of the cloth, displaced by its folds. */
export function clothSurface(area: Rect, of: Cloth): Surface {
  const slopeAt = of();
  const slope: Slope = { x: 0, y: 0 };
  return (x, y, spot) => {
    slopeAt(x, y, slope);
    spot.u = (x + DRIFT * slope.x - area.x) / area.width;
    spot.v = (y + DRIFT * slope.y - area.y) / area.height;
    // The folds' shade lies over print and cloth alike; shade of its own would draw the print's edges.
    spot.light = 1;
    return true;
  };
}

/** The printed area as an SVG path: ink on cloth has no hard corners. */
export function clothOutline({ x, y, width, height }: Rect): string {
  const r = 1.5;
  return (
    `M${x + r} ${y}H${x + width - r}Q${x + width} ${y} ${x + width} ${y + r}V${y + height - r}` +
    `Q${x + width} ${y + height} ${x + width - r} ${y + height}H${x + r}` +
    `Q${x} ${y + height} ${x} ${y + height - r}V${y + r}Q${x} ${y} ${x + r} ${y}Z`
  );
}

function heightField(ridges: readonly ((x: number, y: number) => number)[], crumpled: number): Float32Array {
  const heights = new Float32Array(SIDE * SIDE);
  for (let at = 0; at < heights.length; at++) {
    const [x, y] = [(at % SIDE) * STEP, Math.floor(at / SIDE) * STEP];
    let height = crumpled * crumple(x, y);
    for (const heightAt of ridges) height += heightAt(x, y);
    heights[at] = height;
  }
  return heights;
}

/** Central differences between the neighbours `apart` samples away on both sides. */
function rises(heights: Float32Array, apart: number): Float32Array {
  const rise = new Float32Array(heights.length);
  for (let at = apart; at < heights.length - apart; at++) {
    rise[at] = ((heights[at + apart] ?? 0) - (heights[at - apart] ?? 0)) / (2 * STEP);
  }
  return rise;
}

/** Bilinear between the field's samples; beyond its rim, the rim. */
function between(field: Float32Array, column: number, row: number): number {
  const left = Math.max(0, Math.min(SIDE - 2, Math.floor(column)));
  const top = Math.max(0, Math.min(SIDE - 2, Math.floor(row)));
  const at = top * SIDE + left;
  const upper = mix(field[at] ?? 0, field[at + 1] ?? 0, column - left);
  const lower = mix(field[at + SIDE] ?? 0, field[at + SIDE + 1] ?? 0, column - left);
  return mix(upper, lower, row - top);
}

function mix(a: number, b: number, share: number): number {
  return a + (b - a) * Math.max(0, Math.min(1, share));
}
