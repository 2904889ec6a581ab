import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { PDFArray, PDFDict, PDFDocument, PDFHexString, PDFName, PDFRawStream } from '@cantoo/pdf-lib';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeMaster } from '../../../runtime/print/make-master.ts';
import { type PressProfile, readPressProfile } from '../../../runtime/print/press-profile.ts';
import { WorkerPrintRoom } from '../../../runtime/print/worker-print-room.ts';
import { PRODUCTS } from '../../../runtime/products/products.ts';
import { drawn, FACTS } from './drawn.ts';

let dir: string;
let press: PressProfile;

/** A profile of a press that libvips carries. */
async function iccBytes(name: 'cmyk' | 'srgb'): Promise<Buffer> {
  const image = sharp({ create: { width: 1, height: 1, channels: 3, background: '#fff' } });
  const { icc } = await sharp(await image.withIccProfile(name).tiff().toBuffer()).metadata();
  if (!icc) throw new Error(`Expected the profile ${name} but there is none.`);
  return icc;
}

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'motif-press-'));
  await writeFile(join(dir, 'press.icc'), await iccBytes('cmyk'));
  const profile = await readPressProfile(join(dir, 'press.icc'));
  if (!profile) throw new Error('Expected the profile that was just written.');
  press = profile;
});
afterAll(() => rm(dir, { recursive: true }));

async function inputFor(id: string) {
  const product = PRODUCTS.find((candidate) => candidate.id === id);
  if (!product) throw new Error(`Expected the product ${id} but there is none.`);
  const picture = await drawn({ width: 512, height: 512 });
  const { background } = product;
  return { picture, product, placement: null, background, visibleLabel: null, facts: FACTS };
}

async function pictureIn(pdf: PDFDocument): Promise<PDFRawStream> {
  const objects = pdf.getPage(0).node.Resources()?.lookup(PDFName.of('XObject'), PDFDict);
  const [name] = objects?.keys() ?? [];
  const image = name && objects?.lookup(name);
  if (!(image instanceof PDFRawStream)) throw new Error('Expected a picture on the page but found none.');
  return image;
}

describe('a print file for a press', () => {
  it('holds four inks by the press’s profile, and names the press', async () => {
    const { pdf: bytes, png, facts } = await makeMaster(await inputFor('magnet'), press);
    const pdf = await PDFDocument.load(bytes);
    const image = await pictureIn(pdf);
    const [family, icc] = image.dict.lookup(PDFName.of('ColorSpace'), PDFArray).asArray();
    expect(family).toBe(PDFName.of('ICCBased'));
    const profile = pdf.context.lookup(icc);
    if (!(profile instanceof PDFRawStream)) throw new Error('Expected a profile.');
    expect(Buffer.from(inflateSync(profile.getContents())).equals(Buffer.from(press.bytes))).toBe(true);
    const inks = inflateSync(image.getContents());
    expect(inks.length).toBe(facts.widthPx * facts.heightPx * 4);
    const [intent] = pdf.catalog.lookup(PDFName.of('OutputIntents'), PDFArray).asArray();
    const condition = pdf.context
      .lookup(intent, PDFDict)
      .lookup(PDFName.of('OutputConditionIdentifier'), PDFHexString);
    expect(condition.decodeText()).toBe(press.name);
    // The blue disc in the middle: much cyan and magenta, little yellow.
    const middle = 4 * (437 * facts.widthPx + 437);
    const [cyan = 0, magenta = 0, yellow = 255] = inks.subarray(middle, middle + 4);
    expect({ much: Math.min(cyan, magenta) > 180, little: yellow < 80 }).toEqual({
      much: true,
      little: true,
    });
    expect((await sharp(png).metadata()).space).toBe('srgb');
  });

  it('has the same boxes and the same picture as one in sRGB', async () => {
    const input = await inputFor('postcard');
    const [inks, plain] = await Promise.all([makeMaster(input, press), makeMaster(input)]);
    const boxes = async (bytes: Uint8Array) => {
      const page = (await PDFDocument.load(bytes)).getPage(0);
      return [page.getMediaBox(), page.getTrimBox(), page.getBleedBox()];
    };
    expect(await boxes(inks.pdf)).toEqual(await boxes(plain.pdf));
    expect(inks.facts.sha256).toBe(plain.facts.sha256);
  });

  it('stays in sRGB with its transparency for a garment', async () => {
    const { pdf } = await makeMaster(await inputFor('tote'), press);
    const read = await PDFDocument.load(pdf);
    const image = await pictureIn(read);
    const [, icc] = image.dict.lookup(PDFName.of('ColorSpace'), PDFArray).asArray();
    const profile = read.context.lookup(icc);
    if (!(profile instanceof PDFRawStream)) throw new Error('Expected a profile.');
    expect(inflateSync(profile.getContents()).toString('latin1', 16, 20)).toBe('RGB ');
    expect(read.catalog.has(PDFName.of('OutputIntents'))).toBe(false);
    expect(image.dict.has(PDFName.of('SMask'))).toBe(true);
  });

  it('is made so in the thread, too', async () => {
    const room = new WorkerPrintRoom(press);
    const { pdf } = await room.makeMaster(await inputFor('magnet'));
    await room.close();
    expect((await PDFDocument.load(pdf)).catalog.has(PDFName.of('OutputIntents'))).toBe(true);
  });
});

describe('a press’s profile', () => {
  it('is optional', async () => {
    expect(await readPressProfile(join(dir, 'none.icc'))).toBeNull();
  });

  it.each([
    ['no profile', async () => Buffer.from('not a profile at all'), /no ICC profile.*remove the file/],
    ['nothing', async () => Buffer.alloc(0), /no ICC profile/],
    ['a screen’s', () => iccBytes('srgb'), /one for RGB\. Put the profile of your press/],
  ])('that is %s is refused with what to do', async (_, bytes, sentence) => {
    await writeFile(join(dir, 'wrong.icc'), await bytes());
    await expect(readPressProfile(join(dir, 'wrong.icc'))).rejects.toThrow(sentence);
  });
});
