import {
  concatTransformationMatrix,
  drawObject,
  type PDFDocument,
  PDFHexString,
  type PDFPage,
  popGraphicsState,
  pushGraphicsState,
} from '@cantoo/pdf-lib';
import sharp from 'sharp';
import type { PressProfile } from './press-profile.ts';

/**
 * Lays an opaque picture over a whole page in the inks of a press, and names the press as what the file is
 * meant for. Lossless.
 */
export async function drawInPressColours(
  pdf: PDFDocument,
  page: PDFPage,
  png: Uint8Array,
  profile: PressProfile,
): Promise<void> {
  const { context } = pdf;
  const inks = await sharp(png).withIccProfile(profile.path).raw().toBuffer({ resolveWithObject: true });
  const icc = context.register(
    context.flateStream(Buffer.from(profile.bytes), { N: inks.info.channels, Alternate: 'DeviceCMYK' }),
  );
  const image = context.flateStream(inks.data, {
    Type: 'XObject',
    Subtype: 'Image',
    Width: inks.info.width,
    Height: inks.info.height,
    BitsPerComponent: 8,
    ColorSpace: ['ICCBased', icc],
  });
  const name = page.node.newXObject('Picture', context.register(image));
  page.pushOperators(
    pushGraphicsState(),
    concatTransformationMatrix(page.getWidth(), 0, 0, page.getHeight(), 0, 0),
    drawObject(name),
    popGraphicsState(),
  );
  const intent = context.obj({
    Type: 'OutputIntent',
    S: 'GTS_PDFX',
    OutputConditionIdentifier: PDFHexString.fromText(profile.name),
    Info: PDFHexString.fromText(profile.name),
    DestOutputProfile: icc,
  });
  pdf.catalog.set(context.obj('OutputIntents'), context.obj([intent]));
}
