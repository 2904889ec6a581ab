import { describe, expect, it } from 'vitest';
import { cylinderSurface } from '../../../kiosk-ui/customer/mockup/cylinder.ts';
import { faceOf, plane } from '../../../kiosk-ui/customer/mockup/plane.ts';
import { contain, coverOrContain } from '../../../kiosk-ui/customer/mockup/scene.ts';
import { type Pixels, type Surface, warp } from '../../../kiosk-ui/customer/mockup/warp.ts';

const EVERYWHERE = { x: 0, y: 0, width: 400, height: 400 };

function pixels(width: number, height: number): Pixels {
  return { width, height, data: new Uint8ClampedArray(width * height * 4) };
}

function spotAt(surface: Surface, x: number, y: number) {
  const spot = { u: 0, v: 0, light: 0 };
  return surface(x, y, spot) ? spot : undefined;
}

describe('a stiff face in perspective', () => {
  const face = plane({ width: 150, height: 300, centre: [200, 190], nod: 12, sway: -24, roll: 7 });

  it('finds for every seen point the point of the print that projects there', () => {
    const surface = face.surface(faceOf(face.pose));
    for (const u of [0.02, 0.3, 0.5, 0.98]) {
      for (const v of [0.02, 0.4, 0.97]) {
        const [x, y] = face.project((u - 0.5) * 150, (v - 0.5) * 300);
        const spot = spotAt(surface, x, y);
        expect(spot?.u).toBeCloseTo(u, 9);
        expect(spot?.v).toBeCloseTo(v, 9);
      }
    }
  });

  it('shows the near side longer than the far side', () => {
    const length = (x: number) => {
      const [upper, lower] = [face.project(x, -150), face.project(x, 150)];
      return Math.hypot(lower[0] - upper[0], lower[1] - upper[1]);
    };
    expect(Math.abs(length(-75) - length(75))).toBeGreaterThan(5);
  });
});

describe('the side of a mug', () => {
  const mug = { axis: 200, radius: 100, top: 100, bottom: 300, sagTop: 20, sagBottom: 24 };

  it('shows the middle of the print in front and compresses it towards the sides', () => {
    const surface = cylinderSurface(mug, 200, 0);
    expect(spotAt(surface, 200, 120)).toMatchObject({ u: 0.5, v: 0 });
    expect(spotAt(surface, 200, 324)).toMatchObject({ u: 0.5, v: 1 });
    const near = (spotAt(surface, 210, 200)?.u ?? 0) - (spotAt(surface, 200, 200)?.u ?? 0);
    const far = (spotAt(surface, 280, 200)?.u ?? 0) - (spotAt(surface, 270, 200)?.u ?? 0);
    expect(far).toBeGreaterThan(1.5 * near);
  });

  it('turns the print with the mug and leaves the rest bare', () => {
    const turned = cylinderSurface(mug, 200, 0.5);
    expect(spotAt(turned, 200 + 100 * Math.sin(0.5), 200)?.u).toBeCloseTo(0.5, 9);
    expect(spotAt(turned, 120, 200)).toBeUndefined();
    expect(spotAt(turned, 310, 200)).toBeUndefined();
  });
});

describe('where a picture goes on a face', () => {
  const face = { x: -75, y: -150, width: 150, height: 300 };

  it('covers a face of about its own shape', () => {
    expect(coverOrContain(face, 0.55)).toMatchObject({ height: 300, width: 165 });
  });

  it('is fitted in whole where much would be cut off', () => {
    expect(coverOrContain(face, 1)).toEqual({ x: -75, y: -75, width: 150, height: 150 });
    expect(contain(face, 0.25)).toMatchObject({ width: 75, height: 300 });
  });
});

describe('bending pixels', () => {
  it('copies a picture that lies flat', () => {
    const source = pixels(4, 4);
    for (let at = 0; at < source.data.length; at++) source.data[at] = (at * 37) % 256;
    const target = pixels(4, 4);
    const flat: Surface = (x, y, spot) => {
      Object.assign(spot, { u: x / 400, v: y / 400, light: 1 });
      return true;
    };
    warp(source, target, flat, EVERYWHERE);
    expect(target.data).toEqual(source.data);
  });

  it('touches nothing where there is no surface, and applies the light but not to transparency', () => {
    const source = pixels(1, 1);
    source.data.set([200, 100, 50, 255]);
    const target = pixels(2, 2);
    const right: Surface = (x, _y, spot) => {
      Object.assign(spot, { u: 0.5, v: 0.5, light: 0.5 });
      return x > 200;
    };
    warp(source, target, right, EVERYWHERE);
    expect([...target.data.slice(0, 8)]).toEqual([0, 0, 0, 0, 100, 50, 25, 255]);
  });
});
