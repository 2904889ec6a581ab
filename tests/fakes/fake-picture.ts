import type { RgbImage } from '../../runtime/pipeline/model.ts';

/** A picture that its seed alone decides. */
export function fakePicture(width: number, height: number, seed: number): RgbImage {
  const data = new Uint8Array(width * height * 3);
  for (let i = 0; i < data.length; i++) data[i] = (i * 7 + seed * 31) % 256;
  return { width, height, data };
}
