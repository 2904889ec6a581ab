/**
 * Fewest pixels of the drawing on an inch of the print. Enlarged flat art keeps its edges far below the 150
 * that photographs need; below this, corners visibly round off at arm's length.
 */
export const LEAST_EFFECTIVE_DPI = 32;

/** Widest print of a drawing that is still sharp, in whole millimetres. */
export function widestMmOf(design: { readonly width: number }): number {
  return Math.floor((design.width / LEAST_EFFECTIVE_DPI) * 25.4);
}
