import { describe, expect, it } from 'vitest';
import { relativeBucket } from '../../../engine-build/graph/t5-text.ts';

/** First distance of each run of equal buckets, from -300 to 300: transformers' `_relative_position_bucket`. */
const runs = {
  '32 buckets to 128': [
    [-300, 15],
    [-90, 14],
    [-63, 13],
    [-45, 12],
    [-31, 11],
    [-22, 10],
    [-15, 9],
    [-11, 8],
    [-7, 7],
    [-6, 6],
    [-5, 5],
    [-4, 4],
    [-3, 3],
    [-2, 2],
    [-1, 1],
    [0, 0],
    [1, 17],
    [2, 18],
    [3, 19],
    [4, 20],
    [5, 21],
    [6, 22],
    [7, 23],
    [8, 24],
    [12, 25],
    [16, 26],
    [23, 27],
    [32, 28],
    [46, 29],
    [64, 30],
    [91, 31],
  ],
  '16 buckets to 50': [
    [-300, 7],
    [-26, 6],
    [-14, 5],
    [-7, 4],
    [-3, 3],
    [-2, 2],
    [-1, 1],
    [0, 0],
    [1, 9],
    [2, 10],
    [3, 11],
    [4, 12],
    [8, 13],
    [15, 14],
    [27, 15],
  ],
} as const;

describe('relativeBucket', () => {
  it.each([
    ['32 buckets to 128', 32, 128],
    ['16 buckets to 50', 16, 50],
  ] as const)('agrees with the reference for %s', (name, buckets, reach) => {
    const found: [number, number][] = [];
    for (let distance = -300; distance <= 300; distance++) {
      const bucket = relativeBucket(distance, buckets, reach);
      if (bucket !== found.at(-1)?.[1]) found.push([distance, bucket]);
    }
    expect(found).toEqual(runs[name]);
  });
});
