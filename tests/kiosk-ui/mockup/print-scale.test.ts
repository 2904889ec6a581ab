import { describe, expect, it } from 'vitest';
import { plane } from '../../../kiosk-ui/customer/mockup/plane.ts';
import { mmPerUnit } from '../../../kiosk-ui/customer/mockup/print-scale.ts';
import { sceneOf } from '../../../kiosk-ui/customer/mockup/scenes.ts';
import { PRODUCTS } from '../../../runtime/products/products.ts';

describe('how far a design moves under a finger', () => {
  it('is exact on a flat print of known size', () => {
    const flat = plane({ width: 80, height: 60, centre: [200, 190], nod: 0, sway: 0, roll: 0 });
    const area = { x: -40, y: -30, width: 80, height: 60 };
    const print = { surface: flat.surface(area), outline: '', bounds: flat.bounds };
    expect(mmPerUnit(print, { widthMm: 120, heightMm: 90 })).toBeCloseTo(1.5, 9);
  });

  it('is the scale of the whole print where there is no surface to ask', () => {
    const print = { surface: () => false, outline: '', bounds: { x: 0, y: 0, width: 50, height: 40 } };
    expect(mmPerUnit(print, { widthMm: 100, heightMm: 80 })).toBe(2);
  });

  it.each(PRODUCTS)('leaves a design on a $id under the finger that draws it down', ({ id, printArea }) => {
    const print = sceneOf(id, printArea).print(printArea.widthMm / printArea.heightMm, 0);
    const [x, y] = [print.bounds.x + print.bounds.width / 2, print.bounds.y + print.bounds.height / 2];
    const [before, after] = [y - 25, y + 25].map((at) => {
      const spot = { u: 0, v: 0, light: 0 };
      print.surface(x, at, spot);
      return spot;
    });
    const wayMm = Math.hypot(
      ((after?.u ?? 0) - (before?.u ?? 0)) * printArea.widthMm,
      ((after?.v ?? 0) - (before?.v ?? 0)) * printArea.heightMm,
    );
    expect(Math.abs(50 * mmPerUnit(print, printArea) - wayMm)).toBeLessThan(0.03 * wayMm);
  });
});
