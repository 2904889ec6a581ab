import type { Pixels } from './enlarge.ts';

/** Largest difference of a channel (of 255) between the ground and what still counts as ground. */
const TOLERANCE = 28;
/** The ground must be plain: this share of the border's pixels is near its middle colour. */
const PLAIN_SHARE = 0.8;
/** Pixels at the outline whose colour still holds some of the ground; they take the colour further in. */
const FRINGE = 3;

/** One byte a pixel, row by row: 255 printed, 0 not. Nothing in between, since ink on cloth knows no half. */
export interface CutOut {
  readonly alpha: Uint8Array;
  /** The picture with its outline's colours freed of the ground. */
  readonly pixels: Pixels;
}

/**
 * Frees a motif of its plain ground: everything that hangs together with the border and has its colour.
 * A ring keeps what is inside it. Null where the ground is no plain colour: then the picture is printed whole.
 */
export function cutOut(pixels: Pixels): CutOut | null {
  const ground = groundOf(pixels);
  if (ground === null) return null;
  const outside = floodFromBorder(pixels, ground);
  const alpha = grown(outside, pixels).map((isOutside) => (isOutside ? 0 : 255));
  return { alpha, pixels: { ...pixels, data: withoutFringe(pixels, alpha) } };
}

/** The border's middle colour, where most of the border is near it; null otherwise. */
export function groundOf({ width, height, data }: Pixels): readonly number[] | null {
  const border: number[] = [];
  for (let x = 0; x < width; x += 1) border.push(x, (height - 1) * width + x);
  for (let y = 1; y < height - 1; y += 1) border.push(y * width, y * width + width - 1);
  const ground = [0, 1, 2].map((channel) => {
    const values = border.map((i) => data[3 * i + channel] ?? 0).sort((a, b) => a - b);
    return values[values.length >> 1] ?? 0;
  });
  const near = border.filter((i) => isNear(data, i, ground)).length;
  return near >= PLAIN_SHARE * border.length ? ground : null;
}

function isNear(data: Uint8Array, i: number, ground: readonly number[]): boolean {
  for (let channel = 0; channel < 3; channel += 1) {
    if (Math.abs((data[3 * i + channel] ?? 0) - (ground[channel] ?? 0)) > TOLERANCE) return false;
  }
  return true;
}

/** 1 for pixels of the ground's colour that hang together with the border. */
function floodFromBorder({ width, height, data }: Pixels, ground: readonly number[]): Uint8Array {
  const outside = new Uint8Array(width * height);
  const open: number[] = [];
  const visit = (i: number) => {
    if (outside[i] === 1 || !isNear(data, i, ground)) return;
    outside[i] = 1;
    open.push(i);
  };
  for (let x = 0; x < width; x += 1) {
    visit(x);
    visit((height - 1) * width + x);
  }
  for (let y = 0; y < height; y += 1) {
    visit(y * width);
    visit(y * width + width - 1);
  }
  for (let i = open.pop(); i !== undefined; i = open.pop()) {
    const x = i % width;
    if (x > 0) visit(i - 1);
    if (x < width - 1) visit(i + 1);
    if (i >= width) visit(i - width);
    if (i < width * (height - 1)) visit(i + width);
  }
  return outside;
}

/** The outside with one more pixel all around: the outermost of the motif is half ground. */
function grown(outside: Uint8Array, { width, height }: Pixels): Uint8Array {
  return outside.map((is, i) => {
    if (is === 1) return 1;
    const x = i % width;
    const left = x > 0 && outside[i - 1] === 1;
    const right = x < width - 1 && outside[i + 1] === 1;
    const up = i >= width && outside[i - width] === 1;
    const down = i < width * (height - 1) && outside[i + width] === 1;
    return left || right || up || down ? 1 : 0;
  });
}

/** Pixels near the outline get the colour of the nearest one that lies deeper, ring by ring from the inside. */
function withoutFringe({ width, height, data }: Pixels, alpha: Uint8Array): Uint8Array {
  const depth = depths(alpha, width, height);
  const out = Uint8Array.from(data);
  for (let ring = FRINGE; ring >= 1; ring -= 1) {
    for (let i = 0; i < depth.length; i += 1) {
      if (depth[i] !== ring) continue;
      const deeper = [i - 1, i + 1, i - width, i + width].find((j) => depth[j] === ring + 1);
      if (deeper !== undefined) out.copyWithin(3 * i, 3 * deeper, 3 * deeper + 3);
    }
  }
  return out;
}

/** Steps from the outside, up to one more than the fringe; 0 outside. */
function depths(alpha: Uint8Array, width: number, height: number): Uint8Array {
  const depth = alpha.map((value) => (value === 0 ? 0 : FRINGE + 1));
  for (let ring = 1; ring <= FRINGE; ring += 1) {
    for (let i = 0; i < depth.length; i += 1) {
      if (depth[i] !== FRINGE + 1) continue;
      const x = i % width;
      const beside = (x > 0 && depth[i - 1] === ring - 1) || (x < width - 1 && depth[i + 1] === ring - 1);
      const above = i >= width && depth[i - width] === ring - 1;
      const below = i < width * (height - 1) && depth[i + width] === ring - 1;
      if (beside || above || below) depth[i] = ring;
    }
  }
  return depth;
}
