import sharp from 'sharp';
import type { Master, MasterInput } from '../orders/print-room.ts';
import { sha256Of } from '../store/sha256.ts';
import { checkEdges, checkPrint } from './gate.ts';
import { canvasOf, defaultPlacement, effectiveDpiOf } from './geometry.ts';
import { enlargedDesign, masterImage } from './master-image.ts';
import { pdfFile } from './pdf-file.ts';
import type { PressProfile } from './press-profile.ts';
import { edgeWidthMmOf } from './sharpness.ts';

/**
 * A design becomes its print files. Pure: the same input gives the same picture, to the byte.
 *
 * @param press in whose inks the PDF is, where the shop has one; the PNG is always sRGB
 * @throws MotifError('print-not-promised')
 */
export async function makeMaster(input: MasterInput, press: PressProfile | null = null): Promise<Master> {
  const { product, background } = input;
  const { width, height } = await sharp(input.picture).metadata();
  const placement = input.placement ?? defaultPlacement(product, { width, height }, background);
  const effectiveDpi = input.promised
    ? effectiveDpiOf({ width, height }, placement)
    : checkPrint(product, { width, height }, placement);
  const design = await enlargedDesign(input, placement);
  const edgeWidthMm = edgeWidthMmOf(design, product.dpi);
  if (!input.promised) checkEdges(edgeWidthMm);
  const png = await masterImage(input, placement, design);
  const canvas = canvasOf(product);
  return {
    png,
    pdf: await pdfFile(png, product, input.facts, press),
    placement,
    facts: {
      widthPx: canvas.width,
      heightPx: canvas.height,
      dpi: product.dpi,
      effectiveDpi,
      edgeWidthMm,
      sha256: sha256Of(png),
    },
  };
}
