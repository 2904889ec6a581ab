/** A print is promised only where it has pixels enough and its contours are sharp. */
import { describe, expect, it } from 'vitest';
import { edgeWidthOf } from '../../../runtime/print/edge-width.ts';
import type { Pixels } from '../../../runtime/print/enlarge.ts';
import { makeMaster } from '../../../runtime/print/make-master.ts';
import { PRODUCTS } from '../../../runtime/products/products.ts';
import { drawn, FACTS } from './drawn.ts';

/** Light on the left and dark on the right, with a ramp of so many pixels between. */
function edgeOf(ramp: number, side = 120): Pixels {
  const levelAt = (x: number) => Math.min(1, Math.max(0, (x - side / 2) / ramp + 0.5));
  const data = Uint8Array.from({ length: side * side * 3 }, (_, i) =>
    Math.round(220 - 200 * levelAt((Math.floor(i / 3) % side) + 0.5)),
  );
  return { width: side, height: side, data };
}

describe('an edge', () => {
  it.each([2, 5, 10, 20])('of %i pixels is measured to within one', (ramp) => {
    expect(Math.abs((edgeWidthOf(edgeOf(ramp), 1) ?? 0) - ramp)).toBeLessThanOrEqual(1);
  });

  it('of a slow ramp of 8 bits is one edge, in spite of its plateaus', () => {
    const step = { ...edgeOf(60), data: edgeOf(60).data.map((value) => value - (value % 12)) };
    expect(edgeWidthOf(step, 6) ?? 0).toBeGreaterThan(50);
    expect(edgeWidthOf(step, 0)).toBeNull();
  });

  it('is found on no blank sheet', () => {
    expect(edgeWidthOf({ width: 8, height: 8, data: new Uint8Array(192).fill(250) }, 1)).toBeNull();
  });
});

describe('the gate', () => {
  const [magnet] = PRODUCTS.filter(({ id }) => id === 'magnet');
  if (!magnet) throw new Error('Expected a magnet among the products but there is none.');
  const size = { width: 512, height: 512 };
  const masterOf = async (softness: number, more = {}) =>
    makeMaster({
      picture: await drawn(size, softness),
      product: magnet,
      placement: null,
      background: 'keep',
      visibleLabel: null,
      facts: FACTS,
      ...more,
    });

  it('lets a drawing through, and tells how sharp it is', async () => {
    const { facts } = await masterOf(0.6);
    expect(facts.edgeWidthMm).toBeGreaterThan(0);
    expect(facts.edgeWidthMm).toBeLessThan(1);
  });

  it('refuses a blurred one with a remedy in both languages, however many pixels it has', async () => {
    await expect(masterOf(8)).rejects.toMatchObject({
      code: 'print-not-promised',
      message: expect.stringMatching(/Expected edges of at most 2 mm on the print but they are \d\.\d mm/),
      customer: { zh: expect.stringContaining('缩小一些'), en: expect.stringContaining('smaller') },
    });
  });

  it('lets the blurred one through where it is small', async () => {
    const placement = { xMm: 0, yMm: 0, widthMm: 20, rotationDeg: 0 };
    expect((await masterOf(8, { placement })).facts.edgeWidthMm).toBeLessThanOrEqual(2);
  });

  it('refuses a small design on a large area, with the largest size that works', async () => {
    const placement = { xMm: 0, yMm: 0, widthMm: 420, rotationDeg: 0 };
    await expect(masterOf(0.6, { placement })).rejects.toMatchObject({
      code: 'print-not-promised',
      customer: { zh: expect.stringContaining('406 毫米'), en: expect.stringContaining('406 mm') },
    });
  });

  it('does not take back a promise: a print that was made once is made again', async () => {
    const { facts } = await masterOf(8, { promised: true });
    expect(facts.edgeWidthMm).toBeGreaterThan(2);
  });
});
