import { describe, expect, it } from 'vitest';
import { seeded } from '../../fakes/seeded.ts';
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
