import { expect, it } from 'vitest';
import { ssim } from '../../provisioning/bench/ssim.ts';

function picture(of: (x: number, y: number) => number) {
  const [width, height] = [32, 24];
  const data = Uint8Array.from({ length: width * height * 3 }, (_, i) => {
    const pixel = Math.floor(i / 3);
    return of(pixel % width, Math.floor(pixel / width));
  });
  return { width, height, data };
}

const stripes = picture((x) => (x % 4 < 2 ? 200 : 50));

it('is 1 for equal pictures and falls with what differs in structure more than in brightness', () => {
  const brighter = picture((x) => (x % 4 < 2 ? 210 : 60));
  const blurred = picture((x) => (x % 4 < 2 ? 135 : 115));
  const across = picture((_, y) => (y % 4 < 2 ? 200 : 50));
  expect(ssim(stripes, stripes)).toBe(1);
  expect(ssim(stripes, brighter)).toBeGreaterThan(0.98);
  expect(ssim(stripes, blurred)).toBeLessThan(0.4);
  expect(ssim(stripes, across)).toBeLessThan(0.05);
});

it('agrees with the formula for flat pictures', () => {
  const [a, b] = [100, 140];
  const expected = (2 * a * b + 6.5025) / (a * a + b * b + 6.5025);
  expect(
    ssim(
      picture(() => a),
      picture(() => b),
    ),
  ).toBeCloseTo(expected, 9);
});
