import type { LatentToRgb, RgbImage } from './model.ts';

/**
 * A small picture of what the denoiser expects in the end, one pixel per latent position: the clean
 * latents `x − σ·v` through a linear map to RGB.
 *
 * @param latents [C, h, w] at noise level `sigma`
 * @param velocity the prediction at that level, same shape
 */
export function previewImage(
  map: LatentToRgb,
  latents: Float32Array,
  velocity: Float32Array,
  sigma: number,
  width: number,
  height: number,
): RgbImage {
  const pixels = width * height;
  const data = new Uint8Array(pixels * 3);
  for (let i = 0; i < pixels; i++) {
    const rgb = [...map.bias];
    map.matrix.forEach((row, channel) => {
      const at = channel * pixels + i;
      const clean = (latents[at] ?? 0) - sigma * (velocity[at] ?? 0);
      for (let c = 0; c < 3; c++) rgb[c] = (rgb[c] ?? 0) + clean * (row[c] ?? 0);
    });
    rgb.forEach((value, c) => {
      data[i * 3 + c] = toByte(value);
    });
  }
  return { width, height, data };
}

/** [-1, 1] to 0 … 255, rounded half to even like the reference's numpy conversion. */
export function toByte(value: number): number {
  const scaled = Math.min(Math.max(value * 0.5 + 0.5, 0), 1) * 255;
  const floor = Math.floor(scaled);
  const half = scaled - floor === 0.5;
  return half ? floor + (floor % 2) : Math.round(scaled);
}
