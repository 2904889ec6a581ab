import { performance } from 'node:perf_hooks';
import sharp from 'sharp';
import { afterAll, expect, it } from 'vitest';
import { fromXmp } from '../../../runtime/jobs/picture-facts.ts';
import { makeMaster } from '../../../runtime/print/make-master.ts';
import { WorkerPrintRoom } from '../../../runtime/print/worker-print-room.ts';
import { PRODUCTS, type Product } from '../../../runtime/products/products.ts';
import { drawn, FACTS } from './drawn.ts';

const room = new WorkerPrintRoom();
afterAll(() => room.close());

const productOf = (id: string): Product => {
  const product = PRODUCTS.find((candidate) => candidate.id === id);
  if (!product) throw new Error(`Expected the product ${id} but there is none.`);
  return product;
};
const inputFor = async (id: string) => ({
  picture: await drawn({ width: 640, height: 448 }),
  product: productOf(id),
  placement: null,
  background: 'keep' as const,
  visibleLabel: 'zh' as const,
  facts: FACTS,
});

it('makes in a thread what is made here, while this one stays free', async () => {
  const input = await inputFor('postcard');
  await room.makeMaster(input);
  const before = performance.eventLoopUtilization();
  const { facts } = await room.makeMaster(input);
  const { active, idle } = performance.eventLoopUtilization(before);
  expect(facts).toEqual((await makeMaster(input)).facts);
  expect(active / (active + idle)).toBeLessThan(0.2);
});

it('hands on a refusal with its code and the customer’s words', async () => {
  const input = await inputFor('magnet');
  const placement = { xMm: 400, yMm: 0, widthMm: 40, rotationDeg: 0 };
  await expect(room.makeMaster({ ...input, placement })).rejects.toMatchObject({
    code: 'print-not-promised',
    customer: { zh: expect.stringContaining('中间') },
  });
});

it('refuses what is no picture, and works on', async () => {
  const input = await inputFor('magnet');
  await expect(room.makeMaster({ ...input, picture: Buffer.from('no picture') })).rejects.toMatchObject({
    code: 'internal',
  });
  const { hasAlpha, xmp } = await sharp(await room.cutOut(await drawn({ width: 64, height: 64 }))).metadata();
  expect(hasAlpha).toBe(true);
  expect(fromXmp(xmp?.toString('utf8') ?? '')).toEqual(FACTS);
});

it('starts a new thread when the old one is gone', async () => {
  await room.close();
  expect((await room.makeMaster(await inputFor('magnet'))).facts.widthPx).toBe(874);
});
