import sharp from 'sharp';
import type { RgbImage, Size } from '../pipeline/model.ts';
import { fromXmp, type PictureFacts, toXmp } from './picture-facts.ts';

/** Pictures of other makers never come here; ours are far smaller. */
const MOST_PIXELS = 25_000_000;

/** A PNG file with the facts in its XMP. Encoded off the event loop. */
export async function encodePicture(image: RgbImage, facts: PictureFacts): Promise<Buffer> {
  return fromRaw(image).withXmp(toXmp(facts)).png({ compressionLevel: 6 }).toBuffer();
}

/** Pixels of a PNG file, cut to the size's aspect and scaled to it. */
export async function decodePicture(png: Uint8Array, { width, height }: Size): Promise<RgbImage> {
  const { data } = await sharp(png, { limitInputPixels: MOST_PIXELS })
    .removeAlpha()
    .toColourspace('srgb')
    .resize(width, height, { fit: 'cover' })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width, height, data };
}

/** The facts written by `encodePicture`; null when there are none. */
export async function readPictureFacts(png: Uint8Array): Promise<PictureFacts | null> {
  const { xmp } = await sharp(png, { limitInputPixels: MOST_PIXELS }).metadata();
  return xmp ? fromXmp(xmp.toString('utf8')) : null;
}

/** A small picture as a data URL, light enough to be sent with every step. */
export async function toDataUrl(image: RgbImage): Promise<string> {
  const webp = await fromRaw(image).webp({ quality: 80, effort: 2 }).toBuffer();
  return `data:image/webp;base64,${webp.toString('base64')}`;
}

function fromRaw({ width, height, data }: RgbImage) {
  return sharp(data, { raw: { width, height, channels: 3 } });
}
