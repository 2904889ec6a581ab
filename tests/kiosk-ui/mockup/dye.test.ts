import { describe, expect, it } from 'vitest';
import { dyeOf, luminanceOf, type Rgb, rgbOf } from '../../../kiosk-ui/customer/mockup/dye.ts';
import { edgeColour } from '../../../kiosk-ui/customer/mockup/paint-print.ts';
import { sceneOf } from '../../../kiosk-ui/customer/mockup/scenes.ts';
import { PRODUCTS } from '../../../runtime/products/products.ts';

const COLOURED = PRODUCTS.filter(({ colours }) => colours.length > 0);
const ALL = COLOURED.flatMap(({ id, colours }) => colours.map(({ hex }) => [id, hex] as const));

/** Contrast of two colours, 1 … 21 (WCAG 2.2). */
function contrast(a: Rgb, b: Rgb): number {
  const [dark = 0, light = 0] = [luminanceOf(a), luminanceOf(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

const partsOf = (css: string): Rgb => {
  const [red = 0, green = 0, blue = 0] = (css.match(/\d+/g) ?? []).map(Number);
  return [red, green, blue];
};

describe('relative luminance', () => {
  it.each([
    ['#000000', 0],
    ['#ffffff', 1],
    ['#ff0000', 0.2126],
    ['#808080', 0.2159],
  ])('of %s is %d', (hex, expected) => {
    expect(luminanceOf(rgbOf(hex))).toBeCloseTo(expected, 4);
  });
});

describe('a colour of an article', () => {
  it.each(ALL)('of the %s, %s, shows its seams and keeps its shadows darker than itself', (_, hex) => {
    const dye = dyeOf(hex);
    const face = rgbOf(hex);
    expect(partsOf(dye.face)).toEqual(face);
    expect(contrast(partsOf(dye.seam), face)).toBeGreaterThan(1.5);
    expect(luminanceOf(dye.shade)).toBeLessThan(luminanceOf(face));
    expect(luminanceOf(partsOf(dye.inside))).toBeLessThan(luminanceOf(face));
  });

  it('lets inks darken white and unbleached cloth, and has white beneath them on any other', () => {
    const inks = (id: string) =>
      COLOURED.find((product) => product.id === id)?.colours.map(({ hex }) => dyeOf(hex).ink);
    expect(inks('t-shirt')).toEqual(['multiply', 'cover', 'cover', 'cover', 'cover']);
    expect(inks('tote')?.[0]).toBe('multiply');
  });

  it.each(COLOURED.map((product) => [product.id, product] as const))(
    'is the %s’s in its scene',
    (id, product) => {
      const shown = product.colours.map(({ hex }) =>
        JSON.stringify(sceneOf(id, product.printArea, hex).back(0)),
      );
      expect(new Set(shown).size).toBe(product.colours.length);
    },
  );
});

describe('what a picture’s ground goes on as', () => {
  const frame = (alpha: number) => {
    const data = new Uint8ClampedArray(4 * 4 * 4);
    for (let at = 0; at < data.length; at += 4) data.set([200, 100, 50, alpha], at);
    return { width: 4, height: 4, data };
  };

  it('is the colour of its edge, and nothing where that is transparent', () => {
    expect(edgeColour(frame(255))).toBe('rgb(200 100 50)');
    expect(edgeColour(frame(0))).toBeNull();
  });
});
