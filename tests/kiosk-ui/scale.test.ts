import { describe, expect, it } from 'vitest';
import { pixelsPerMm } from '../../kiosk-ui/customer/scale.ts';

describe('a millimetre on the screen', () => {
  it.each([
    ['21.5″ upright', 21.5, 1080, 1920, 4.034],
    ['23.8″', 23.8, 1920, 1080, 3.644],
    ['32″ with 2160 × 3840 pixels', 32, 2160, 3840, 5.42],
  ])('is real on %s', (_screen, inches, width, height, pixels) => {
    expect(pixelsPerMm(inches, width, height)).toBeCloseTo(pixels, 2);
  });

  it('never makes 15 mm less than the 44 pixels that fingers are promised', () => {
    for (const inches of [32, 55, 86]) {
      expect(15 * pixelsPerMm(inches, 1080, 1920)).toBeGreaterThanOrEqual(44);
    }
  });

  it('leaves room for pictures on a tablet', () => {
    expect(24 * pixelsPerMm(7, 600, 1024)).toBeLessThan(600 / 8);
  });
});
