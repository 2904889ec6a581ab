import { describe, expect, it } from 'vitest';
import { seeded } from '../../fakes/seeded.ts';
import { faultsOf } from './judge.ts';
import { slopeInterval, slopePerHour } from './slope.ts';

/** An hour of samples, two a minute, whose value grows by so much and wavers by ±1. */
function hour(growth: number) {
  const random = seeded(3);
  return Array.from({ length: 120 }, (_, n) => {
    const hours = n / 120;
    return { hours, value: 400 + growth * hours + ((random() % 2001) - 1000) / 1000 };
  });
}

describe('the slope of an hour', () => {
  it('is found within a third of a unit, and its interval holds it', () => {
    for (const growth of [0, 1, 12]) {
      const points = hour(growth);
      expect(Math.abs(slopePerHour(points) - growth)).toBeLessThan(0.33);
      const [low, high] = slopeInterval(points);
      expect(low).toBeLessThan(growth);
      expect(high).toBeGreaterThan(growth);
    }
  });

  it('is not moved by a few samples taken at a bad moment, which move least squares by 20', () => {
    const points = hour(0).map((point, n) => (n > 115 ? { ...point, value: 500 } : point));
    expect(slopePerHour(points)).toBeLessThan(1);
  });
});

describe('an hour of samples', () => {
  /** Megabytes an hour; the system's count wavers by 30 MB, as where orders are printed. */
  const samples = (heap: number, rss: number, descriptors: number) => {
    const random = seeded(5);
    return hour(heap).map(({ hours, value }) => {
      const usage = { heapBytes: value * 1e6, descriptors: 50 + Math.round(descriptors * hours) };
      const wavering = { ...usage, rssBytes: (420 + rss * hours + (random() % 30)) * 1e6 };
      return { hours, server: wavering, drawing: { ...usage, rssBytes: (700 + rss * hours) * 1e6 } };
    });
  };

  it('has no fault where nothing grows', () => {
    expect(faultsOf(samples(0, 0, 0))).toEqual([]);
  });

  it('tells a leak of objects, of memory of its own, and of descriptors', () => {
    expect(faultsOf(samples(3, 0, 0))).toHaveLength(2);
    expect(faultsOf(samples(0, 25, 0))).toEqual([
      expect.stringMatching(/^server: memory/),
      expect.stringMatching(/^drawing: memory/),
    ]);
    expect(faultsOf(samples(0, 0, 12))).toHaveLength(2);
  });
});
