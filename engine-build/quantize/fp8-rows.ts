import { largestE4m3, narrow } from '../checkpoint/narrow.ts';
import type { TensorFolder } from '../checkpoint/tensor-folder.ts';
import { divideRows, largestMagnitude, rowBlocks, symmetricScale } from './weight-rows.ts';

/** A weight [rows, …] as E4M3: `value ≈ code · scale of its row`. */
export interface Fp8Rows {
  readonly codes: Uint8Array;
  readonly scales: Float32Array;
}

/** Quantises a weight row by row: every row's largest magnitude becomes 448. One byte an element is held. */
export async function fp8Rows(folder: TensorFolder, name: string): Promise<Fp8Rows> {
  const { shape } = folder.get(name);
  const rows = shape[0] ?? 1;
  const total = shape.reduce((product, size) => product * size, 1);
  const columns = total / rows;
  const codes = new Uint8Array(total);
  const scales = new Float32Array(rows);
  let first = 0;
  for await (const values of rowBlocks(folder, name, columns)) {
    divideRows(values, columns, (row) => {
      const own = values.subarray(row * columns, (row + 1) * columns);
      const scale = symmetricScale(largestMagnitude(own), largestE4m3);
      scales[first + row] = scale;
      return scale;
    });
    codes.set(narrow(values, 'F8_E4M3'), first * columns);
    first += values.length / columns;
  }
  return { codes, scales };
}
