import { normalQuantile } from './normal-quantile.ts';
import { philox } from './philox.ts';

/**
 * Standard normal noise of one picture. Element i depends on (seed, i) alone, so the same seed gives the
 * same picture on every machine, in any batch.
 *
 * @param seed integer, 0 ≤ seed < 2^32
 * @param length number of elements (channels × latent height × latent width)
 */
export function seededNoise(seed: number, length: number): Float32Array {
  const noise = new Float32Array(length);
  for (let i = 0; i < length; i += 4) {
    const words = philox(i >>> 2, seed);
    for (let lane = 0; lane < 4 && i + lane < length; lane++) {
      noise[i + lane] = normalQuantile(((words[lane] ?? 0) + 0.5) / 0x1_0000_0000);
    }
  }
  return noise;
}
