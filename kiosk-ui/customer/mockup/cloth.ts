/** Print on soft cloth: nearly flat, following the folds a little. */
import type { Rect, Surface } from './warp.ts';

/** How far a fold pushes the print sideways, in scene units: felt more than seen. */
const DRIFT = 0.9;

/** A picture over `area`, gently displaced along slanting folds. */
export function clothSurface(area: Rect): Surface {
  return (x, y, spot) => {
    const fold = Math.sin(x * 0.061 + y * 0.027) + 0.6 * Math.sin(x * 0.023 - y * 0.049 + 1.3);
    spot.u = (x + DRIFT * fold - area.x) / area.width;
    spot.v = (y + DRIFT * 0.7 * fold - area.y) / area.height;
    // The folds' shade lies over print and cloth alike; shade of its own would draw the print's edges.
    spot.light = 1;
    return true;
  };
}

/** The printed area as an SVG path: ink on cloth has no hard corners. */
export function clothOutline({ x, y, width, height }: Rect): string {
  const r = 1.5;
  return (
    `M${x + r} ${y}H${x + width - r}Q${x + width} ${y} ${x + width} ${y + r}V${y + height - r}` +
    `Q${x + width} ${y + height} ${x + width - r} ${y + height}H${x + r}` +
    `Q${x} ${y + height} ${x} ${y + height - r}V${y + r}Q${x} ${y} ${x + r} ${y}Z`
  );
}
