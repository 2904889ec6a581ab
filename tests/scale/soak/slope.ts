/** How a measured value grows with time, robustly: one late garbage collection must not decide. */

export interface Point {
  readonly hours: number;
  readonly value: number;
}

/**
 * Median of the slopes of all pairs of points (Theil 1950, Sen 1968), in units an hour. Up to 29 % of the
 * points may be anything without moving it far.
 *
 * @param points at least two, at different times
 */
export function slopePerHour(points: readonly Point[]): number {
  const slopes = pairSlopes(points);
  const middle = slopes.length >> 1;
  const upper = slopes[middle] ?? Number.NaN;
  return slopes.length % 2 === 1 ? upper : (upper + (slopes[middle - 1] ?? Number.NaN)) / 2;
}

/**
 * A 95 % interval of the slope, from the ranks of the pairs' slopes under Kendall's variance
 * n(n-1)(2n+5)/18 (Sen 1968). Points are taken as independent.
 */
export function slopeInterval(points: readonly Point[]): readonly [low: number, high: number] {
  const n = points.length;
  const slopes = pairSlopes(points);
  const spread = 1.96 * Math.sqrt((n * (n - 1) * (2 * n + 5)) / 18);
  const at = (rank: number) =>
    slopes[Math.min(slopes.length - 1, Math.max(0, Math.round(rank)))] ?? Number.NaN;
  return [at((slopes.length - spread) / 2 - 1), at((slopes.length + spread) / 2)];
}

/** Of every pair of points, in ascending order. */
function pairSlopes(points: readonly Point[]): readonly number[] {
  return points
    .flatMap((later, n) =>
      points.slice(0, n).map((earlier) => (later.value - earlier.value) / (later.hours - earlier.hours)),
    )
    .sort((a, b) => a - b);
}
