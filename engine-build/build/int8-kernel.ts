import type { TensorFolder } from '../checkpoint/tensor-folder.ts';
import type { KernelSource } from '../graph/stored-weight.ts';
import { largestMagnitude, symmetricScale } from '../quantize/weight-rows.ts';
import { upsampleKernels } from './upsample-kernel.ts';

/** The recipe of a quantised convolution weight [O, I, kh, kw]. */
export interface Int8KernelRecipe {
  readonly kernel: KernelSource;
  readonly bits: 7 | 8;
}

export interface Int8BiasRecipe extends Int8KernelRecipe {
  /** The checkpoint's bias [O]. */
  readonly bias: string;
  /** Of the activations. */
  readonly inputScale: number;
}

/** One scale for each output channel: largest magnitude / largest code. One tensor is held in memory, as below. */
export async function int8KernelScales(
  folder: TensorFolder,
  recipe: Int8KernelRecipe,
): Promise<Float32Array> {
  const rows = channelsOf(await readKernel(folder, recipe.kernel), outputs(folder, recipe));
  const largest = 2 ** (recipe.bits - 1) - 1;
  return Float32Array.from(rows, (row) => symmetricScale(largestMagnitude(row), largest));
}

/** Rounded weights, in the checkpoint's order. */
export async function int8Kernel(folder: TensorFolder, recipe: Int8KernelRecipe): Promise<Int8Array> {
  const scales = await int8KernelScales(folder, recipe);
  const rows = channelsOf(await readKernel(folder, recipe.kernel), outputs(folder, recipe));
  const codes = rows.flatMap((row, o) => [...row.map((value) => Math.round(value / (scales[o] ?? 1)))]);
  return Int8Array.from(codes);
}

/** The bias in the units in which products are summed: `bias / (input scale · weight scale)`. */
export async function int8KernelBias(folder: TensorFolder, recipe: Int8BiasRecipe): Promise<Int32Array> {
  const scales = await int8KernelScales(folder, recipe);
  const bias = await folder.read(recipe.bias);
  return Int32Array.from(bias, (value, o) => Math.round(value / (recipe.inputScale * (scales[o] ?? 1))));
}

function outputs(folder: TensorFolder, { kernel }: Int8KernelRecipe): number {
  return folder.get(kernel.tensor).shape[0] ?? 1;
}

function channelsOf(values: Float32Array, count: number): Float32Array[] {
  const size = values.length / count;
  return Array.from({ length: count }, (_, o) => values.subarray(o * size, (o + 1) * size));
}

async function readKernel(folder: TensorFolder, { tensor, phase }: KernelSource): Promise<Float32Array> {
  if (!phase) return folder.read(tensor);
  const chunks: Float32Array[] = [];
  for await (const chunk of upsampleKernels(folder, { tensor, ...phase })) chunks.push(chunk);
  return concatenated(chunks);
}

function concatenated(chunks: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
