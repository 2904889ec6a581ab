import { edgeWidthOf } from './edge-width.ts';
import type { Pixels } from './enlarge.ts';

const MM_PER_INCH = 25.4;

/**
 * Fewest pixels of the drawing on an inch of the print. Enlarged flat art keeps its edges far below the 150
 * that photographs need; below this, corners visibly round off at arm's length.
 */
export const LEAST_EFFECTIVE_DPI = 32;

/** Widest print of a drawing that is still sharp, in whole millimetres. */
export function widestMmOf(design: { readonly width: number }): number {
  return Math.floor((design.width / LEAST_EFFECTIVE_DPI) * MM_PER_INCH);
}

/**
 * Widest edge on the print that still looks drawn, not blurred. Between what was measured of designs at the size they
 * lie at by themselves: sharp ones have 0.4 mm (magnet) to 1.4 mm (T-shirt), one that is out of focus by two pixels
 * has 2.9 mm on a T-shirt, by eight pixels 3.7 mm on a magnet.
 */
export const WIDEST_EDGE_MM = 2;

/** @param dpi of the print @returns millimetres, see `edgeWidthOf`; null for a design without edges */
export function edgeWidthMmOf(
  { source, large }: { readonly source: Pixels; readonly large: Pixels },
  dpi: number,
): number | null {
  const pixelsPerDrawn = Math.max(1, Math.ceil(large.width / source.width));
  const pixels = edgeWidthOf(large, pixelsPerDrawn);
  return pixels === null ? null : (pixels / dpi) * MM_PER_INCH;
}
