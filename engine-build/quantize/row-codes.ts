import type { TensorFolder } from '../checkpoint/tensor-folder.ts';
import type { WeightPart } from '../graph/stored-weight.ts';
import {
  divideRows,
  halfScales,
  largestMagnitude,
  roundedBytes,
  rowBlocks,
  symmetricScale,
} from './weight-rows.ts';

/** A weight that is stored in 8 bits and computed in more: the parts stacked as rows [N, columns]. */
export interface RowRecipe {
  readonly parts: readonly WeightPart[];
  readonly columns: number;
  /** Whether scales are rounded to F16. */
  readonly half: boolean;
}

const largest = 127;

/** INT8 codes, some rows at a time: every row's largest magnitude becomes 127. */
export async function* rowCodes(folder: TensorFolder, recipe: RowRecipe): AsyncGenerator<Uint8Array> {
  for await (const values of stackedRows(folder, recipe)) {
    const scales = scalesOf(values, recipe);
    divideRows(values, recipe.columns, (row) => scales[row] ?? 1);
    yield roundedBytes(values);
  }
}

/** The scales of as many rows at a time. */
export async function* rowScales(folder: TensorFolder, recipe: RowRecipe): AsyncGenerator<Float32Array> {
  for await (const values of stackedRows(folder, recipe)) yield scalesOf(values, recipe);
}

function scalesOf(values: Float32Array, { columns, half }: RowRecipe): Float32Array {
  const scales = Float32Array.from({ length: values.length / columns }, (_, row) =>
    symmetricScale(largestMagnitude(values.subarray(row * columns, (row + 1) * columns)), largest),
  );
  return half ? halfScales(scales) : scales;
}

async function* stackedRows(
  folder: TensorFolder,
  { parts, columns }: RowRecipe,
): AsyncGenerator<Float32Array> {
  for (const { tensor } of parts) yield* rowBlocks(folder, tensor, columns);
}
