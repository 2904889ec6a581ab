import type { Engine } from '../engines/engine.ts';
import { concat } from './concat.ts';
import { type Conditioning, result } from './encode-prompt.ts';
import {
  addSkipLayerGuidance,
  blockKeep,
  classifierFreeGuidance,
  type SkipLayerGuidance,
  usesSkipLayers,
} from './guidance.ts';

/** A transformer of some batch size with the prompts it attends to. */
export interface Denoiser {
  readonly engine: Engine;
  readonly conditioning: Conditioning;
  /** [C, h, w] of one picture. */
  readonly latentShape: readonly [number, number, number];
  readonly layers: number;
}

/** Where in the schedule a velocity is wanted. `step` counts from 0 over the `total` steps really taken. */
export interface StepPosition {
  readonly step: number;
  readonly total: number;
  /** σ · numTrainTimesteps. */
  readonly timestep: number;
}

/** Predicted velocity (noise − picture) of one picture's latents. */
export type VelocityField = (latents: Float32Array, at: StepPosition) => Promise<Float32Array>;

/** No guidance: one prediction a step (distilled models, or guidance scale ≤ 1). */
export function plainVelocity(single: Denoiser): VelocityField {
  return (latents, at) => predict(single, [latents], at.timestep);
}

/** Classifier-free guidance over a batch of [negative, positive]. */
export function guidedVelocity(pair: Denoiser, scale: number): VelocityField {
  return async (latents, at) =>
    classifierFreeGuidance(await predict(pair, [latents, latents], at.timestep), latents.length, scale);
}

/** Classifier-free guidance, and in the window of `skip` a third prediction without some blocks. */
export function skipLayerVelocity(
  pair: Denoiser,
  scale: number,
  single: Denoiser,
  skip: SkipLayerGuidance,
): VelocityField {
  return async (latents, at) => {
    const both = await predict(pair, [latents, latents], at.timestep);
    const velocity = classifierFreeGuidance(both, latents.length, scale);
    if (usesSkipLayers(skip, at.step, at.total)) {
      const skipped = await predict(single, [latents], at.timestep, skip.layers);
      addSkipLayerGuidance(velocity, both.subarray(latents.length), skipped, skip.scale);
    }
    return velocity;
  };
}

async function predict(
  denoiser: Denoiser,
  batch: readonly Float32Array[],
  timestep: number,
  skippedLayers: readonly number[] = [],
): Promise<Float32Array> {
  const results = await denoiser.engine.run({
    latents: { shape: [batch.length, ...denoiser.latentShape], data: concat(batch) },
    timestep: { shape: [1], data: Float32Array.of(timestep) },
    prompt_embeds: denoiser.conditioning.promptEmbeds,
    pooled_embeds: denoiser.conditioning.pooledEmbeds,
    block_keep: { shape: [denoiser.layers], data: blockKeep(denoiser.layers, skippedLayers) },
  });
  return result(results, 'velocity').data;
}
