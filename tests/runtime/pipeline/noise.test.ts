import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { seededNoise } from '../../../runtime/pipeline/noise.ts';
import { normalQuantile } from '../../../runtime/pipeline/normal-quantile.ts';
import { philox } from '../../../runtime/pipeline/philox.ts';

describe('philox', () => {
  /** Known answer of Random123's kat_vectors for philox4x32-10 with zero counter and key. */
  it('gives the published known answer', () => {
    expect(philox(0, 0)).toEqual([0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8]);
  });
});

describe('normalQuantile', () => {
  /** Reference: Python's statistics.NormalDist().inv_cdf. */
  it.each([
    [0.5, 0],
    [0.001, -3.090232306167813],
    [0.1, -1.2815515655446008],
    [0.975, 1.9599639845400536],
    [1e-10, -6.361340902404056],
    [0.9999999, 5.199337582290662],
  ])('of %f is %f', (p, expected) => {
    expect(normalQuantile(p)).toBeCloseTo(expected, 12);
  });
});

describe('seededNoise', () => {
  it('is the same bytes on every machine', () => {
    const bytes = new Uint8Array(seededNoise(42, 4096).buffer);
    const digest = createHash('sha256').update(bytes).digest('hex');
    expect(digest).toBe('b0af1256aefb20cb8c00ac807038c305f436ac3a51ce26e58b56c6ddaca82a00');
  });

  it('does not depend on how much of it is asked for', () => {
    expect(seededNoise(7, 10)).toEqual(seededNoise(7, 1000).slice(0, 10));
  });

  it('is normal: mean, variance and kurtosis', () => {
    const noise = seededNoise(1, 200_000);
    const moment = (power: number) => noise.reduce((sum, x) => sum + x ** power, 0) / noise.length;
    expect(Math.abs(moment(1))).toBeLessThan(0.01);
    expect(moment(2)).toBeCloseTo(1, 1);
    expect(Math.abs(moment(4) - 3)).toBeLessThan(0.1);
  });

  it('differs for neighbouring seeds', () => {
    const [a, b] = [seededNoise(1, 50_000), seededNoise(2, 50_000)];
    const correlation = a.reduce((sum, x, i) => sum + x * (b[i] ?? 0), 0) / a.length;
    expect(Math.abs(correlation)).toBeLessThan(0.02);
  });
});
