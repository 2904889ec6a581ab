import { describe, expect, it } from 'vitest';
import { median, psnr, relativeL2 } from '../../provisioning/bench/closeness.ts';

describe('closeness', () => {
  it('measures distance relative to the reference', () => {
    expect(relativeL2(Float32Array.of(3, 4), Float32Array.of(3, 4))).toBe(0);
    expect(relativeL2(Float32Array.of(0, 0), Float32Array.of(3, 4))).toBe(1);
    expect(relativeL2(Float32Array.of(3, 3), Float32Array.of(3, 4))).toBeCloseTo(0.2, 6);
  });

  it('gives PSNR in dB', () => {
    expect(psnr(Uint8Array.of(10, 20), Uint8Array.of(10, 20))).toBe(Number.POSITIVE_INFINITY);
    expect(psnr(Uint8Array.of(0), Uint8Array.of(255))).toBe(0);
  });

  it('takes the median of odd and even counts', () => {
    expect([median([3, 1, 2]), median([4, 1, 2, 3])]).toEqual([2, 2.5]);
  });
});
