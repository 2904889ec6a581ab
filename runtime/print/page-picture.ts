import { deflateSync } from 'node:zlib';
import {
  concatTransformationMatrix,
  drawObject,
  type PDFDocument,
  PDFHexString,
  type PDFPage,
  type PDFRef,
  popGraphicsState,
  pushGraphicsState,
} from '@cantoo/pdf-lib';
import sharp from 'sharp';
import type { PressProfile } from './press-profile.ts';

interface Colours {
  /** One byte a channel, without transparency. */
  readonly data: Buffer;
  readonly channels: number;
  readonly width: number;
  readonly height: number;
  readonly profile: Uint8Array;
}

/**
 * Lays a picture over a whole page, lossless, in its own colour space with the profile, its transparency as a
 * mask. The library's own way decodes and packs PNG files in JavaScript, which takes four times as long.
 *
 * @param png in sRGB with its profile
 * @param press in whose inks the picture is to be, where it has no transparency; what is freed of its ground
 *   goes to garment printers, whose programs want sRGB and lay the white beneath by its transparency
 */
export async function drawPicture(
  pdf: PDFDocument,
  page: PDFPage,
  png: Uint8Array,
  press: PressProfile | null,
): Promise<void> {
  const { hasAlpha, icc } = await sharp(png).metadata();
  const inks = press !== null && !hasAlpha ? press : null;
  const colours = await coloursOf(png, inks?.path ?? null, inks?.bytes ?? icc ?? new Uint8Array());
  const profile = registerProfile(pdf, colours);
  const mask = hasAlpha ? await registerMask(pdf, png) : null;
  const image = registerImage(pdf, colours, ['ICCBased', profile], mask);
  page.pushOperators(
    pushGraphicsState(),
    concatTransformationMatrix(page.getWidth(), 0, 0, page.getHeight(), 0, 0),
    drawObject(page.node.newXObject('Picture', image)),
    popGraphicsState(),
  );
  if (inks) nameOutput(pdf, inks.name, profile);
}

async function coloursOf(png: Uint8Array, profilePath: string | null, profile: Uint8Array): Promise<Colours> {
  const opaque = sharp(png).removeAlpha();
  const image = profilePath === null ? opaque : opaque.withIccProfile(profilePath);
  const { data, info } = await image.raw().toBuffer({ resolveWithObject: true });
  return { data, channels: info.channels, width: info.width, height: info.height, profile };
}

function registerProfile({ context }: PDFDocument, { profile, channels }: Colours): PDFRef {
  const Alternate = channels === 4 ? 'DeviceCMYK' : 'DeviceRGB';
  return context.register(context.flateStream(Buffer.from(profile), { N: channels, Alternate }));
}

async function registerMask(pdf: PDFDocument, png: Uint8Array): Promise<PDFRef> {
  const alpha = sharp(png).extractChannel('alpha').toColourspace('b-w');
  const { data, info } = await alpha.raw().toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  return registerImage(pdf, { data, width, height, channels, profile: new Uint8Array() }, 'DeviceGray', null);
}

function registerImage(
  { context }: PDFDocument,
  { data, width, height }: Colours,
  ColorSpace: string | (string | PDFRef)[],
  mask: PDFRef | null,
): PDFRef {
  const image = context.stream(deflateSync(data), {
    Filter: 'FlateDecode',
    Type: 'XObject',
    Subtype: 'Image',
    Width: width,
    Height: height,
    BitsPerComponent: 8,
    ColorSpace,
    ...(mask ? { SMask: mask } : {}),
  });
  return context.register(image);
}

/** Names the press as what the file is meant for. */
function nameOutput(pdf: PDFDocument, name: string, profile: PDFRef): void {
  const { context, catalog } = pdf;
  const intent = context.obj({
    Type: 'OutputIntent',
    S: 'GTS_PDFX',
    OutputConditionIdentifier: PDFHexString.fromText(name),
    Info: PDFHexString.fromText(name),
    DestOutputProfile: profile,
  });
  catalog.set(context.obj('OutputIntents'), context.obj([intent]));
}
