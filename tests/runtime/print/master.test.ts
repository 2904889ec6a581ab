import { inflateSync } from 'node:zlib';
import { PDFDict, PDFDocument, PDFName, PDFRawStream } from '@cantoo/pdf-lib';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { fromXmp } from '../../../runtime/jobs/picture-facts.ts';
import { makeMaster } from '../../../runtime/print/make-master.ts';
import { PRODUCTS, type Product } from '../../../runtime/products/products.ts';
import { drawn, FACTS } from './drawn.ts';

const SIZES: Readonly<Record<string, { width: number; height: number }>> = {
  mug: { width: 832, height: 320 },
  't-shirt': { width: 480, height: 640 },
  tote: { width: 512, height: 512 },
  'phone-case': { width: 352, height: 736 },
  postcard: { width: 640, height: 448 },
  magnet: { width: 512, height: 512 },
};
/** mm × dpi / 25.4, by hand. */
const PIXELS: Readonly<Record<string, readonly [number, number]>> = {
  mug: [2700, 1050],
  't-shirt': [1801, 2398],
  tote: [1500, 1500],
  'phone-case': [969, 1866],
  postcard: [1819, 1311],
  magnet: [874, 874],
};

const productOf = (id: string): Product => {
  const product = PRODUCTS.find((candidate) => candidate.id === id);
  if (!product) throw new Error(`Expected the product ${id} but there is none.`);
  return product;
};
const masterOf = async (id: string, more: Partial<Parameters<typeof makeMaster>[0]> = {}) => {
  const product = productOf(id);
  return makeMaster({
    picture: await drawn(SIZES[id] ?? { width: 512, height: 512 }),
    product,
    placement: null,
    background: product.background,
    visibleLabel: 'zh',
    facts: FACTS,
    ...more,
  });
};

/** What the PDF shows is the PNG's picture, channel by channel, with its transparency. */
async function expectSamePixels(pdf: PDFDocument, png: Uint8Array): Promise<void> {
  const objects = pdf.getPage(0).node.Resources()?.lookup(PDFName.of('XObject'), PDFDict);
  const [name] = objects?.keys() ?? [];
  const image = name && objects?.lookup(name);
  if (!(image instanceof PDFRawStream)) throw new Error('Expected a picture on the page but found none.');
  const colours = await sharp(png).removeAlpha().raw().toBuffer();
  expect(inflateSync(image.getContents()).equals(colours)).toBe(true);
  const mask = image.dict.lookup(PDFName.of('SMask'));
  const { hasAlpha } = await sharp(png).metadata();
  expect(mask instanceof PDFRawStream).toBe(hasAlpha);
  if (!(mask instanceof PDFRawStream)) return;
  const alpha = await sharp(png).extractChannel('alpha').toColourspace('b-w').raw().toBuffer();
  expect(inflateSync(mask.getContents()).equals(alpha)).toBe(true);
}

/** Made once for both looks at it: a large one takes over a second. */
const made = new Map<string, ReturnType<typeof masterOf>>();
const usualMaster = (id: string) => {
  const master = made.get(id) ?? masterOf(id);
  made.set(id, master);
  return master;
};

describe.each(PRODUCTS.map(({ id }) => id))('the print file of a %s', (id) => {
  it('has exact pixels, resolution, profile, alpha and the labels of AI, read back by sharp', async () => {
    const { png, facts } = await usualMaster(id);
    const { width, height, density, hasProfile, hasAlpha, space, xmp } = await sharp(png).metadata();
    const product = productOf(id);
    expect([width, height]).toEqual(PIXELS[id]);
    expect([facts.widthPx, facts.heightPx]).toEqual(PIXELS[id]);
    expect({ density, hasProfile, space }).toEqual({ density: product.dpi, hasProfile: true, space: 'srgb' });
    expect(hasAlpha).toBe(product.background === 'remove');
    expect(fromXmp(xmp?.toString('utf8') ?? '')).toEqual(FACTS);
    expect(xmp?.toString('utf8')).toContain('trainedAlgorithmicMedia');
    expect(xmp?.toString('utf8')).toContain('&quot;Label&quot;:&quot;1&quot;');
  });

  it('is a PDF of exact size with its boxes and the same labels, read back by a PDF reader', async () => {
    const { printArea, bleedMm } = productOf(id);
    const master = await usualMaster(id);
    const pdf = await PDFDocument.load(master.pdf);
    const mm = (points: number) => (points * 25.4) / 72;
    const page = pdf.getPage(0);
    expect(mm(page.getMediaBox().width)).toBeCloseTo(printArea.widthMm + 2 * bleedMm, 3);
    expect(mm(page.getBleedBox().height)).toBeCloseTo(printArea.heightMm + 2 * bleedMm, 3);
    const trim = page.getTrimBox();
    expect([mm(trim.x), mm(trim.width), mm(trim.height)].map((n) => Math.round(n * 1000) / 1000)).toEqual([
      bleedMm,
      printArea.widthMm,
      printArea.heightMm,
    ]);
    const metadata = pdf.catalog.lookup(PDFName.of('Metadata'));
    if (!(metadata instanceof PDFRawStream)) throw new Error('Expected metadata in the PDF but found none.');
    expect(fromXmp(Buffer.from(metadata.getContents()).toString('utf8'))).toEqual(FACTS);
    expect(pdf.getPageCount()).toBe(1);
    await expectSamePixels(pdf, master.png);
  });
});

