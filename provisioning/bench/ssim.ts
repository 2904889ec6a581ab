import type { RgbImage } from '../../runtime/pipeline/model.ts';

/** Windows of 8 × 8 pixels at every fourth position. */
const SIDE = 8;
const STRIDE = 4;
/** (0.01 · 255)² and (0.03 · 255)². */
const C1 = 6.5025;
const C2 = 58.5225;

/**
 * Structural similarity of two pictures of one size by their luma, 1 when equal. Source: Wang et al. 2004,
 * "Image quality assessment", with uniform windows as the paper's section II describes them.
 */
export function ssim(a: RgbImage, b: RgbImage): number {
  const [x, y] = [luma(a), luma(b)];
  let sum = 0;
  let windows = 0;
  for (let top = 0; top + SIDE <= a.height; top += STRIDE) {
    for (let left = 0; left + SIDE <= a.width; left += STRIDE) {
      sum += windowSimilarity(x, y, top * a.width + left, a.width);
      windows++;
    }
  }
  return sum / windows;
}

/** ITU-R BT.601. */
function luma({ data, width, height }: RgbImage): Float64Array {
  return Float64Array.from(
    { length: width * height },
    (_, i) => 0.299 * (data[3 * i] ?? 0) + 0.587 * (data[3 * i + 1] ?? 0) + 0.114 * (data[3 * i + 2] ?? 0),
  );
}

function windowSimilarity(x: Float64Array, y: Float64Array, start: number, width: number): number {
  const n = SIDE * SIDE;
  let [sx, sy, sxx, syy, sxy] = [0, 0, 0, 0, 0];
  for (let i = 0; i < n; i++) {
    const at = start + Math.floor(i / SIDE) * width + (i % SIDE);
    const [p, q] = [x[at] ?? 0, y[at] ?? 0];
    sx += p;
    sy += q;
    sxx += p * p;
    syy += q * q;
    sxy += p * q;
  }
  const [mx, my] = [sx / n, sy / n];
  const [vx, vy, cov] = [sxx / n - mx * mx, syy / n - my * my, sxy / n - mx * my];
  return ((2 * mx * my + C1) * (2 * cov + C2)) / ((mx * mx + my * my + C1) * (vx + vy + C2));
}
