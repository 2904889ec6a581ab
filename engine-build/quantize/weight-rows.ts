/** What every quantisation of weights does row by row. */
import { widen } from '../checkpoint/element-types.ts';
import { narrow } from '../checkpoint/narrow.ts';
import type { TensorFolder } from '../checkpoint/tensor-folder.ts';

/** Elements of F32 held at a time. */
const blockElements = 1 << 20;

/** Whole rows of a tensor of `columns` elements each, a few rows at a time; borrowed until the next. */
export async function* rowBlocks(
  folder: TensorFolder,
  tensor: string,
  columns: number,
): AsyncGenerator<Float32Array> {
  const total = folder.get(tensor).shape.reduce((product, size) => product * size, 1);
  const step = Math.max(1, Math.floor(blockElements / columns)) * columns;
  for (let start = 0; start < total; start += step) {
    yield* folder.stream(tensor, { start, count: Math.min(step, total - start) });
  }
}

/** 0 for an empty array. */
export function largestMagnitude(values: Float32Array): number {
  let amax = 0;
  for (let i = 0; i < values.length; i++) amax = Math.max(amax, Math.abs(values[i] ?? 0));
  return amax;
}

/** The scale, as F32, that maps the magnitude `amax` to `largest`; 1 for zeros, so that zero stays zero. */
export function symmetricScale(amax: number, largest: number): number {
  return amax === 0 ? 1 : Math.fround(amax / largest);
}

/** Divides each row by its scale, in place. */
export function divideRows(values: Float32Array, columns: number, scaleOf: (row: number) => number): void {
  for (let row = 0; row * columns < values.length; row++) {
    const scale = scaleOf(row);
    for (let k = row * columns; k < (row + 1) * columns; k++) values[k] = (values[k] ?? 0) / scale;
  }
}

/**
 * Least scale that is stored in F16, where steps are 2^-24: with it a step is 6 % of the scale. Codes are made
 * with the scale as it is stored, so a coarse one costs nothing but range.
 */
export const leastHalfScale = 2 ** -20;

/** Scales as F16 holds them, as F32. */
export function halfScales(scales: Float32Array): Float32Array {
  const least = scales.map((scale) => Math.max(scale, leastHalfScale));
  const rounded = new Float32Array(scales.length);
  widen(narrow(least, 'F16'), 'F16', rounded);
  return rounded;
}

/** INT8 codes, ties to even as QuantizeLinear rounds; a scale keeps values within ±127 up to rounding. */
export function roundedBytes(values: Float32Array): Uint8Array {
  const out = new Int8Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const value = Math.max(-127, Math.min(127, values[i] ?? 0));
    const floor = Math.floor(value);
    const rest = value - floor;
    out[i] = rest > 0.5 || (rest === 0.5 && floor % 2 !== 0) ? floor + 1 : floor;
  }
  return new Uint8Array(out.buffer);
}