describe('a garment', () => {
  it('gets ink or no ink, no halo of the ground, and keeps what is inside a ring', async () => {
    const { png } = await masterOf('tote', { visibleLabel: null });
    const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true });
    const alphas = new Set<number>();
    let pale = 0;
    for (let i = 0; i < data.length; i += 4) {
      alphas.add(data[i + 3] ?? 0);
      const light = Math.min(data[i] ?? 0, data[i + 1] ?? 0, data[i + 2] ?? 0);
      const inside = Math.hypot(((i / 4) % info.width) - 750, Math.floor(i / 4 / info.width) - 750) < 400;
      if (data[i + 3] === 255 && light > 150 && !inside) pale += 1;
    }
    expect([...alphas].sort((a, b) => a - b)).toEqual([0, 255]);
    expect(pale).toBe(0);
    const at = (x: number, y: number) => [
      ...data.subarray((y * info.width + x) * 4, (y * info.width + x) * 4 + 4),
    ];
    expect(at(10, 10)).toEqual([0, 0, 0, 0]);
    expect(at(750, 750)[3]).toBe(255);
    expect(at(750, 560)[3]).toBe(255);
  });

  it('is printed whole where the ground is a scene', async () => {
    const noise = Buffer.from(Array.from({ length: 512 * 512 * 3 }, (_, i) => (i * 7919) % 251));
    const picture = await sharp(noise, { raw: { width: 512, height: 512, channels: 3 } })
      .png()
      .toBuffer();
    const { png } = await masterOf('tote', { picture, visibleLabel: null });
    const { data } = await sharp(png).extractChannel(3).raw().toBuffer({ resolveWithObject: true });
    expect(data[750 * 1500 + 750]).toBe(255);
  });
});

describe('what the customer chose', () => {
  const placement = { xMm: 10, yMm: -5, widthMm: 40, rotationDeg: 30 };

  it('is where the design lies, in millimetres', async () => {
    const { png } = await masterOf('magnet', {
      placement: { ...placement, rotationDeg: 0 },
      visibleLabel: null,
    });
    const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true });
    const blue = { left: info.width, right: 0, top: info.height, bottom: 0 };
    for (let i = 0; i < data.length; i += info.channels) {
      if ((data[i] ?? 0) > 60 || (data[i + 2] ?? 0) < 130) continue;
      const [x, y] = [(i / info.channels) % info.width, Math.floor(i / info.channels / info.width)];
      blue.left = Math.min(blue.left, x);
      blue.right = Math.max(blue.right, x);
      blue.top = Math.min(blue.top, y);
      blue.bottom = Math.max(blue.bottom, y);
    }
    const mm = (pixels: number) => (pixels * 25.4) / 300;
    expect(mm((blue.left + blue.right + 1) / 2) - 37).toBeCloseTo(10, 0.5);
    expect(mm((blue.top + blue.bottom + 1) / 2) - 37).toBeCloseTo(-5, 0.5);
    expect(mm(blue.right - blue.left + 1)).toBeCloseTo((40 * 0.35 * 2) / 3, 0);
  });

  it('keeps its ground’s colour to the bleed, and stays on the canvas wherever it is dragged', async () => {
    const { png } = await masterOf('postcard', { placement: { ...placement, xMm: 70 } });
    const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true });
    expect([...data.subarray(0, 3)]).toEqual([253, 252, 248]);
    expect([info.width, info.height]).toEqual(PIXELS.postcard);
  });

  it('is refused where it would be blurred or beside the area, with the largest size or the way back', async () => {
    await expect(masterOf('t-shirt', { placement: { ...placement, widthMm: 500 } })).rejects.toMatchObject({
      code: 'print-not-promised',
      message: expect.stringContaining('Print it at most 381 mm wide'),
    });
    await expect(masterOf('magnet', { placement: { ...placement, xMm: 300 } })).rejects.toMatchObject({
      code: 'print-not-promised',
      customer: { zh: expect.stringContaining('移回中间') },
    });
  });

  it('has the visible label unless it agreed to none', async () => {
    const [labelled, bare] = await Promise.all([
      masterOf('postcard'),
      masterOf('postcard', { visibleLabel: null }),
    ]);
    const pixels = (png: Uint8Array) => sharp(png).removeAlpha().raw().toBuffer();
    const [a, b] = await Promise.all([pixels(labelled.png), pixels(bare.png)]);
    const rows = new Set<number>();
    for (let i = 0; i < a.length; i += 3) {
      if (a[i] !== b[i] && (a[i] ?? 255) < 90) rows.add(Math.floor(i / 3 / 1819));
    }
    // GB 45438: glyphs of at least 5 % of the shorter side.
    expect(Math.max(...rows) - Math.min(...rows) + 1).toBeGreaterThanOrEqual(0.05 * 1311 - 1);
  });
});

it('a mug’s file is a mirror image for transfer paper', async () => {
  const mug = await masterOf('mug', { visibleLabel: null });
  const straight = await masterOf('mug', {
    visibleLabel: null,
    product: { ...productOf('mug'), mirror: false },
  });
  const pixels = (png: Uint8Array) => sharp(png).raw().toBuffer();
  const flopped = await sharp(straight.png).flop().raw().toBuffer();
  expect((await pixels(mug.png)).equals(flopped)).toBe(true);
  expect((await pixels(mug.png)).equals(await pixels(straight.png))).toBe(false);
});

it('the same order gives the same bytes', async () => {
  const [a, b] = [await masterOf('magnet'), await masterOf('magnet')];
  expect(a.facts.sha256).toBe(b.facts.sha256);
  expect(Buffer.from(a.png).equals(Buffer.from(b.png))).toBe(true);
});
