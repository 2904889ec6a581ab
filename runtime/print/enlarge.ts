import sharp from 'sharp';

/** Rows of RGB, 8 bits each. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** Local contrast (of 255) below which nothing is steepened, and above which all is: shading stays soft. */
const SOFT_BELOW = 24;
const HARD_ABOVE = 72;
/** Pixels around each in which its darkest and brightest neighbours are looked for. */
const REACH = 2;

/**
 * Enlarges flat art without the blur of interpolation. A bicubic enlargement gives every edge its place;
 * each value is then moved towards the nearer of the darkest and brightest around it in the small picture,
 * the more the larger the enlargement, so an edge stays about two pixels wide at any size. No value leaves
 * the range of its neighbours: there is no ringing and no halo.
 *
 * @param size pixels of the result, at least those of the picture
 */
export async function enlarge(picture: Pixels, size: { width: number; height: number }): Promise<Pixels> {
  const scale = size.width / picture.width;
  const soft = await resized(picture, size, 'cubic');
  if (scale <= 1) return soft;
  const darkest = await resized(extremes(picture, Math.min), size, 'linear');
  const brightest = await resized(extremes(picture, Math.max), size, 'linear');
  return { ...size, data: steepened(soft.data, darkest.data, brightest.data, scale) };
}

/** The same by interpolation alone, which the tests compare with. */
export function enlargeSoftly(picture: Pixels, size: { width: number; height: number }): Promise<Pixels> {
  return resized(picture, size, 'cubic');
}

function steepened(soft: Uint8Array, low: Uint8Array, high: Uint8Array, gain: number): Uint8Array {
  const out = new Uint8Array(soft.length);
  for (let i = 0; i < soft.length; i += 1) {
    const value = soft[i] ?? 0;
    const floor = low[i] ?? 0;
    const range = (high[i] ?? 0) - floor;
    const share = Math.min(1, Math.max(0, (range - SOFT_BELOW) / (HARD_ABOVE - SOFT_BELOW)));
    if (share === 0) {
      out[i] = value;
      continue;
    }
    const position = (value - floor) / range;
    const steep = Math.min(1, Math.max(0, (position - 0.5) * gain + 0.5));
    out[i] = Math.round(value + share * (floor + steep * range - value));
  }
  return out;
}

/** For each pixel and channel the least or greatest value around it; rows first, then columns. */
function extremes({ width, height, data }: Pixels, pick: (a: number, b: number) => number): Pixels {
  const along = (from: Uint8Array, step: number, count: number, at: (i: number) => number): Uint8Array => {
    const out = new Uint8Array(from.length);
    for (let i = 0; i < from.length; i += 1) {
      let value = from[i] ?? 0;
      const place = at(i);
      for (let d = -REACH; d <= REACH; d += 1) {
        if (place + d >= 0 && place + d < count) value = pick(value, from[i + d * step] ?? 0);
      }
      out[i] = value;
    }
    return out;
  };
  const rows = along(data, 3, width, (i) => Math.floor(i / 3) % width);
  return { width, height, data: along(rows, 3 * width, height, (i) => Math.floor(i / (3 * width))) };
}

async function resized(
  { width, height, data }: Pixels,
  size: { width: number; height: number },
  kernel: 'cubic' | 'linear',
): Promise<Pixels> {
  const image = sharp(data, { raw: { width, height, channels: 3 } });
  const out = await image.resize(size.width, size.height, { fit: 'fill', kernel }).raw().toBuffer();
  return { ...size, data: out };
}
