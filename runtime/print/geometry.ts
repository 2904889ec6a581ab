import type { Placement } from '../orders/order.ts';
import type { Product } from '../products/products.ts';

const MM_PER_INCH = 25.4;

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** @returns pixels, not rounded */
export const pixelsOf = (mm: number, dpi: number) => (mm / MM_PER_INCH) * dpi;

/** Print area with its bleed on all sides, in whole pixels: mm × dpi / 25.4. */
export function canvasOf({ printArea, bleedMm, dpi }: Product): Size {
  const whole = (mm: number) => Math.round(pixelsOf(mm + 2 * bleedMm, dpi));
  return { width: whole(printArea.widthMm), height: whole(printArea.heightMm) };
}

/**
 * Where a design lies when nobody moved it: in the middle, upright; a picture with its ground covers the
 * area and its bleed, one without lies within the safe area.
 */
export function defaultPlacement(product: Product, design: Size, background: 'keep' | 'remove'): Placement {
  const { printArea, bleedMm, safeMm } = product;
  const aspect = design.width / design.height;
  const width = printArea.widthMm + (background === 'keep' ? 2 * bleedMm : -2 * safeMm);
  const height = printArea.heightMm + (background === 'keep' ? 2 * bleedMm : -2 * safeMm);
  const widths = [width, height * aspect] as const;
  const widthMm = background === 'keep' ? Math.max(...widths) : Math.min(...widths);
  return { xMm: 0, yMm: 0, widthMm, rotationDeg: 0 };
}

/** The design's box on the canvas, before it is turned about its centre. Pixels; width and height are whole. */
export function boxOf(product: Product, design: Size, placement: Placement) {
  const { dpi } = product;
  const canvas = canvasOf(product);
  const width = Math.max(1, Math.round(pixelsOf(placement.widthMm, dpi)));
  const height = Math.max(1, Math.round((width * design.height) / design.width));
  return {
    width,
    height,
    centreX: canvas.width / 2 + pixelsOf(placement.xMm, dpi),
    centreY: canvas.height / 2 + pixelsOf(placement.yMm, dpi),
  };
}

/** Pixels of the drawing on an inch of the print. */
export function effectiveDpiOf(design: Size, { widthMm }: Placement): number {
  return design.width / (widthMm / MM_PER_INCH);
}

/**
 * How much of the design's box lies on the print area, as a share of what could: 0 when nothing would print,
 * 1 when the one lies wholly on the other.
 */
export function shareOnArea(product: Product, design: Size, placement: Placement): number {
  const { width, height, centreX, centreY } = boxOf(product, design, placement);
  const canvas = canvasOf(product);
  const turn = (placement.rotationDeg * Math.PI) / 180;
  const halfX = (Math.abs(width * Math.cos(turn)) + Math.abs(height * Math.sin(turn))) / 2;
  const halfY = (Math.abs(width * Math.sin(turn)) + Math.abs(height * Math.cos(turn))) / 2;
  const overlap = (centre: number, half: number, most: number) =>
    Math.max(0, Math.min(most, centre + half) - Math.max(0, centre - half)) / Math.min(most, 2 * half);
  return overlap(centreX, halfX, canvas.width) * overlap(centreY, halfY, canvas.height);
}
