import { readDeviceProfile } from '../../device/profile/profile.ts';
import type { Checkpoint } from '../../engine-build/checkpoint/checkpoint.ts';

/** FP32 and the lab's graph with both precisions are open side by side, each with a packed copy of its weights. */
const HELD_COPIES = 2.5;

/** Whether copies of the weights would leave too little memory to draw in. */
export async function isLarge({ transformer }: Checkpoint): Promise<boolean> {
  const { memory } = await readDeviceProfile();
  const shapes = [...transformer.weights.tensors.values()].map(({ shape }) => shape);
  const elements = shapes.reduce((sum, shape) => sum + shape.reduce((a, b) => a * b, 1), 0);
  return HELD_COPIES * elements * Float32Array.BYTES_PER_ELEMENT > memory.availableBytes / 2;
}
