/**
 * Bends a flat picture onto a surface, pixel by pixel and without a GPU, so that it looks the same
 * on every kiosk (and could be computed for a ticket, too). Scene coordinates run from 0 to SCENE
 * in x and y, whatever the size in pixels; print coordinates u and v from 0 to 1.
 */
export const SCENE = 400;

/** RGBA pixels, as in the browser's ImageData. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
}

/** Where a point of the scene meets the print, and how much light falls there (1 is plain). */
export interface Spot {
  u: number;
  v: number;
  light: number;
}

/** Writes the spot under (x, y) into `spot`, or returns false where there is no surface. */
export type Surface = (x: number, y: number, spot: Spot) => boolean;

export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Fills `target` with `source` as seen on the surface; only pixels within `bounds` are visited. */
export function warp(source: Pixels, target: Pixels, surface: Surface, bounds: Rect): void {
  const scale = target.width / SCENE;
  const spot: Spot = { u: 0, v: 0, light: 1 };
  const left = Math.max(0, Math.floor(bounds.x * scale));
  const right = Math.min(target.width, Math.ceil((bounds.x + bounds.width) * scale));
  const top = Math.max(0, Math.floor(bounds.y * scale));
  const bottom = Math.min(target.height, Math.ceil((bounds.y + bounds.height) * scale));
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      if (!surface((x + 0.5) / scale, (y + 0.5) / scale, spot)) continue;
      sample(source, spot, target.data, (y * target.width + x) * 4);
    }
  }
}

/**
 * Bilinear sample with the light applied. Up to one source pixel outside the print is clamped to
 * its edge, because the outline is cut by a clip path with smooth edges and not here.
 */
function sample(source: Pixels, { u, v, light }: Spot, out: Uint8ClampedArray, at: number): void {
  const { width, height, data } = source;
  const sx = clamp(u * width - 0.5, width - 1);
  const sy = clamp(v * height - 0.5, height - 1);
  const x0 = Math.floor(sx);
  const y0 = Math.floor(sy);
  const fx = sx - x0;
  const fy = sy - y0;
  const a = (y0 * width + x0) * 4;
  const b = x0 + 1 < width ? a + 4 : a;
  const down = y0 + 1 < height ? width * 4 : 0;
  const c = a + down;
  const d = b + down;
  const inA = (1 - fx) * (1 - fy);
  const inB = fx * (1 - fy);
  const inC = (1 - fx) * fy;
  const inD = fx * fy;
  for (let channel = 0; channel < 4; channel++) {
    const value =
      (data[a + channel] ?? 0) * inA +
      (data[b + channel] ?? 0) * inB +
      (data[c + channel] ?? 0) * inC +
      (data[d + channel] ?? 0) * inD;
    out[at + channel] = channel < 3 ? value * light : value;
  }
}

function clamp(value: number, most: number): number {
  return Math.max(0, Math.min(most, value));
}
