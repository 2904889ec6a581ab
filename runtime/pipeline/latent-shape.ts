import type { PipelineSettings, Size } from './model.ts';

/** [channels, height, width] of the latents of a picture of `size` pixels. */
export function latentShape(settings: PipelineSettings, size: Size): readonly [number, number, number] {
  const factor = settings.vaeScaleFactor;
  return [settings.latentChannels, size.height / factor, size.width / factor];
}

/** Number of elements of the latents of one picture. */
export function latentLength(settings: PipelineSettings, size: Size): number {
  const [channels, height, width] = latentShape(settings, size);
  return channels * height * width;
}

/** Tokens the transformer sees for a picture of `size` pixels. */
export function imageTokens(settings: PipelineSettings, size: Size): number {
  const [, height, width] = latentShape(settings, size);
  return (height / settings.patchSize) * (width / settings.patchSize);
}
