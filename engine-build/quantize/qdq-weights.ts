import { narrow } from '../checkpoint/narrow.ts';
import type { TensorFolder } from '../checkpoint/tensor-folder.ts';
import { type QdqFormat, qdqRules } from './qdq-plan.ts';
import {
  divideRows,
  halfScales,
  largestMagnitude,
  roundedBytes,
  rowBlocks,
  symmetricScale,
} from './weight-rows.ts';

/** The recipe of a quantised weight [rows, columns] and of its scales. */
export interface QdqRecipe {
  readonly tensor: string;
  readonly format: QdqFormat;
  /** Column k is multiplied by `smooth[k]` first; null without smoothing. */
  readonly smooth: readonly number[] | null;
  /** Whether scales are rounded to F16. */
  readonly half: boolean;
}

/** One scale, or one for each row, as the format's rules say: largest magnitude / largest value. */
export async function qdqScales(folder: TensorFolder, recipe: QdqRecipe): Promise<Float32Array> {
  const { largest, weightScales } = qdqRules[recipe.format];
  const rows: number[] = [];
  for await (const { values, columns } of smoothedRows(folder, recipe)) {
    for (let at = 0; at < values.length; at += columns) {
      rows.push(largestMagnitude(values.subarray(at, at + columns)));
    }
  }
  const maxima = weightScales === 'channel' ? rows : [rows.reduce((a, b) => Math.max(a, b), 0)];
  const scales = Float32Array.from(maxima, (amax) => symmetricScale(amax, largest));
  return recipe.half ? halfScales(scales) : scales;
}

/** The codes, transposed to [columns, rows], a byte an element. One tensor is held in memory. */
export async function qdqWeights(folder: TensorFolder, recipe: QdqRecipe): Promise<Uint8Array> {
  const scales = await qdqScales(folder, recipe);
  const [rows = 1, width = 1] = folder.get(recipe.tensor).shape;
  const out = new Uint8Array(rows * width);
  let row = 0;
  for await (const { values, columns } of smoothedRows(folder, recipe)) {
    const count = values.length / columns;
    divideRows(values, columns, (r) => scales[scales.length === 1 ? 0 : row + r] ?? 1);
    const codes = recipe.format === 'fp8' ? narrow(values, 'F8_E4M3') : roundedBytes(values);
    for (let r = 0; r < count; r++) {
      for (let k = 0; k < columns; k++) out[k * rows + row + r] = codes[r * columns + k] ?? 0;
    }
    row += count;
  }
  return out;
}

/** Largest magnitude of each column of a weight. */
export async function weightColumnMaxima(folder: TensorFolder, tensor: string): Promise<Float32Array> {
  const maxima = new Float32Array(folder.get(tensor).shape[1] ?? 1);
  for await (const { values, columns } of smoothedRows(folder, { tensor, smooth: null })) {
    for (let i = 0; i < values.length; i++) {
      const k = i % columns;
      maxima[k] = Math.max(maxima[k] ?? 0, Math.abs(values[i] ?? 0));
    }
  }
  return maxima;
}

interface RowBlock {
  /** Whole rows, smoothed; borrowed until the next. */
  readonly values: Float32Array;
  readonly columns: number;
}

async function* smoothedRows(
  folder: TensorFolder,
  { tensor, smooth }: Pick<QdqRecipe, 'tensor' | 'smooth'>,
): AsyncGenerator<RowBlock> {
  const columns = folder.get(tensor).shape[1] ?? 1;
  for await (const values of rowBlocks(folder, tensor, columns)) {
    if (smooth)
      for (let i = 0; i < values.length; i++) values[i] = (values[i] ?? 0) * (smooth[i % columns] ?? 1);
    yield { values, columns };
  }
}
