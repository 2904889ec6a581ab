/** The irregular unevenness of cloth that has been folded and worn, and that of its threads, by smooth noise. */

/** Size of the largest creases in scene units, and how much finer and lower each further scale is. */
const LARGEST = 64;
const FINER = 2.1;
const LOWER = 0.3;
const SCALES = 2;

/** Height at a point, about -1 to 1; the same on every machine. */
export function crumple(x: number, y: number): number {
  let sum = 0;
  for (let scale = 0, size = LARGEST, height = 1; scale < SCALES; scale++) {
    sum += height * smoothNoise(x / size, y / size, scale);
    size /= FINER;
    height *= LOWER;
  }
  return sum;
}

/** Length over which one thread of canvas is thicker or thinner. */
const SLUB = 17;

/** Unevenness of woven threads, one a scene unit in each direction, about -1 to 1. */
export function threads(x: number, y: number): number {
  return (threadAt(Math.floor(y), x / SLUB, SCALES) + threadAt(Math.floor(x), y / SLUB, SCALES + 1)) / 2;
}

function threadAt(thread: number, along: number, layer: number): number {
  const before = Math.floor(along);
  return mix(valueAt(before, thread, layer), valueAt(before + 1, thread, layer), fade(along - before));
}

/** Values at whole coordinates, blended with continuous slopes (Perlin's fade 6t⁵ − 15t⁴ + 10t³). */
function smoothNoise(x: number, y: number, layer: number): number {
  const [column, row] = [Math.floor(x), Math.floor(y)];
  const [across, down] = [fade(x - column), fade(y - row)];
  const upper = mix(valueAt(column, row, layer), valueAt(column + 1, row, layer), across);
  const lower = mix(valueAt(column, row + 1, layer), valueAt(column + 1, row + 1, layer), across);
  return mix(upper, lower, down);
}

/** A value from -1 to 1 that looks like chance, from the coordinates alone. */
function valueAt(column: number, row: number, layer: number): number {
  let hash = Math.imul(column, 0x27d4eb2d) ^ Math.imul(row, 0x165667b1) ^ Math.imul(layer + 1, 0x9e3779b1);
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  hash ^= hash >>> 13;
  return ((hash >>> 0) / 0xffffffff) * 2 - 1;
}

const fade = (t: number) => t * t * t * (t * (t * 6 - 15) + 10);
const mix = (a: number, b: number, share: number) => a + (b - a) * share;
