import { describe, expect, it } from 'vitest';
import { cylinderOutline, cylinderSurface } from '../../../kiosk-ui/customer/mockup/cylinder.ts';
import { BODY, mugScene } from '../../../kiosk-ui/customer/mockup/mug.tsx';
import { handleLine } from '../../../kiosk-ui/customer/mockup/mug-handle.tsx';
import type { Surface } from '../../../kiosk-ui/customer/mockup/warp.ts';
import { PRODUCTS } from '../../../runtime/products/products.ts';

/** What is printed at an angle from the front, at half height. */
function uAt(surface: Surface, angle: number): number | undefined {
  const spot = { u: 0, v: 0, light: 0 };
  const middle = (BODY.top + BODY.bottom) / 2 + ((BODY.sagTop + BODY.sagBottom) / 2) * Math.cos(angle);
  const met = surface(BODY.axis + BODY.radius * Math.sin(angle), middle, spot);
  // Beyond its edges a print is cut off by its outline.
  return met && spot.u >= 0 && spot.u <= 1 ? spot.u : undefined;
}

const seen = (aspect: number, turn = 0) => {
  const { surface } = mugScene().print(aspect, turn);
  const angles = Array.from({ length: 313 }, (_, step) => (step - 156) / 100);
  return angles.map((angle) => uAt(surface, angle)).filter((u) => u !== undefined);
};

describe('a mug', () => {
  const area = PRODUCTS.find(({ id }) => id === 'mug')?.printArea ?? { widthMm: 0, heightMm: 0 };
  const aspect = area.widthMm / area.heightMm;

  it('has the proportions of one of 82 mm, so that nothing printed all around is squeezed', () => {
    const millimetre = (BODY.bottom - BODY.top) / area.heightMm;
    expect((2 * BODY.radius) / millimetre).toBeCloseTo(82, 0);
    const { surface } = mugScene().print(aspect, 0);
    const step = (uAt(surface, 0.3) ?? 0) - (uAt(surface, -0.2) ?? 0);
    const seenMm = (0.5 * BODY.radius) / millimetre;
    expect(step * area.widthMm).toBeCloseTo(seenMm, 6);
  });

  it('leaves the roots of its handle bare', () => {
    const handle = 2.4;
    const { surface } = mugScene().print(aspect, -handle);
    for (const angle of [-0.1, 0, 0.1, 0.4]) expect(uAt(surface, angle)).toBeUndefined();
    expect(uAt(surface, -0.14)).toBeGreaterThan(0.99);
    expect(uAt(surface, 0.62)).toBeLessThan(0.01);
  });

  it('at rest shows a square picture whole and a wide one in part, from about its middle', () => {
    const square = seen(1);
    expect(Math.min(...square)).toBeLessThan(0.02);
    expect(Math.max(...square)).toBeGreaterThan(0.98);
    const wide = seen(832 / 320);
    expect(Math.min(...wide)).toBeGreaterThan(0.1);
    expect(Math.max(...wide)).toBeLessThan(0.9);
    expect(Math.min(...wide)).toBeLessThan(0.5 - 0.15);
    expect(Math.max(...wide)).toBeGreaterThan(0.5 + 0.15);
  });

  it('shows every part of a print on its way around', () => {
    const all = [-3, -2, -1, 0, 1, 2, 3].flatMap((turn) => seen(aspect, turn));
    expect(Math.min(...all)).toBeLessThan(0.01);
    expect(Math.max(...all)).toBeGreaterThan(0.99);
  });

  it('bends the edges of a print exactly onto its rings', () => {
    const surface = cylinderSurface(BODY, 200, 0);
    for (const angle of [-0.9, 0, 0.6]) {
      const x = BODY.axis + BODY.radius * Math.sin(angle);
      const spot = { u: 0, v: 0, light: 0 };
      surface(x, BODY.top + BODY.sagTop * Math.cos(angle), spot);
      expect(spot.v).toBeCloseTo(0, 9);
      expect(spot.u).toBeCloseTo(0.5 + (angle * BODY.radius) / 200, 9);
      surface(x, BODY.bottom + BODY.sagBottom * Math.cos(angle), spot);
      expect(spot.v).toBeCloseTo(1, 9);
    }
  });
});

describe('the outline of a print on a mug', () => {
  const pieces = (width: number, turn: number) =>
    cylinderOutline(BODY, width, turn)
      .split('M')
      .slice(1)
      .map((path) => [...path.matchAll(/([\d.]+) [\d.]+/g)].map(([, x]) => Number(x)))
      .map((xs) => [Math.min(...xs), Math.max(...xs)]);

  it('ends where the print or what can be seen of it ends', () => {
    const half = 100 / BODY.radius;
    expect(pieces(200, 0)).toEqual([
      [
        expect.closeTo(BODY.axis - BODY.radius * Math.sin(half), 2),
        expect.closeTo(BODY.axis + BODY.radius * Math.sin(half), 2),
      ],
    ]);
    expect(pieces(200, 1.2)[0]?.[1]).toBeCloseTo(BODY.axis + BODY.radius, 2);
    expect(pieces(200, Math.PI)).toEqual([]);
  });

  it('is in two pieces where both ends of a print are in sight', () => {
    const [left, right] = pieces(5.5 * BODY.radius, Math.PI);
    const gap = BODY.radius * Math.sin(Math.PI - 2.75);
    expect(left?.[1]).toBeCloseTo(BODY.axis - gap, 2);
    expect(right?.[0]).toBeCloseTo(BODY.axis + gap, 2);
  });
});

describe('the handle of a mug', () => {
  const points = (angle: number) =>
    [...handleLine(BODY, angle).matchAll(/(-?[\d.]+) (-?[\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)]);

  it('is seen in full from the side, and in line with the axis from the front', () => {
    const side = points(Math.PI / 2);
    expect(side[0]).toEqual([BODY.axis + BODY.radius - 3, 128]);
    expect(Math.max(...side.map(([x]) => x ?? 0))).toBe(BODY.axis + BODY.radius + 78);
    for (const [x] of points(0)) expect(x).toBeCloseTo(BODY.axis, 1);
  });

  it('is lower in front of the mug than behind it, as seen from above', () => {
    expect(points(0)[3]?.[1]).toBeGreaterThan((points(Math.PI)[3]?.[1] ?? 999) + BODY.sagTop);
  });
});
