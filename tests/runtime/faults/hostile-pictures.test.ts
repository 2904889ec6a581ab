import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { decodePicture, readPictureFacts } from '../../../runtime/jobs/picture-file.ts';
import { makeMaster } from '../../../runtime/print/make-master.ts';
import { PRODUCTS } from '../../../runtime/products/products.ts';
import { drawn, FACTS } from '../print/drawn.ts';

const SIDE = 16_000;

/** 256 megapixels of white in some 40 KB: one bit each, all the same. */
function pictureBomb(): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(SIDE, 0);
  head.writeUInt32BE(SIDE, 4);
  head[8] = 1; // bits a pixel, greyscale
  const rows = deflateSync(Buffer.alloc((1 + SIDE / 8) * SIDE));
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

const mugs = PRODUCTS.filter(({ id }) => id === 'mug');
const printed = (picture: Uint8Array) =>
  Promise.all(
    mugs.map((product) =>
      makeMaster({ picture, product, placement: null, background: 'keep', visibleLabel: 'zh', facts: FACTS }),
    ),
  );
const READERS = [
  ['looked at', (picture: Uint8Array) => decodePicture(picture, { width: 64, height: 64 })],
  ['asked how it was drawn', readPictureFacts],
  ['printed', printed],
] as const;

describe('a picture of 40 KB that unfolds to 256 megapixels', () => {
  const bomb = pictureBomb();

  it.each(READERS)('is refused when it is to be %s, in little memory', async (_, read) => {
    expect(bomb.length).toBeLessThan(60_000);
    const before = process.resourceUsage().maxRSS;
    await expect(read(bomb)).rejects.toThrow(/exceeds pixel limit/);
    expect((process.resourceUsage().maxRSS - before) / 1024).toBeLessThan(200);
  });

  it('is read by the library alone, so the limit is what refuses it', async () => {
    const { width, height } = await sharp(bomb)
      .resize(64, 64)
      .png()
      .toBuffer({ resolveWithObject: true })
      .then(({ info }) => info);
    expect([width, height]).toEqual([64, 64]);
  });
});

describe('what is no picture of ours', () => {
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"><script>alert(1)</script></svg>';

  it.each([
    ['a script that calls itself a picture', Buffer.from(svg)],
    ['a picture with a page after its end', drawn({ width: 64, height: 64 })],
    ['half a picture', drawn({ width: 64, height: 64 }).then((png) => png.subarray(0, png.length / 2))],
  ])('%s runs nowhere: it is refused, or drawn anew as plain pixels', async (name, given) => {
    const bytes = await given;
    const file = name.includes('after')
      ? Buffer.concat([bytes, Buffer.from('<script>alert(1)</script>')])
      : bytes;
    const seen = await decodePicture(file, { width: 64, height: 64 }).catch(() => null);
    if (seen !== null) expect(seen.data.length).toBe(64 * 64 * 3);
    const master = await printed(file).catch(() => []);
    for (const { png } of master) expect(Buffer.from(png).includes('alert(1)')).toBe(false);
  });
});
