import { describe, expect, it } from 'vitest';
import { asymmetricScale } from '../../../engine-build/quantize/asymmetric-scale.ts';

describe('asymmetricScale', () => {
  it.each([
    [[-1, 3], 4 / 255, 64],
    [[0, 2.55], 0.01, 0],
    [[-2.55, 0], 0.01, 255],
  ] as const)('spreads %j over the codes', (range, scale, zero) => {
    expect(asymmetricScale(range)).toEqual({ scale: Math.fround(scale), zero });
  });

  it('reads every value of the range within half a step, or one where 0 was moved onto a code', () => {
    const { scale, zero } = asymmetricScale([-0.28, 11.57]);
    for (let value = -0.28; value <= 11.57; value += 0.01) {
      const code = Math.max(0, Math.min(255, Math.round(value / scale) + zero));
      expect(Math.abs((code - zero) * scale - value)).toBeLessThanOrEqual(scale);
    }
  });
});
