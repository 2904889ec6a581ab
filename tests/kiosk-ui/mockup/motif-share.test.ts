import { describe, expect, it } from 'vitest';
import { motifShare } from '../../../kiosk-ui/customer/mockup/motif-share.ts';

/** A picture of ten by eight with ink in a box. */
function inked(x: number, y: number, width: number, height: number) {
  const data = new Uint8ClampedArray(4 * 10 * 8);
  for (let row = y; row < y + height; row++)
    for (let column = x; column < x + width; column++) data[4 * (10 * row + column) + 3] = 255;
  return { data, width: 10, height: 8 };
}

describe('the share of a motif', () => {
  it.each([
    [inked(2, 3, 5, 4), { width: 0.5, height: 0.5 }],
    [inked(9, 0, 1, 8), { width: 0.1, height: 1 }],
    [inked(0, 0, 10, 8), { width: 1, height: 1 }],
  ])('is that of the box around its ink', (picture, share) => {
    expect(motifShare(picture)).toEqual(share);
  });

  it('is the whole where there is no ink at all', () => {
    expect(motifShare(inked(0, 0, 0, 0))).toEqual({ width: 1, height: 1 });
  });
});
