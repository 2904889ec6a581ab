import type { ConvRanges } from '../checkpoint/conv-ranges.ts';
import { isFloatType } from '../checkpoint/element-types.ts';
import { largestHalf } from '../checkpoint/narrow.ts';
import type { TensorFolder } from '../checkpoint/tensor-folder.ts';
import { largestMagnitude } from './weight-rows.ts';

/** What is seen while calibrating may be exceeded by this factor in the shop. */
const headroom = 2;

/** Whether F16 may not hold an activation, by the largest magnitude that was seen. */
export function exceedsHalf(seen: number): boolean {
  return seen * headroom > largestHalf;
}

/** Convolutions whose numbers F16 may not hold. */
export function overflowingConvs(ranges: ConvRanges): string[] {
  return Object.entries(ranges).flatMap(([name, { input, output }]) =>
    exceedsHalf(Math.max(...[...input, ...output].map(Math.abs))) ? [name] : [],
  );
}

/**
 * Layers with a weight or bias that F16 cannot hold (beyond ±65504), by their names in the checkpoint. Reads
 * every tensor that is stored in more than 16 bits, or in 8 with a scale, or as BF16; one chunk is held.
 *
 * @throws CheckpointError `corrupt`, naming the tensor, for NaN and infinities
 */
export async function overflowingWeights(folder: TensorFolder): Promise<string[]> {
  const layers = new Set<string>();
  for (const tensor of folder.tensors.values()) {
    const fits = !isFloatType(tensor.type) || tensor.type === 'F16';
    if (!fits && (await holdsTooMuch(folder, tensor.name))) layers.add(layerOf(tensor.name));
  }
  return [...layers];
}

async function holdsTooMuch(folder: TensorFolder, name: string): Promise<boolean> {
  for await (const chunk of folder.stream(name)) if (largestMagnitude(chunk) > largestHalf) return true;
  return false;
}

function layerOf(tensor: string): string {
  return tensor.replace(/\.(weight|bias)$/, '');
}
