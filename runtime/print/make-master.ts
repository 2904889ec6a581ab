import sharp from 'sharp';
import type { Master, MasterInput } from '../orders/print-room.ts';
import { sha256Of } from '../store/sha256.ts';
import { checkPrint } from './gate.ts';
import { canvasOf, defaultPlacement } from './geometry.ts';
import { masterImage } from './master-image.ts';
import { pdfFile } from './pdf-file.ts';
import type { PressProfile } from './press-profile.ts';

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
  const effectiveDpi = checkPrint(product, { width, height }, placement);
  const png = await masterImage(input, placement);
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
      sha256: sha256Of(png),
    },
  };
}
