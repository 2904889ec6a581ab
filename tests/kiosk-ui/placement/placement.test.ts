import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { motionOf } from '../../../kiosk-ui/customer/placement/gestures.ts';
import {
  clamped,
  defaultPlacement,
  heightMmOf,
  moved,
  snapped,
} from '../../../kiosk-ui/customer/placement/placement.ts';
import { checkPrint } from '../../../runtime/print/gate.ts';
import { boxOf, defaultPlacement as printed, shareOnArea } from '../../../runtime/print/geometry.ts';
import { catalogueFor } from '../../../runtime/products/catalogue.ts';

const SIZES = [
  { width: 512, height: 512 },
  { width: 832, height: 320 },
  { width: 480, height: 640 },
  { width: 352, height: 736 },
  { width: 640, height: 448 },
];
const { products } = catalogueFor(SIZES, null);
const anyProduct = fc.constantFrom(...products);
const finite = (most: number) => fc.double({ min: -most, max: most, noNaN: true });
const anyPlacement = fc.record({
  xMm: finite(2000),
  yMm: finite(2000),
  widthMm: finite(3000),
  rotationDeg: finite(2000),
});

describe('a placement', () => {
  it('begins where the print file would put it: page and server have one rule', () => {
    for (const product of products) {
      for (const background of ['keep', 'remove'] as const) {
        expect(defaultPlacement(product, background)).toEqual(printed(product, product.size, background));
      }
    }
  });

  it('always prints, wherever fingers drag it: what the page allows the size gate promises', () => {
    fc.assert(
      fc.property(anyProduct, anyPlacement, (product, placement) => {
        const kept = clamped(product, placement);
        expect(clamped(product, kept)).toEqual(kept);
        expect(shareOnArea(product, product.size, kept)).toBeGreaterThan(0);
        expect(checkPrint(product, product.size, { ...kept, xMm: 0, yMm: 0 })).toBeGreaterThanOrEqual(32);
        expect(Math.abs(kept.rotationDeg)).toBeLessThanOrEqual(180);
      }),
      { numRuns: 2000 },
    );
  });

  it('comes back by the opposite motion while it is not held by a limit', () => {
    const product = products.find(({ id }) => id === 'postcard');
    if (!product) throw new Error('Expected the postcard but there is none.');
    const start = { xMm: 3, yMm: -4, widthMm: 60, rotationDeg: 10 };
    const motion = { xMm: 5, yMm: 6, scale: 1.2, degrees: 33 };
    const there = moved(product, start, motion);
    const back = moved(product, there, { xMm: -5, yMm: -6, scale: 1 / 1.2, degrees: -33 });
    for (const [name, value] of Object.entries(start)) expect(Reflect.get(back, name)).toBeCloseTo(value, 9);
  });

  it('springs into the middle and upright when it is near, and not when it is not', () => {
    const near = { xMm: 2, yMm: -2, widthMm: 50, rotationDeg: 88 };
    expect(snapped(near)).toEqual({
      placement: { xMm: 0, yMm: 0, widthMm: 50, rotationDeg: 90 },
      snaps: { x: true, y: true, upright: true },
    });
    const far = { xMm: 3, yMm: -3, widthMm: 50, rotationDeg: 40 };
    expect(snapped(far)).toEqual({ placement: far, snaps: { x: false, y: false, upright: false } });
  });

  it('has the height of its drawing, on the page as in the file', () => {
    for (const product of products) {
      const placement = { xMm: 0, yMm: 0, widthMm: 80, rotationDeg: 0 };
      const { width, height } = boxOf(product, product.size, placement);
      expect((height / width) * 80).toBeCloseTo(heightMmOf(product, placement), 0);
    }
  });
});

describe('fingers', () => {
  const at = (id: number, x: number, y: number) => ({ id, x, y });

  it('drag by one, in millimetres', () => {
    const motion = motionOf([at(1, 10, 10)], [at(1, 30, 0)], 0.5);
    expect(motion).toEqual({ xMm: 10, yMm: -5, scale: 1, degrees: 0 });
  });

  it('stretch and turn by two, about their middle', () => {
    const motion = motionOf([at(1, 0, 0), at(2, 10, 0)], [at(1, 0, -5), at(2, 0, 15)], 1);
    expect(motion.scale).toBeCloseTo(2, 9);
    expect(motion.degrees).toBeCloseTo(90, 9);
    expect([motion.xMm, motion.yMm]).toEqual([-5, 5]);
  });

  it('jump nowhere when one comes or goes', () => {
    const still = { xMm: 0, yMm: 0, scale: 1, degrees: 0 };
    expect(motionOf([at(1, 0, 0)], [at(1, 0, 0), at(2, 90, 90)], 1)).toEqual(still);
    expect(motionOf([at(1, 0, 0), at(2, 90, 90)], [at(2, 80, 80)], 1)).toEqual(still);
    expect(motionOf([], [at(1, 5, 5)], 1)).toEqual(still);
  });

  it('turn the short way across half a turn', () => {
    const fc179 = [at(1, 0, 0), at(2, -100, 2)];
    const fc181 = [at(1, 0, 0), at(2, -100, -2)];
    expect(Math.abs(motionOf(fc179, fc181, 1).degrees)).toBeLessThan(5);
  });
});
