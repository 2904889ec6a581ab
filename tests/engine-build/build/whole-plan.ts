import type { Proof } from '../../../engine-build/build/proof.ts';
import type { Checkpoint } from '../../../engine-build/checkpoint/checkpoint.ts';
import { quantisableLayers } from '../../../engine-build/quantize/qdq-plan.ts';

/** Magnitude that inputs are taken to have at most, where nobody calibrated. */
const LARGEST_INPUT = 8;

/** A plan of everything that may be shortened, as if it had been measured and passed. */
export function wholePlan({ transformer }: Pick<Checkpoint, 'transformer'>, format: 'fp8' | 'int8'): Proof {
  const linears = quantisableLayers(transformer.weights);
  const scale = LARGEST_INPUT / { fp8: 448, int8: 127 }[format];
  const layers = Object.fromEntries(linears.map((name) => [name, { input: scale, smooth: null }]));
  const names = linears.flatMap((name) => /^(.*)\.to_v$/.exec(name)?.[1] ?? []);
  const attention = Object.fromEntries(names.map((name) => [name, { q: scale, k: scale, v: scale }]));
  const figures = { meanError: 0, worstError: 0, psnrDb: 99, ssim: 1, keptHigh: [], overflowing: [] };
  const plan = { format, layers, modulation: 'codes', ...(format === 'fp8' ? { attention } : {}) } as const;
  return { format: 1, plan, gate: { passed: true, quantisedLayers: linears.length, ...figures } };
}
