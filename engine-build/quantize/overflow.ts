import { isFloatType } from '../checkpoint/element-types.ts';
import { largestHalf } from '../checkpoint/narrow.ts';
import type { TensorFolder } from '../checkpoint/tensor-folder.ts';
import { largestMagnitude } from './weight-rows.ts';

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
    if (!fits && (await exceedsHalf(folder, tensor.name))) layers.add(layerOf(tensor.name));
  }
  return [...layers];
}

async function exceedsHalf(folder: TensorFolder, name: string): Promise<boolean> {
  for await (const chunk of folder.stream(name)) if (largestMagnitude(chunk) > largestHalf) return true;
  return false;
}

function layerOf(tensor: string): string {
  return tensor.replace(/\.(weight|bias)$/, '');
}
