import sharp from 'sharp';
import { expect, it } from 'vitest';
import { fromXmp } from '../../../runtime/jobs/picture-facts.ts';
import { escposRaster } from '../../../runtime/print/escpos.ts';
import { makeReceipt } from '../../../runtime/print/receipt.ts';
import { textPath } from '../../../runtime/print/text-path.ts';
import type { ProductColour } from '../../../runtime/products/garment-colours.ts';
import { PRODUCTS } from '../../../runtime/products/products.ts';
import { drawn, FACTS, GROUND } from './drawn.ts';

const receiptIn = async (
  language: 'zh' | 'en',
  code = '7K4M',
  colour?: ProductColour,
  background: 'keep' | 'remove' = 'keep',
) => {
  const [product] = PRODUCTS;
  if (!product) throw new Error('Expected a product but there is none.');
  const picture = await drawn({ width: 512, height: 512 });
  const createdAt = new Date('2026-05-04T10:20:00Z');
  return makeReceipt({
    code,
    qrText: `MOTIF:${code}`,
    language,
    shopName: '春山',
    product,
    colour,
    picture,
    background,
    createdAt,
    facts: FACTS,
  });
};

it('is 576 dots wide and carries the labels of AI', async () => {
  const { png } = await receiptIn('zh');
  const { width, xmp } = await sharp(png).metadata();
  expect(width).toBe(576);
  expect(fromXmp(xmp?.toString('utf8') ?? '')).toEqual(FACTS);
});

it('differs by language and by code', async () => {
  const [zh, en, other] = await Promise.all([receiptIn('zh'), receiptIn('en'), receiptIn('zh', '2C3D')]);
  expect(Buffer.from(zh.png).equals(Buffer.from(en.png))).toBe(false);
  expect(Buffer.from(zh.png).equals(Buffer.from(other.png))).toBe(false);
});

it('names the article’s colour', async () => {
  const [plain, red] = await Promise.all([
    receiptIn('en'),
    receiptIn('en', '7K4M', { id: 'red', name: { zh: '正红', en: 'Red' }, hex: '#b02a26' }),
  ]);
  expect(Buffer.from(red.png).equals(Buffer.from(plain.png))).toBe(false);
});

const NAVY = { id: 'navy', name: { zh: '藏青', en: 'Navy' }, hex: '#1f2a44' };
const CREAM = { id: 'cream', name: { zh: '米色', en: 'Cream' }, hex: '#efe6d2' };

it.each([
  ['with its ground', 'keep', NAVY, GROUND],
  ['alone on white for a light article', 'remove', CREAM, '#ffffff'],
  ['alone on the colour of a dark article', 'remove', NAVY, NAVY.hex],
] as const)('shows the design as it is printed: %s', async (_, background, colour, ground) => {
  const { png } = await receiptIn('en', '7K4M', colour, background);
  const { height = 0 } = await sharp(png).metadata();
  // The upper left corner of the picture, which is 400 dots wide above the QR code.
  const corner = { left: (576 - 400) / 2 + 4, top: height - 40 - 216 - 24 - 400 + 4, width: 8, height: 8 };
  const { channels } = await sharp(await sharp(png).extract(corner).png().toBuffer()).stats();
  const means = channels.slice(0, 3).map(({ mean }) => Math.round(mean));
  expect(means).toEqual([1, 3, 5].map((at) => Number.parseInt(ground.slice(at, at + 2), 16)));
});

it('reaches a thermal printer dot for dot, in bands, and is cut', async () => {
  const grey = Uint8Array.from({ length: 16 * 130 }, (_, i) => (i % 16 < 8 ? 0 : 255));
  const bytes = [...escposRaster(grey, { width: 16, height: 130 })];
  expect(bytes.slice(0, 10)).toEqual([0x1b, 0x40, 0x1d, 0x76, 0x30, 0, 2, 0, 128, 0]);
  expect(bytes.slice(10, 14)).toEqual([0xff, 0x00, 0xff, 0x00]);
  const second = 10 + 2 * 128;
  expect(bytes.slice(second, second + 8)).toEqual([0x1d, 0x76, 0x30, 0, 2, 0, 2, 0]);
  expect(bytes.slice(-7)).toEqual([0x1b, 0x64, 4, 0x1d, 0x56, 0x42, 0]);
});

it('burns half of the dots where the picture is half grey', () => {
  const bytes = escposRaster(new Uint8Array(64 * 64).fill(128), { width: 64, height: 64 });
  const dots = [...bytes.subarray(10, 10 + 8 * 64)].reduce(
    (sum, byte) => sum + byte.toString(2).split('1').length - 1,
    0,
  );
  expect(dots / (64 * 64)).toBeCloseTo(0.5, 1);
});

it('writes any word of the shop in outlines, and leaves out what no font has', async () => {
  const all = await textPath('敦煌 Dunhuang', 40);
  expect(all.path).toMatch(/^M[-\d.]/);
  expect(all.width).toBeGreaterThan(200);
  expect(await textPath('\u{f0000}', 40)).toEqual({ path: '', width: 0 });
});
