import { describe, expect, it } from 'vitest';
import { widen } from '../../../engine-build/checkpoint/element-types.ts';
import { narrow, type StoredFloat } from '../../../engine-build/checkpoint/narrow.ts';

function roundTrip(values: Float32Array, type: StoredFloat): Float32Array {
  const out = new Float32Array(values.length);
  widen(narrow(values, type), type, out);
  return out;
}

/** All values that a type has, as F32. */
function allValues(type: 'F16' | 'BF16' | 'F8_E4M3'): Float32Array {
  const codes =
    type === 'F8_E4M3'
      ? Uint8Array.from({ length: 256 }, (_, i) => i)
      : new Uint8Array(Uint16Array.from({ length: 65536 }, (_, i) => i).buffer);
  const out = new Float32Array(type === 'F8_E4M3' ? 256 : 65536);
  widen(codes, type, out);
  return out;
}

describe('narrow', () => {
  it.each(['F16', 'BF16', 'F8_E4M3'] as const)('keeps every value that %s has', (type) => {
    const values = allValues(type);
    expect(roundTrip(values, type)).toEqual(values);
  });

  it.each(['F16', 'F8_E4M3'] as const)(
    'takes the nearer neighbour in %s, and the even one of two',
    (type) => {
      const positive = allValues(type).filter(
        (value) => !Object.is(value, -0) && value >= 0 && Number.isFinite(value),
      );
      const sorted = positive.toSorted();
      const between = [...sorted.slice(1)].map((high, i) => [sorted[i] ?? 0, high] as const);
      const near = between.map(([low, high]) => low + (high - low) * 0.49);
      expect([...roundTrip(Float32Array.from(near), type)]).toEqual(between.map(([low]) => low));
      const middle = roundTrip(
        Float32Array.from(between, ([low, high]) => (low + high) / 2),
        type,
      );
      const even = between.map(([low, high], i) => (i % 2 === 0 ? low : high));
      expect([...middle]).toEqual(even);
    },
  );

  it('keeps E4M3 within its range and says what F16 cannot hold', () => {
    const large = Float32Array.of(449, 464, 480, 1e30, -1e30, Number.POSITIVE_INFINITY);
    expect([...roundTrip(large, 'F8_E4M3')]).toEqual([448, 448, 448, 448, -448, 448]);
    expect([...roundTrip(Float32Array.of(65519, 65520, -1e9), 'F16')]).toEqual([65504, Infinity, -Infinity]);
    for (const type of ['F16', 'BF16', 'F8_E4M3'] as const) {
      expect([...roundTrip(Float32Array.of(Number.NaN), type)]).toEqual([Number.NaN]);
    }
  });
});
