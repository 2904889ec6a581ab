/** Whether a finger has come down on a design as it lies on its product. */
import type { Print } from '../mockup/scene.ts';
import type { Spot } from '../mockup/warp.ts';
import type { Product } from '../server-types.ts';
import type { Placement } from '../session/order-state.ts';
import { heightMmOf } from './placement.ts';

/** A finger means a design that it misses by less, in millimetres of the print. */
const NEAR_MM = 5;

/**
 * @param print of the whole print area, as the product is turned
 * @param x in scene units, as is `y`
 */
export function isOnDesign(
  product: Product,
  placement: Placement,
  print: Print,
  x: number,
  y: number,
): boolean {
  const spot: Spot = { u: 0, v: 0, light: 1 };
  if (!print.surface(x, y, spot)) return false;
  const { widthMm, heightMm } = product.printArea;
  const rightwards = (spot.u - 0.5) * widthMm - placement.xMm;
  const downwards = (spot.v - 0.5) * heightMm - placement.yMm;
  const turn = (-placement.rotationDeg * Math.PI) / 180;
  const along = rightwards * Math.cos(turn) - downwards * Math.sin(turn);
  const across = rightwards * Math.sin(turn) + downwards * Math.cos(turn);
  const [width, height] = [placement.widthMm, heightMmOf(product, placement)];
  return Math.abs(along) <= width / 2 + NEAR_MM && Math.abs(across) <= height / 2 + NEAR_MM;
}
