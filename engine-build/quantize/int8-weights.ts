import type { TensorFolder } from '../checkpoint/tensor-folder.ts';
import type { WeightPart } from '../graph/stored-weight.ts';
import { largestMagnitude, rowBlocks, symmetricScale } from './weight-rows.ts';

/** The recipe of an INT8 weight: the parts stacked as rows [N, columns]. */
export interface Int8Recipe {
  readonly parts: readonly WeightPart[];
  readonly columns: number;
  readonly bits: 7 | 8;
}

/** Largest magnitude of a signed weight: symmetric, so that zero stays zero. */
function largest(bits: 7 | 8): number {
  return 2 ** (bits - 1) - 1;
}

/** One scale for each row: amax / largest; rows of zeros get 1. */
export async function int8Scales(folder: TensorFolder, recipe: Int8Recipe): Promise<Float32Array> {
  const scales: number[] = [];
  for await (const block of stackedRows(folder, recipe)) {
    for (let at = 0; at < block.length; at += recipe.columns) {
      scales.push(scaleOf(block.subarray(at, at + recipe.columns), recipe.bits));
    }
  }
  return Float32Array.from(scales);
}

function scaleOf(row: Float32Array, bits: 7 | 8): number {
  return symmetricScale(largestMagnitude(row), largest(bits));
}

/** Rounded weights, transposed to [columns, N]. One tensor is held in memory, a byte an element. */
export async function int8Weights(
  folder: TensorFolder,
  recipe: Int8Recipe,
  rows: number,
): Promise<Int8Array> {
  const { columns, bits } = recipe;
  const out = new Int8Array(rows * columns);
  let row = 0;
  for await (const block of stackedRows(folder, recipe)) {
    for (let at = 0; at < block.length; at += columns, row++) {
      const values = block.subarray(at, at + columns);
      const scale = scaleOf(values, bits);
      for (let k = 0; k < columns; k++) out[k * rows + row] = Math.round((values[k] ?? 0) / scale);
    }
  }
  return out;
}

/** Whole rows of all parts, a few at a time; borrowed until the next. */
async function* stackedRows(
  folder: TensorFolder,
  { parts, columns }: Int8Recipe,
): AsyncGenerator<Float32Array> {
  for (const { tensor } of parts) yield* rowBlocks(folder, tensor, columns);
}
