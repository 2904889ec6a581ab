import { describe, expect, it } from 'vitest';
import { plane } from '../../../kiosk-ui/customer/mockup/plane.ts';
import { sceneOf } from '../../../kiosk-ui/customer/mockup/scenes.ts';
import { PRODUCTS } from '../../../runtime/products/products.ts';

/** Points of an SVG path of straight lines. */
function pointsOf(path: string): (readonly [number, number])[] {
  return [...path.matchAll(/(-?[\d.]+) (-?[\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)] as const);
}

const rounded = PRODUCTS.flatMap(({ id, printArea, shape }) =>
  shape.kind === 'rounded' ? [{ id, printArea, radiusMm: shape.radiusMm }] : [],
);

describe.each(rounded)('the face of a $id', ({ id, printArea, radiusMm }) => {
  const { widthMm, heightMm } = printArea;
  const print = sceneOf(id, printArea).print(widthMm / heightMm, 0);

  it('is rounded as its print is cut', () => {
    const spot = { u: 0, v: 0, light: 0 };
    // The face's path begins where the straight upper edge meets the upper right corner.
    const [x, y] = pointsOf(print.face ?? '')[0] ?? [0, 0];
    print.surface(x, y, spot);
    expect((1 - spot.u) * widthMm).toBeCloseTo(radiusMm, 1);
    expect(spot.v * heightMm).toBeCloseTo(0, 1);
  });

  it('shows a design of its own shape edge to edge', () => {
    const spots = pointsOf(print.face ?? '').map(([x, y]) => {
      const spot = { u: 0, v: 0, light: 0 };
      print.surface(x, y, spot);
      return spot;
    });
    for (const extreme of [Math.min, Math.max]) {
      expect(extreme(...spots.map(({ u }) => u))).toBeCloseTo(extreme(0, 1), 3);
      expect(extreme(...spots.map(({ v }) => v))).toBeCloseTo(extreme(0, 1), 3);
    }
  });
});

describe('a stiff face', () => {
  it('seen straight on has exactly its own outline', () => {
    const flat = plane({ width: 80, height: 60, centre: [200, 190], nod: 0, sway: 0, roll: 0 });
    expect(flat.bounds).toEqual({ x: 160, y: 160, width: 80, height: 60 });
    const points = pointsOf(flat.outline(10));
    expect(points[0]).toEqual([230, 160]);
    const radii = points.slice(0, 11).map(([x, y]) => Math.hypot(x - 230, y - 170));
    for (const radius of radii) expect(radius).toBeCloseTo(10, 1);
  });
});
