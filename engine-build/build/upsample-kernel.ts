import type { TensorFolder } from '../checkpoint/tensor-folder.ts';

/** Taps of the 3×3 and of the 2×2 kernel. */
const wide = 9;
const narrow = 4;
/** Kernels converted at a time. */
const blockKernels = 1 << 16;

/** For even and odd output positions: which of the three taps fall on each of the two source pixels. */
const taps = [
  [[0], [1, 2]],
  [[0, 1], [2]],
] as const;

export interface UpsampleKernel {
  /** A convolution weight [O, I, 3, 3]. */
  readonly tensor: string;
  /** Parity of the output's row and column. */
  readonly row: 0 | 1;
  readonly column: 0 | 1;
}

/**
 * After the picture is doubled by repeating pixels, a 3×3 kernel touches only 2×2 source pixels. The taps
 * that fall on the same one are added here, so that 16 products make four output pixels instead of 36.
 *
 * @returns kernels [O, I, 2, 2], in chunks that the caller owns
 */
export async function* upsampleKernels(
  folder: TensorFolder,
  kernel: UpsampleKernel,
): AsyncGenerator<Float32Array> {
  const total = folder.get(kernel.tensor).shape.reduce((product, size) => product * size, 1);
  const step = blockKernels * wide;
  for (let start = 0; start < total; start += step) {
    const range = { start, count: Math.min(step, total - start) };
    for await (const block of folder.stream(kernel.tensor, range)) yield fold(block, kernel);
  }
}

function fold(block: Float32Array, { row, column }: UpsampleKernel): Float32Array {
  const out = new Float32Array((block.length / wide) * narrow);
  const sources = taps[row].flatMap((rows) =>
    taps[column].map((columns) => rows.flatMap((r) => columns.map((c) => 3 * r + c))),
  );
  for (let i = 0; i < out.length; i++) {
    const at = Math.floor(i / narrow) * wide;
    for (const tap of sources[i % narrow] ?? []) out[i] = (out[i] ?? 0) + (block[at + tap] ?? 0);
  }
  return out;
}
