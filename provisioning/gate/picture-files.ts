import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import type { GatePicture } from '../../runtime/admin/engine-desk.ts';
import type { RgbImage } from '../../runtime/pipeline/model.ts';
import { hasCode } from '../../runtime/store/atomic-write.ts';

const FOLDER = 'gate/pictures';
const NAME = /^\d{1,3}-(reference|engine|difference)\.png$/;
/** Differences of a few levels would not be seen. */
const AMPLIFIED = 8;

/** Where an engine folder has a picture that its gate compared. @param index of the report's pictures */
export function pictureFile(index: number, which: GatePicture): string {
  return `${FOLDER}/${index}-${which}.png`;
}

/** Of a gate's findings, the pictures: one after the other, those of FP32 and those of the engine. */
export interface ComparedPictures {
  readonly drawings: readonly { readonly image: RgbImage }[];
  readonly verdict: { readonly pictures: readonly { readonly image: RgbImage }[] };
}

/** Every picture that was compared, by its path in the engine folder: FP32's, the engine's, and how they differ. */
export async function pictureFiles({
  drawings,
  verdict,
}: ComparedPictures): Promise<Readonly<Record<string, Uint8Array>>> {
  const files: Record<string, Uint8Array> = {};
  for (const [index, { image }] of verdict.pictures.entries()) {
    const reference = drawings[index]?.image;
    if (!reference) continue;
    files[pictureFile(index, 'reference')] = await png(reference);
    files[pictureFile(index, 'engine')] = await png(image);
    files[pictureFile(index, 'difference')] = await png(difference(reference, image));
  }
  return files;
}

/** Those that a folder has, by their path in it. */
export async function readPictureFiles(dir: string): Promise<Readonly<Record<string, Uint8Array>>> {
  const names = (await namesIn(dir)).map((name) => `${FOLDER}/${name}`);
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readFile(join(dir, name))] as const)),
  );
}

/** How many comparisons an engine folder has pictures of. */
export async function countPictures(dir: string): Promise<number> {
  return (await namesIn(dir)).filter((name) => name.endsWith('-difference.png')).length;
}

async function namesIn(dir: string): Promise<readonly string[]> {
  try {
    return (await readdir(join(dir, FOLDER))).filter((name) => NAME.test(name)).sort();
  } catch (cause) {
    if (hasCode(cause, 'ENOENT')) return [];
    throw cause;
  }
}

/** Black where both agree; eight times the distance of each channel elsewhere. */
function difference(one: RgbImage, other: RgbImage): RgbImage {
  const data = one.data.map((value, i) => Math.min(255, AMPLIFIED * Math.abs(value - (other.data[i] ?? 0))));
  return { ...one, data };
}

function png({ data, width, height }: RgbImage): Promise<Buffer> {
  return sharp(data, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
}
