import sharp from 'sharp';
import type { Pixels } from '../../../runtime/print/enlarge.ts';

/** A vector drawing as pixels, softened as the machine's own drawings are. @param blur standard deviation in pixels */
export async function pixelsOf(svg: Buffer, blur = 0): Promise<Pixels> {
  const image = sharp(svg).removeAlpha();
  const { data, info } = await (blur > 0 ? image.blur(blur) : image)
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
}

/** Peak signal-to-noise ratio, in dB. */
export function psnr(a: Pixels, b: Pixels): number {
  let sum = 0;
  for (let i = 0; i < a.data.length; i += 1) sum += ((a.data[i] ?? 0) - (b.data[i] ?? 0)) ** 2;
  return 10 * Math.log10((255 * 255 * a.data.length) / sum);
}

/** Median over rows of the steepest step of green between neighbours: 255 is an edge of one pixel. */
export function steepness({ width, height, data }: Pixels): number {
  const rows = Array.from({ length: height }, (_, y) => {
    let most = 0;
    for (let x = 1; x < width; x += 1) {
      const i = (y * width + x) * 3 + 1;
      most = Math.max(most, Math.abs((data[i] ?? 0) - (data[i - 3] ?? 0)));
    }
    return most;
  }).filter((most) => most > 8);
  return rows.sort((a, b) => a - b)[rows.length >> 1] ?? 0;
}
