import { PDFDocument, PDFName } from '@cantoo/pdf-lib';
import { type PictureFacts, toXmp } from '../jobs/picture-facts.ts';
import type { Product } from '../products/products.ts';
import { drawPicture } from './page-picture.ts';
import type { PressProfile } from './press-profile.ts';

const POINTS_PER_MM = 72 / 25.4;

/**
 * The print file as a PDF of exact size: media and bleed box with the bleed, trim box without, and the same
 * facts of the drawing in its XMP as the PNG file has.
 *
 * @param png the picture of the whole canvas, bleed included
 * @param press in whose inks it is, where it has no transparency; null: sRGB
 */
export async function pdfFile(
  png: Uint8Array,
  product: Product,
  facts: PictureFacts,
  press: PressProfile | null = null,
): Promise<Uint8Array> {
  const { printArea, bleedMm } = product;
  const pdf = await PDFDocument.create();
  const bleed = bleedMm * POINTS_PER_MM;
  const width = printArea.widthMm * POINTS_PER_MM;
  const height = printArea.heightMm * POINTS_PER_MM;
  const page = pdf.addPage([width + 2 * bleed, height + 2 * bleed]);
  page.setBleedBox(0, 0, width + 2 * bleed, height + 2 * bleed);
  page.setTrimBox(bleed, bleed, width, height);
  await drawPicture(pdf, page, png, press);
  pdf.setCreator('Motif');
  pdf.setTitle(product.name.en);
  const xmp = pdf.context.stream(new TextEncoder().encode(toXmp(facts)), {
    Type: 'Metadata',
    Subtype: 'XML',
  });
  pdf.catalog.set(PDFName.of('Metadata'), pdf.context.register(xmp));
  return pdf.save();
}
