import { describe, expect, it } from 'vitest';
import { sceneOf } from '../../../kiosk-ui/customer/mockup/scenes.ts';
import { isOnDesign } from '../../../kiosk-ui/customer/placement/on-design.ts';
import { defaultPlacement } from '../../../kiosk-ui/customer/placement/placement.ts';
import { catalogueFor } from '../../../runtime/products/catalogue.ts';

const { products } = catalogueFor([{ width: 512, height: 512 }], null);
const productOf = (id: string) => {
  const product = products.find((candidate) => candidate.id === id);
  if (!product) throw new Error(`Expected ${id} among the products but it is not.`);
  return product;
};
const printOf = (id: string, turn = 0) => {
  const { printArea } = productOf(id);
  return sceneOf(id, printArea).print(printArea.widthMm / printArea.heightMm, turn);
};

describe('a finger on a mug', () => {
  const mug = productOf('mug');
  const small = { ...defaultPlacement(mug, 'keep'), widthMm: 40 };
  const at = (x: number, y: number, placement = small, turn = 0) =>
    isOnDesign(mug, placement, printOf('mug', turn), x, y);
  /** Where the middle of the print stands when the mug is not turned: 45 degrees to the left of its front. */
  const MIDDLE = [112, 217] as const;

  it('is on the design where it is seen, and beside it on bare porcelain, handle and table', () => {
    expect(at(...MIDDLE)).toBe(true);
    expect(at(MIDDLE[0], 130)).toBe(false);
    expect(at(250, 217)).toBe(false);
    expect(at(320, 200)).toBe(false);
    expect(at(20, 20)).toBe(false);
  });

  it('misses it by less than a finger’s breadth', () => {
    const spot = { u: 0, v: 0, light: 1 };
    expect(printOf('mug').surface(...MIDDLE, spot)).toBe(true);
    const middle = (spot.v - 0.5) * mug.printArea.heightMm;
    const edge = (far: number) => at(...MIDDLE, { ...small, yMm: middle + 20 + far });
    expect([edge(0), edge(4.9), edge(5.1)]).toEqual([true, true, false]);
  });

  it('finds it again when the mug was turned', () => {
    expect(at(...MIDDLE, small, 1.2)).toBe(false);
    expect(at(...MIDDLE, { ...small, xMm: -1.2 * (228.6 / (2 * Math.PI - 0.7)) }, 1.2)).toBe(true);
  });
});

it('knows a design that lies turned', () => {
  const postcard = { ...productOf('postcard'), size: { width: 800, height: 200 } };
  const upright = { xMm: 0, yMm: 0, widthMm: 80, rotationDeg: 0 };
  const print = printOf('postcard');
  const { x, y, width, height } = print.bounds;
  const above = [x + width / 2, y + height * 0.26] as const;
  expect(isOnDesign(postcard, upright, print, ...above)).toBe(false);
  expect(isOnDesign(postcard, { ...upright, rotationDeg: 90 }, print, ...above)).toBe(true);
});
