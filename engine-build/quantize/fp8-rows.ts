import { largestE4m3, narrow } from '../checkpoint/narrow.ts';
import type { TensorFolder } from '../checkpoint/tensor-folder.ts';

/** Elements of F32 held at a time. */
const blockElements = 1 << 20;

/** A weight [rows, …] as E4M3: `value ≈ code · scale of its row`. */
export interface Fp8Rows {
  readonly codes: Uint8Array;
  readonly scales: Float32Array;
}

/** The scale that maps the largest magnitude to E4M3's; 1 for zeros. */
export function fp8Scale(amax: number): number {
  return amax === 0 ? 1 : Math.fround(amax / largestE4m3);
}

/** Quantises a weight row by row: every row's largest magnitude becomes 448. One byte an element is held. */
export async function fp8Rows(folder: TensorFolder, name: string): Promise<Fp8Rows> {
  const { shape } = folder.get(name);
  const rows = shape[0] ?? 1;
  const total = shape.reduce((product, size) => product * size, 1);
  const columns = total / rows;
  const codes = new Uint8Array(total);
  const scales = new Float32Array(rows);
  const step = Math.max(1, Math.floor(blockElements / columns)) * columns;
  for (let start = 0; start < total; start += step) {
    const range = { start, count: Math.min(step, total - start) };
    for await (const block of folder.stream(name, range)) {
      scaleRows(block, columns, scales.subarray(start / columns));
      codes.set(narrow(block, 'F8_E4M3'), start);
    }
  }
  return { codes, scales };
}

/** Divides each row by its scale, in place. */
function scaleRows(block: Float32Array, columns: number, scales: Float32Array): void {
  for (let row = 0; row * columns < block.length; row++) {
    const values = block.subarray(row * columns, (row + 1) * columns);
    const scale = fp8Scale(largestMagnitude(values));
    scales[row] = scale;
    for (let k = 0; k < columns; k++) values[k] = (values[k] ?? 0) / scale;
  }
}

/** 0 for an empty array. */
export function largestMagnitude(values: Float32Array): number {
  let amax = 0;
  for (let i = 0; i < values.length; i++) amax = Math.max(amax, Math.abs(values[i] ?? 0));
  return amax;
}
