import type { Engine } from '../engines/engine.ts';
import { result } from './encode-prompt.ts';
import { latentShape } from './latent-shape.ts';
import type { PipelineSettings, RgbImage, Size } from './model.ts';
import { toByte } from './preview.ts';

/**
 * Turns final latents into a picture.
 *
 * @param decoder `latents` [1, C, h, w], unscaled → `image` [1, 3, H, W] in [-1, 1]
 * @param latents C·h·w elements as the denoiser left them (before unscaling)
 */
export async function decodeLatents(
  decoder: Pick<Engine, 'run'>,
  settings: PipelineSettings,
  latents: Float32Array,
  size: Size,
): Promise<RgbImage> {
  const unscaled = latents.map((value) => value / settings.scalingFactor + settings.shiftFactor);
  const results = await decoder.run({
    latents: { shape: [1, ...latentShape(settings, size)], data: unscaled },
  });
  return toImage(result(results, 'image').data, size);
}

function toImage(planes: Float32Array, { width, height }: Size): RgbImage {
  const pixels = width * height;
  const data = new Uint8Array(pixels * 3);
  for (let i = 0; i < pixels; i++) {
    for (let channel = 0; channel < 3; channel++) {
      data[i * 3 + channel] = toByte(planes[channel * pixels + i] ?? 0);
    }
  }
  return { width, height, data };
}
