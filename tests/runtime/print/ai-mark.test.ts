/** The visible label, read back from files as they leave. */

import { inflateSync } from 'node:zlib';
import { PDFDict, PDFDocument, PDFName, PDFRawStream } from '@cantoo/pdf-lib';
import sharp, { type Sharp } from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { aiMarkSvg } from '../../../runtime/print/ai-mark.ts';
import { makeMaster } from '../../../runtime/print/make-master.ts';
import { makeReceipt } from '../../../runtime/print/receipt.ts';
import { PRODUCTS } from '../../../runtime/products/products.ts';
import { drawn, FACTS } from './drawn.ts';

const LANGUAGES = ['zh', 'en'] as const;
const product = PRODUCTS.find(({ id }) => id === 'magnet');
let picture: Buffer;
beforeAll(async () => {
  picture = await drawn({ width: 512, height: 512 });
});

const masterIn = (visibleLabel: 'zh' | 'en' | null) => {
  if (!product) throw new Error('Expected a magnet among the products but there is none.');
  return makeMaster({ picture, product, placement: null, background: 'keep', visibleLabel, facts: FACTS });
};

interface Grey {
  readonly data: Buffer;
  readonly width: number;
  readonly height: number;
}

async function greyOf(image: Sharp): Promise<Grey> {
  const { data, info } = await image
    .flatten({ background: '#fff' })
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

/** First and last row of each line of dark letters. */
function linesOf({ data, width, height }: Grey): readonly (readonly [number, number])[] {
  const lines: [number, number][] = [];
  for (let y = 0; y < height; y += 1) {
    if (!data.subarray(y * width, (y + 1) * width).some((value) => value < 128)) continue;
    const last = lines.at(-1);
    if (last && last[1] === y - 1) last[1] = y;
    else lines.push([y, y]);
  }
  return lines;
}

/** Mean difference from the label in a language, of 255, where that label's lower right corner would be. */
async function distanceFrom(language: 'zh' | 'en', page: Grey, right: number, bottom: number, marked = page) {
  const { svg } = await aiMarkSvg(marked, language);
  const mark = await greyOf(sharp(svg));
  let sum = 0;
  for (let y = 0; y < mark.height; y += 1) {
    for (let x = 0; x < mark.width; x += 1) {
      const at = (bottom - mark.height + y) * page.width + right - mark.width + x;
      sum += Math.abs((page.data[at] ?? 0) - (mark.data[y * mark.width + x] ?? 0));
    }
  }
  return sum / (mark.width * mark.height);
}

/** Which label stands on a print; null: none. */
async function readLabel(page: Grey): Promise<'zh' | 'en' | null> {
  const margin = Math.round((5 / 25.4) * 300);
  for (const language of LANGUAGES) {
    if ((await distanceFrom(language, page, page.width - margin, page.height - margin)) < 8) return language;
  }
  return null;
}

/** The picture on a PDF's page. */
async function pictureIn(pdf: Uint8Array): Promise<Grey> {
  const page = (await PDFDocument.load(pdf)).getPage(0);
  const objects = page.node.Resources()?.lookup(PDFName.of('XObject'), PDFDict);
  const [name] = objects?.keys() ?? [];
  const image = name && objects?.lookup(name);
  if (!(image instanceof PDFRawStream)) throw new Error('Expected a picture on the page but found none.');
  const [width, height] = ['Width', 'Height'].map((key) => Number(image.dict.lookup(PDFName.of(key))));
  if (!width || !height) throw new Error('Expected a size of the picture but found none.');
  return greyOf(sharp(inflateSync(image.getContents()), { raw: { width, height, channels: 3 } }));
}

describe('the visible label', () => {
  it.each([...LANGUAGES, null])('for %s is on the PNG and on the PDF', async (language) => {
    const { png, pdf } = await masterIn(language);
    expect([await readLabel(await greyOf(sharp(png))), await readLabel(await pictureIn(pdf))]).toEqual([
      language,
      language,
    ]);
  });

  it.each([
    ['zh', 1],
    ['en', 2],
  ] as const)(
    'in %s has %i lines, the first as the rule asks: Chinese, and high enough',
    async (language, lines) => {
      const marked = { width: 1819, height: 1311 };
      const [own, chinese] = await Promise.all([aiMarkSvg(marked, language), aiMarkSvg(marked, 'zh')]);
      const [mark, first] = [await greyOf(sharp(own.svg)), await greyOf(sharp(chinese.svg))];
      const written = linesOf(mark);
      expect(written).toHaveLength(lines);
      const [top = 0, bottom = 0] = written[0] ?? [];
      expect(bottom - top + 1).toBeGreaterThanOrEqual(0.05 * marked.height);
      const rows = bottom * mark.width;
      expect(mark.data.subarray(0, rows).equals(first.data.subarray(0, rows))).toBe(true);
    },
  );

  it.each(LANGUAGES)('is in %s on the receipt', async (language) => {
    const [any] = PRODUCTS;
    if (!any) throw new Error('Expected a product but there is none.');
    const createdAt = new Date('2026-05-04T10:20:00Z');
    const facts = FACTS;
    const { png } = await makeReceipt({
      code: '7K4M',
      qrText: 'MOTIF:7K4M',
      language,
      shopName: '',
      product: any,
      picture,
      background: 'keep',
      createdAt,
      facts,
    });
    const paper = await greyOf(sharp(png));
    const right = (576 + 400) / 2;
    const bottom = paper.height - 40 - 216 - 24;
    const marked = { ...paper, width: 400, height: 400 };
    const other = language === 'zh' ? 'en' : 'zh';
    expect(await distanceFrom(language, paper, right, bottom, marked)).toBeLessThan(8);
    expect(await distanceFrom(other, paper, right, bottom, marked)).toBeGreaterThan(20);
  });
});
