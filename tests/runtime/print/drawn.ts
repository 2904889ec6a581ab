import sharp from 'sharp';
import type { PictureFacts } from '../../../runtime/jobs/picture-facts.ts';
import { toXmp } from '../../../runtime/jobs/picture-facts.ts';
import type { Size } from '../../../runtime/print/geometry.ts';

export const FACTS: PictureFacts = {
  prompt: '两只狐狸 & maple <leaves>',
  negative: '',
  model: 'fake',
  engine: 'e'.repeat(64),
  produceId: '0b9e0d54-2f0c-4a53-9d4e-0e6c2f0f4a11/2',
  seed: 7,
  steps: 4,
  guidance: 1,
};

export const GROUND = '#fdfcf8';

/** A drawing of flat art: a red ring, a blue disc inside it, a green leaf, on a plain ground. */
export function svgOf({ width, height }: Size, scale = 1): Buffer {
  const [x, y, r] = [width / 2, height / 2, Math.min(width, height) * 0.35];
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width * scale}" height="${height * scale}" viewBox="0 0 ${width} ${height}">` +
      `<rect width="100%" height="100%" fill="${GROUND}"/>` +
      `<circle cx="${x}" cy="${y}" r="${r}" fill="none" stroke="#c8371e" stroke-width="${r / 4}"/>` +
      `<circle cx="${x}" cy="${y}" r="${r / 3}" fill="#20419a"/>` +
      `<path d="M${x - r} ${y + r}q${r / 2} ${-r} ${r} 0q${-r / 2} ${r / 2} ${-r} 0z" fill="#2f7d4f"/></svg>`,
  );
}

/** As the machine draws it: a little soft. */
export async function drawn(size: Size, softness = 0.6): Promise<Buffer> {
  const image = sharp(svgOf(size)).removeAlpha();
  return (softness > 0 ? image.blur(softness) : image).withXmp(toXmp(FACTS)).png().toBuffer();
}
