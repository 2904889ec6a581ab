import { MotifError } from '../errors.ts';
import type { Placement } from '../orders/order.ts';
import type { Product } from '../products/products.ts';
import { effectiveDpiOf, type Size, shareOnArea } from './geometry.ts';
import { LEAST_EFFECTIVE_DPI, WIDEST_EDGE_MM, widestMmOf } from './sharpness.ts';

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
      {
        customer: {
          zh: `这个尺寸印出来会模糊。请把图案缩小到 ${widestMmOf(design)} 毫米宽以内。`,
          en: `At this size the print would not be sharp. Please make the design at most ${widestMmOf(design)} mm wide.`,
        },
      },
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

/**
 * Refuses to promise a print whose contours would look soft, however many pixels it has.
 *
 * @param edgeWidthMm of the enlarged design on the print; null for one without edges, which cannot disappoint
 * @throws MotifError('print-not-promised') with a sentence for the customer
 */
export function checkEdges(edgeWidthMm: number | null): void {
  if (edgeWidthMm === null || edgeWidthMm <= WIDEST_EDGE_MM) return;
  throw new MotifError(
    'print-not-promised',
    `Expected edges of at most ${WIDEST_EDGE_MM} mm on the print but they are ${edgeWidthMm.toFixed(1)} mm wide. ` +
      'Print the design smaller, or another one.',
    {
      customer: {
        zh: '这幅图案的轮廓印成这个尺寸会发虚。请把它缩小一些，或者换一幅。',
        en: 'The outlines of this design would look soft at this size. Please make it smaller, or choose another one.',
      },
    },
  );
}
