import { throwIfAborted } from '../errors.ts';
import type { VelocityField } from './velocity.ts';

/** The noise levels of a run and where in them it starts. */
export interface Schedule {
  /** Falling noise levels, the last is 0. */
  readonly sigmas: Float32Array;
  /** 0, or later for image-to-image. */
  readonly firstStep: number;
  readonly numTrainTimesteps: number;
}

/** State of the run just before an Euler step is taken; one latents and one velocity array per picture. */
export interface DenoiseStep {
  /** From 1 to `total`. */
  readonly step: number;
  readonly total: number;
  readonly sigma: number;
  readonly latents: readonly Float32Array[];
  readonly velocities: readonly Float32Array[];
}

/**
 * Integrates the flow from noise to picture by Euler steps, `x += (σ_next − σ)·v`, all pictures in
 * lockstep so that they sharpen together. The event loop turns before every prediction, which is when an
 * abort is seen.
 * Source: diffusers, scheduling_flow_match_euler_discrete.py (`step`).
 *
 * @param start one [C, h, w] array per picture at noise level `sigmas[firstStep]`; not modified
 * @throws AbortedError within one step of the signal
 */
export async function denoise(
  velocityOf: VelocityField,
  schedule: Schedule,
  start: readonly Float32Array[],
  signal: AbortSignal | undefined,
  onStep: (state: DenoiseStep) => void,
): Promise<readonly Float32Array[]> {
  const { sigmas, firstStep, numTrainTimesteps } = schedule;
  const total = sigmas.length - 1 - firstStep;
  let latents = start;
  for (let step = 0; step < total; step++) {
    const sigma = sigmas[firstStep + step] ?? 0;
    const at = { step, total, timestep: sigma * numTrainTimesteps };
    const velocities: Float32Array[] = [];
    for (const picture of latents) {
      await turnOfEventLoop();
      throwIfAborted(signal, 'Drawing');
      velocities.push(await velocityOf(picture, at));
    }
    onStep({ step: step + 1, total, sigma, latents, velocities });
    const delta = (sigmas[firstStep + step + 1] ?? 0) - sigma;
    latents = latents.map((picture, k) => eulerStep(picture, velocities[k] ?? picture, delta));
  }
  return latents;
}

function eulerStep(latents: Float32Array, velocity: Float32Array, delta: number): Float32Array {
  return latents.map((value, i) => value + delta * (velocity[i] ?? 0));
}

/** Engines block their thread while they run; between two runs messages, such as a cancel, come in. */
export function turnOfEventLoop(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
