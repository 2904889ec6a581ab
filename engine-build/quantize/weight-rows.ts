/** What every quantisation of weights does row by row. */
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
