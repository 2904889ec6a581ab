import { describe, expect, it } from 'vitest';
import { leastSquares } from '../../provisioning/least-squares.ts';
import { samplePicture } from '../../provisioning/preview-samples.ts';

describe('leastSquares', () => {
  it('finds the map that made the targets', () => {
    const samples = Array.from({ length: 50 }, (_, i) => [Math.sin(i), Math.cos(3 * i), 1]);
    const targets = samples.map(([a = 0, b = 0]) => [2 * a - b + 0.5, b, a + b]);
    const rows = leastSquares(samples, targets, 1e-9);
    const expected = [
      [2, 0, 1],
      [-1, 1, 1],
      [0.5, 0, 0],
    ];
    rows.forEach((row, i) => {
      row.forEach((value, j) => {
        expect(value).toBeCloseTo(expected[i]?.[j] ?? Number.NaN, 6);
      });
    });
  });

  it('stays finite when columns repeat', () => {
    const rows = leastSquares(
      [
        [1, 1],
        [2, 2],
      ],
      [[1], [2]],
      1e-3,
    );
    for (const [value] of rows) expect(value).toBeCloseTo(0.5, 2);
  });
});

describe('samplePicture', () => {
  it('is the same for the same seed and full of colours', () => {
    const size = { width: 64, height: 48 };
    const picture = samplePicture(3, size);
    expect(picture.data).toEqual(samplePicture(3, size).data);
    expect(picture.data).not.toEqual(samplePicture(4, size).data);
    const colours = new Set<string>();
    for (let i = 0; i < picture.data.length; i += 3) colours.add(picture.data.subarray(i, i + 3).join());
    expect(colours.size).toBeGreaterThan(8);
  });
});
