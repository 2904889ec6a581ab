/** Where a design lies on a print area, in millimetres. Pure: screens, gestures and the server agree by it. */
import type { Product } from '../server-types.ts';
import type { Placement } from '../session/order-state.ts';

export type Background = 'keep' | 'remove';

/** Smaller than this a design is a blot. */
const NARROWEST_MM = 15;
/** At least so much of the design stays over the print area, so that it can be taken hold of again. */
const LEAST_ON_AREA_MM = 10;
/** Within these a design springs into the middle, and upright. */
const SNAP_MM = 2.5;
const SNAP_DEGREES = 4;

/**
 * In the middle, upright; a picture with its ground covers the area and its bleed, one without lies within
 * the safe area. The server's own rule (`runtime/print/geometry.ts`), which the tests hold it to.
 */
export function defaultPlacement(product: Product, background: Background): Placement {
  const { printArea, bleedMm, safeMm, size } = product;
  const aspect = size.width / size.height;
  const width = printArea.widthMm + (background === 'keep' ? 2 * bleedMm : -2 * safeMm);
  const height = printArea.heightMm + (background === 'keep' ? 2 * bleedMm : -2 * safeMm);
  const widths = [width, height * aspect] as const;
  const widthMm = background === 'keep' ? Math.max(...widths) : Math.min(...widths);
  return { xMm: 0, yMm: 0, widthMm, rotationDeg: 0 };
}

/** Printed height, from the drawing's aspect. */
export function heightMmOf({ size }: Product, { widthMm }: Placement): number {
  return (widthMm * size.height) / size.width;
}

/** The nearest placement that prints: not too small, not larger than stays sharp, not out of reach. */
export function clamped(product: Product, placement: Placement): Placement {
  const widthMm = between(NARROWEST_MM, product.widestMm, placement.widthMm);
  // Turned first: the bounds must be those of the very turn that is kept, or keeping twice would differ.
  const rotationDeg = turnIn(placement.rotationDeg);
  const { width, height } = boundsOf(product, { ...placement, widthMm, rotationDeg });
  const reach = (area: number, design: number) =>
    area / 2 + design / 2 - Math.min(LEAST_ON_AREA_MM, design / 2);
  const farthestX = reach(product.printArea.widthMm, width);
  const farthestY = reach(product.printArea.heightMm, height);
  return {
    widthMm,
    xMm: between(-farthestX, farthestX, placement.xMm),
    yMm: between(-farthestY, farthestY, placement.yMm),
    rotationDeg,
  };
}

/** What two fingers, or one, have done since the last look. */
export interface Motion {
  readonly xMm: number;
  readonly yMm: number;
  readonly scale: number;
  readonly degrees: number;
}

/** The placement after a motion, kept where it prints. */
export function moved(product: Product, placement: Placement, motion: Partial<Motion>): Placement {
  const { xMm = 0, yMm = 0, scale = 1, degrees = 0 } = motion;
  return clamped(product, {
    xMm: placement.xMm + xMm,
    yMm: placement.yMm + yMm,
    widthMm: placement.widthMm * scale,
    rotationDeg: placement.rotationDeg + degrees,
  });
}

export interface Snaps {
  readonly x: boolean;
  readonly y: boolean;
  readonly upright: boolean;
}

/** The placement with what is nearly so made so: in the middle, upright or on its side. */
export function snapped(placement: Placement): { readonly placement: Placement; readonly snaps: Snaps } {
  const square = Math.round(placement.rotationDeg / 90) * 90;
  const snaps = {
    x: Math.abs(placement.xMm) < SNAP_MM,
    y: Math.abs(placement.yMm) < SNAP_MM,
    upright: Math.abs(placement.rotationDeg - square) < SNAP_DEGREES,
  };
  return {
    snaps,
    placement: {
      ...placement,
      xMm: snaps.x ? 0 : placement.xMm,
      yMm: snaps.y ? 0 : placement.yMm,
      rotationDeg: snaps.upright ? turnIn(square) : placement.rotationDeg,
    },
  };
}

/** Box of the turned design, in millimetres. */
function boundsOf(
  product: Product,
  placement: Placement,
): { readonly width: number; readonly height: number } {
  const turn = (placement.rotationDeg * Math.PI) / 180;
  const height = heightMmOf(product, placement);
  const [cos, sin] = [Math.abs(Math.cos(turn)), Math.abs(Math.sin(turn))];
  return { width: placement.widthMm * cos + height * sin, height: placement.widthMm * sin + height * cos };
}

const between = (least: number, most: number, value: number) => Math.min(most, Math.max(least, value));

/** The same turn in (-180, 180]; one that lies there already stays as it is, to the last bit. */
const turnIn = (degrees: number) => degrees - 360 * Math.ceil((degrees - 180) / 360);
