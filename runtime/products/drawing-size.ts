/** Pixels of one design. */
export interface DrawingSize {
  readonly width: number;
  readonly height: number;
}

interface PrintArea {
  readonly widthMm: number;
  readonly heightMm: number;
}

/**
 * The size an engine serves whose aspect is nearest to the print area's (by ratio, so that twice too wide is
 * as far as twice too high); the larger one where two are equally near.
 */
export function drawingSize(area: PrintArea, served: readonly DrawingSize[]): DrawingSize {
  const ranked = served
    .map(({ width, height }) => ({ width, height, distance: aspectDistance(area, width, height) }))
    .sort((a, b) => a.distance - b.distance || b.width * b.height - a.width * a.height);
  const best = ranked[0];
  if (!best) throw new RangeError('Expected an engine that serves at least one size but received none.');
  return { width: best.width, height: best.height };
}

/** Rounded, so that two sizes of one aspect do not differ by floating-point dust. */
function aspectDistance(area: PrintArea, width: number, height: number): number {
  const ratio = (width * area.heightMm) / (height * area.widthMm);
  return Math.round(Math.abs(Math.log(ratio)) * 1e6);
}
