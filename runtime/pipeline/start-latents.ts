import type { Engine } from '../engines/engine.ts';
import { result } from './encode-prompt.ts';
import { latentLength } from './latent-shape.ts';
import type { PipelineSettings, RgbImage } from './model.ts';

/**
 * Latents of a picture: the mean of the VAE's posterior, shifted and scaled. The mean, not a sample, so
 * that the same picture and seed always lead to the same design.
 *
 * @param encoder `image` [1, 3, H, W] in [-1, 1] → `moments` [1, 2C, h, w]
 * @returns C·h·w elements
 */
export async function encodeImage(
  encoder: Engine,
  settings: PipelineSettings,
  image: RgbImage,
): Promise<Float32Array> {
  const results = await encoder.run({
    image: { shape: [1, 3, image.height, image.width], data: toPlanes(image) },
  });
  const mean = result(results, 'moments').data.slice(0, latentLength(settings, image));
  return mean.map((value) => (value - settings.shiftFactor) * settings.scalingFactor);
}

/**
 * Rectified flow's straight path from picture to noise: `σ·noise + (1 − σ)·z`.
 * Source: Esser et al., "Scaling Rectified Flow Transformers" (2024), eq. 13.
 */
export function mixNoise(latents: Float32Array, noise: Float32Array, sigma: number): Float32Array {
  return latents.map((value, i) => sigma * (noise[i] ?? 0) + (1 - sigma) * value);
}

/** Interleaved bytes to planes in [-1, 1]. */
function toPlanes(image: RgbImage): Float32Array {
  const pixels = image.width * image.height;
  const planes = new Float32Array(3 * pixels);
  for (let i = 0; i < pixels; i++) {
    for (let channel = 0; channel < 3; channel++) {
      planes[channel * pixels + i] = (image.data[i * 3 + channel] ?? 0) / 127.5 - 1;
    }
  }
  return planes;
}
