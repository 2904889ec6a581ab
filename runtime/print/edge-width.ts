import type { Pixels } from './enlarge.ts';

/** Rows (and columns) between two that are looked at: edges run on, so a sample of them tells the same. */
const EVERY = 4;
/** An edge counts from this share of the picture's whole range of lightness: soft shading is no edge. */
const LEAST_SHARE = 0.25;
/** With a smaller range (of 255) the picture shows nothing that could be sharp. */
const LEAST_RANGE = 16;
/** A drawing is as sharp as its sharpest contours: this share of its edges is at least so narrow. */
const SHARPEST = 0.25;

/**
 * How wide a picture's edges are, after Marziliano, Dufaux, Winkler and Ebrahimi, "A no-reference perceptual blur
 * metric" (ICIP 2002): the distance between the two local extremes of lightness on either side of an edge, along
 * rows and along columns. Here the narrowest quarter decides, since a drawing may well have soft parts.
 *
 * @param plateau pixels without a change that do not end an edge: enlarging a slow ramp of 8 bits makes some
 * @returns pixels, or null for a picture without any edge, as a blank sheet
 */
export function edgeWidthOf(picture: Pixels, plateau: number): number | null {
  const light = lightnessOf(picture);
  const least = Math.max(LEAST_RANGE, LEAST_SHARE * rangeOf(light));
  const { width, height } = picture;
  const widths: number[] = [];
  const gather = (start: number, step: number, count: number) => {
    for (const edge of edgesOf({ light, start, step, count }, plateau))
      if (Math.abs(edge.change) >= least) widths.push(edge.width);
  };
  for (let y = 0; y < height; y += EVERY) gather(y * width, 1, width);
  for (let x = 0; x < width; x += EVERY) gather(x, width, height);
  return widths.sort((a, b) => a - b)[Math.floor(widths.length * SHARPEST)] ?? null;
}

interface Line {
  readonly light: Uint8Array;
  readonly start: number;
  readonly step: number;
  readonly count: number;
}

interface Edge {
  readonly width: number;
  /** Of lightness from its beginning to its end. */
  readonly change: number;
}

/** Every rise and fall of a line, from one local extreme to the next. */
function* edgesOf({ light, start, step, count }: Line, plateau: number): Generator<Edge> {
  const at = (place: number) => light[start + place * step] ?? 0;
  const edge = (from: number, to: number): Edge => ({ width: to - from, change: at(to) - at(from) });
  let from = 0;
  let movedTo = 0;
  let direction = 0;
  for (let place = 1; place < count; place += 1) {
    const now = Math.sign(at(place) - at(place - 1));
    if (now === 0) continue;
    if (now !== direction || place - 1 - movedTo > plateau) {
      if (direction !== 0) yield edge(from, movedTo);
      from = place - 1;
      direction = now;
    }
    movedTo = place;
  }
  if (direction !== 0) yield edge(from, movedTo);
}

/** Rec. 709 luma, 0 to 255. */
function lightnessOf({ width, height, data }: Pixels): Uint8Array {
  const light = new Uint8Array(width * height);
  for (let i = 0; i < light.length; i += 1) {
    light[i] =
      0.2126 * (data[3 * i] ?? 0) + 0.7152 * (data[3 * i + 1] ?? 0) + 0.0722 * (data[3 * i + 2] ?? 0);
  }
  return light;
}

/** Between the hundredth and the last hundredth of all values: a stray pixel makes no range. */
function rangeOf(light: Uint8Array): number {
  const counts = new Uint32Array(256);
  for (const value of light) counts[value] = (counts[value] ?? 0) + 1;
  const at = (share: number) => {
    let left = share * light.length;
    return counts.findIndex((count) => {
      left -= count;
      return left < 0;
    });
  };
  return at(0.99) - at(0.01);
}
