import { MotifError } from '../errors.ts';
import type { Placement } from '../orders/order.ts';
import type { Product } from '../products/products.ts';
import { effectiveDpiOf, type Size, shareOnArea } from './geometry.ts';
import { LEAST_EFFECTIVE_DPI, widestMmOf } from './sharpness.ts';

/** Less of the design than this on the print is a slip of the finger. */
const LEAST_SHARE = 0.05;

/**
 * Refuses to promise a print that would disappoint.
 *
 * @returns the effective resolution
 * @throws MotifError('print-not-promised') with a sentence for the customer
 */
export function checkPrint(product: Product, design: Size, placement: Placement): number {
  const dpi = effectiveDpiOf(design, placement);
  if (dpi < LEAST_EFFECTIVE_DPI) {
    throw new MotifError(
      'print-not-promised',
      `Expected at least ${LEAST_EFFECTIVE_DPI} dpi of the drawing but ${placement.widthMm.toFixed(0)} mm give ` +
        `${dpi.toFixed(0)}. Print it at most ${widestMmOf(design)} mm wide.`,
    );
  }
  if (shareOnArea(product, design, placement) < LEAST_SHARE) {
    throw new MotifError(
      'print-not-promised',
      'Expected the design on the print area but it lies beside it. Move it back to the middle.',
      {
        customer: {
          zh: '图案移到印刷范围外面了，请把它移回中间。',
          en: 'The design lies beside the printed area. Please move it back to the middle.',
        },
      },
    );
  }
  return dpi;
}
