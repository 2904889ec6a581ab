import { describe, expect, it } from 'vitest';
import { cloth, clothSurface, type Slopes } from '../../../kiosk-ui/customer/mockup/cloth.ts';
import { lightOf, lightOn } from '../../../kiosk-ui/customer/mockup/cloth-light.tsx';
import { crumple, threads } from '../../../kiosk-ui/customer/mockup/crumple.ts';
import { type Fold, ridge } from '../../../kiosk-ui/customer/mockup/fold.ts';
import { tShirtScene } from '../../../kiosk-ui/customer/mockup/t-shirt.tsx';
import { toteScene } from '../../../kiosk-ui/customer/mockup/tote.tsx';

const FOLD: Fold = { from: [100, 200], to: [300, 200], bow: 0, width: 10, height: 4 };
const foldHeight = (fold: Fold, x: number, y: number) => ridge(fold)(x, y);
const level: Slopes = (_x, _y, slope) => Object.assign(slope, { x: 0, y: 0 });

function slopeOf(of: Slopes, x: number, y: number) {
  const slope = { x: 0, y: 0 };
  of(x, y, slope);
  return slope;
}

describe('a fold', () => {
  it('is as high as said where its rise is complete, and level at and beyond its ends', () => {
    const crest = 100 + 200 * 0.5 ** (1 / 0.55);
    expect(foldHeight(FOLD, crest, 200)).toBeCloseTo(4, 9);
    for (const x of [20, 100, 300, 380]) expect(foldHeight(FOLD, x, 200)).toBe(0);
  });

  it('falls to 1/e over its width on the gentle side and over 0.45 of it on the steep one', () => {
    const crest = foldHeight(FOLD, 160, 200);
    expect(foldHeight(FOLD, 160, 210)).toBeCloseTo(crest / Math.E, 9);
    expect(foldHeight(FOLD, 160, 195.5)).toBeCloseTo(crest / Math.E, 9);
  });

  it('is bowed to the right of its way by as much as said in the middle', () => {
    const bowed = { ...FOLD, bow: 12 };
    expect(foldHeight(bowed, 200, 212)).toBeCloseTo(foldHeight(FOLD, 200, 200), 9);
  });
});

describe('unevenness of cloth', () => {
  it('is the same every time, bounded, without jumps, and not flat', () => {
    const line = Array.from({ length: 800 }, (_, step) => crumple(step / 2, 77.3));
    expect(line).toEqual(Array.from({ length: 800 }, (_, step) => crumple(step / 2, 77.3)));
    expect(Math.max(...line.map(Math.abs))).toBeLessThanOrEqual(1.3);
    expect(Math.max(...line.slice(1).map((value, at) => Math.abs(value - (line[at] ?? 0))))).toBeLessThan(
      0.1,
    );
    expect(Math.max(...line) - Math.min(...line)).toBeGreaterThan(0.5);
  });

  it('is alike along a thread and unlike across threads', () => {
    const change = (dx: number, dy: number) => {
      let sum = 0;
      for (let at = 0; at < 300; at++) sum += Math.abs(threads(at + dx, 40 + dy) - threads(at, 40));
      return sum / 300;
    };
    expect(change(0.2, 0)).toBeLessThan(0.1 * change(1, 1));
  });
});

describe('a field of folds', () => {
  const folded = cloth([FOLD], 0);

  it('has the slope of its height', () => {
    for (const [x, y] of [
      [160, 206],
      [200, 214],
      [250, 196],
    ] as const) {
      const rise = (foldHeight(FOLD, x, y + 1) - foldHeight(FOLD, x, y - 1)) / 2;
      expect(slopeOf(folded(), x, y).y).toBeCloseTo(rise, 1);
    }
  });

  it('goes on level beyond the scene', () => {
    expect(slopeOf(folded(), -50, 900)).toEqual({ x: 0, y: 0 });
  });

  it('pushes a print by three times its slope', () => {
    const area = { x: 100, y: 150, width: 200, height: 100 };
    const spot = { u: 0, v: 0, light: 0 };
    expect(clothSurface(area, folded)(160, 206, spot)).toBe(true);
    const { x, y } = slopeOf(folded(), 160, 206);
    expect(y).toBeLessThan(-0.1);
    expect(spot).toEqual({ u: (60 + 3 * x) / 200, v: (56 + 3 * y) / 100, light: 1 });
  });
});

describe('light on cloth', () => {
  it('is 1 where it is level, 1/cos where it faces the lamp, and never below 0', () => {
    expect(lightOn({ x: 0, y: 0 })).toBeCloseTo(1, 12);
    expect(lightOn({ x: 0.48 / 0.64, y: 0.6 / 0.64 })).toBeCloseTo(1 / 0.64, 12);
    expect(lightOn({ x: -9, y: -9 })).toBe(0);
  });

  it('leaves level cloth as it is, darkens what turns away and lightens what turns to it', () => {
    const pixel = (of: Slopes) => {
      const data = new Uint8ClampedArray(4);
      lightOf(of, 0, { width: 1, height: 1, data });
      return [...data];
    };
    const tilted =
      (x: number): Slopes =>
      (_x, _y, slope) =>
        Object.assign(slope, { x, y: 0 });
    expect(pixel(level)[3]).toBe(0);
    expect(pixel(tilted(-0.2))).toEqual([0, 0, 0, expect.toSatisfy((alpha: number) => alpha > 20)]);
    expect(pixel(tilted(0.2))).toEqual([255, 255, 255, expect.toSatisfy((alpha: number) => alpha > 10)]);
  });
});

describe.each([
  ['t-shirt', tShirtScene()],
  ['tote', toteScene()],
])('the print on a %s', (_product, scene) => {
  it('follows the folds, by less than two hundredths of its width', () => {
    const { surface, bounds } = scene.print(1, 0);
    const spot = { u: 0, v: 0, light: 0 };
    let farthest = 0;
    for (let x = bounds.x; x <= bounds.x + bounds.width; x += 3) {
      for (let y = bounds.y; y <= bounds.y + bounds.height; y += 3) {
        surface(x, y, spot);
        farthest = Math.max(farthest, Math.abs(spot.u - (x - bounds.x) / bounds.width));
      }
    }
    expect(farthest).toBeGreaterThan(0.002);
    expect(farthest).toBeLessThan(0.02);
  });
});
