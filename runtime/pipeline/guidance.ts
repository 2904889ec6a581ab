/** Skip-layer guidance: which blocks are skipped, how strongly, and in which share of the steps. */
export interface SkipLayerGuidance {
  readonly layers: readonly number[];
  readonly scale: number;
  readonly start: number;
  readonly stop: number;
}

/**
 * Classifier-free guidance: `uncond + scale · (cond − uncond)`, written into a new array.
 * Source: Ho & Salimans, "Classifier-Free Diffusion Guidance" (2022), eq. 6 in the form diffusers uses.
 *
 * @param velocity batch of two, [negative, positive], each of `length` elements
 */
export function classifierFreeGuidance(velocity: Float32Array, length: number, scale: number): Float32Array {
  const guided = new Float32Array(length);
  for (let i = 0; i < length; i++) {
    const uncond = velocity[i] ?? 0;
    guided[i] = uncond + scale * ((velocity[length + i] ?? 0) - uncond);
  }
  return guided;
}

/**
 * Adds `scale · (cond − skipped)` in place, after classifier-free guidance.
 * Source: diffusers, pipeline_stable_diffusion_3.py (`skip_guidance_layers`).
 */
export function addSkipLayerGuidance(
  guided: Float32Array,
  cond: Float32Array,
  skipped: Float32Array,
  scale: number,
): void {
  for (let i = 0; i < guided.length; i++) {
    guided[i] = (guided[i] ?? 0) + scale * ((cond[i] ?? 0) - (skipped[i] ?? 0));
  }
}

/** Both bounds are strict, as in the reference pipeline: step 0 is never guided this way. */
export function usesSkipLayers(skip: SkipLayerGuidance | null, step: number, total: number): boolean {
  return skip !== null && step > total * skip.start && step < total * skip.stop;
}

/** The transformer's `block_keep` input: 1 keeps a block, 0 replaces it by the identity. */
export function blockKeep(layers: number, skipped: readonly number[] = []): Float32Array {
  const keep = new Float32Array(layers).fill(1);
  for (const layer of skipped) keep[layer] = 0;
  return keep;
}
