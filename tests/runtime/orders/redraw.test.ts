import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DesignJobs } from '../../../runtime/jobs/design-jobs.ts';
import { DesignStore } from '../../../runtime/jobs/design-store.ts';
import { redrawPicture } from '../../../runtime/jobs/redraw.ts';
import { SharedPainter } from '../../../runtime/jobs/shared-painter.ts';
import { type OrderRecord, orderRequestSchema } from '../../../runtime/orders/order.ts';
import { catalogueFor } from '../../../runtime/products/catalogue.ts';
import { FAKE_ENGINE } from '../../fakes/fake-engine-facts.ts';
import { fakeOrders } from '../../fakes/fake-orders.ts';
import { FakePainter } from '../../fakes/fake-painter.ts';
import { wish } from '../../fakes/fake-wish.ts';
import { recordingLog } from '../../fakes/recording-log.ts';
import { key } from './kept-design.ts';

const catalogue = catalogueFor([{ width: 256, height: 256 }], null);
const WISH = wish({ product: 'magnet', prompt: '两只狐狸', style: 'flat', count: 3, seed: 40 });

let dir: string;
let store: DesignStore;
let painter: FakePainter;
let shared: SharedPainter;
let jobs: DesignJobs;
let engine = FAKE_ENGINE;
let fake: Awaited<ReturnType<typeof fakeOrders>>;
let order: OrderRecord;
let first: Buffer;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'motif-redraw-'));
  engine = FAKE_ENGINE;
  painter = new FakePainter();
  shared = new SharedPainter(painter);
  store = await DesignStore.open(join(dir, 'designs'));
  jobs = new DesignJobs({ painter: shared, store, catalogue, engine, log: recordingLog().log });
  const redraw = (drawn: OrderRecord['design']) =>
    redrawPicture(drawn, { painter: shared, store, catalogue, engine });
  fake = await fakeOrders(join(dir, 'orders'), store, { redraw });
  const designId = await draw();
  const request = { product: 'magnet', language: 'zh', label: { visible: true } };
  const placed = orderRequestSchema.parse({ ...request, design: { designId, picture: 2 } });
  ({ order } = await fake.orders.place(key(1), placed));
  first = Buffer.from(await fake.orders.file(order.code, 'print.png'));
  await store.remove(designId);
});

afterEach(async () => {
  painter.release();
  jobs.close();
  fake.closeOrders();
  await rm(dir, { recursive: true });
});

/** @returns the id of a finished design */
async function draw(): Promise<string> {
  const { id } = await jobs.submit(WISH);
  for await (const _ of (await jobs.follow(id, 0, new AbortController().signal)) ?? []);
  return id;
}

const pathOf = (name: string) => join(dir, 'orders', order.code, name);

describe('an order whose picture is gone', () => {
  it('is drawn again from its seed, one picture only, and is the same to the last bit', async () => {
    const source = Buffer.from(await fake.orders.file(order.code, 'source.png'));
    for (const name of ['source.png', 'print.png', 'print.pdf']) await rm(pathOf(name));
    expect(await fake.orders.remake(order.code)).toEqual({ same: true, drawnAnew: true });
    expect(painter.orders.at(-1)).toMatchObject({ seeds: [42], width: 256 });
    expect(source.equals(await fake.orders.file(order.code, 'source.png'))).toBe(true);
    expect(first.equals(await fake.orders.file(order.code, 'print.png'))).toBe(true);
    expect((await fake.orders.file(order.code, 'print.pdf')).length).toBeGreaterThan(1000);
  });

  it('or torn is drawn again as well', async () => {
    const source = Buffer.from(await fake.orders.file(order.code, 'source.png'));
    await writeFile(pathOf('source.png'), source.subarray(0, source.length / 2));
    expect(await fake.orders.remake(order.code)).toEqual({ same: true, drawnAnew: true });
  });

  it('is not drawn by another engine, and says that the engine changed, and what to do', async () => {
    engine = { ...FAKE_ENGINE, key: 'f'.repeat(64) };
    expect(await fake.orders.remake(order.code)).toEqual({ same: true, drawnAnew: false });
    await rm(pathOf('source.png'));
    const drawings = painter.orders.length;
    await expect(fake.orders.remake(order.code)).rejects.toMatchObject({
      code: 'wrong-state',
      message: expect.stringMatching(/eeeeeeeeeeee.*engine changed to ffffffffffff.*Go back to that engine/s),
      customer: { zh: expect.stringContaining('引擎已经更换') },
    });
    expect(painter.orders).toHaveLength(drawings);
    expect(first.equals(await fake.orders.file(order.code, 'print.png'))).toBe(true);
  });

  it('that began from another picture needs that one', async () => {
    const from = { designId: key(9), picture: 0, strength: 0.5 };
    const drawn = { ...order.design, wish: { ...WISH, from } };
    await expect(redrawPicture(drawn, { painter: shared, store, catalogue, engine })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('waits while a customer’s design is drawn, and the customer’s is not lost', async () => {
    await rm(pathOf('source.png'));
    painter.hold();
    const drawing = draw();
    const remade = fake.orders.remake(order.code);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(painter.orders.filter(({ seeds }) => seeds.length === 1)).toEqual([]);
    painter.release();
    expect(await remade).toEqual({ same: true, drawnAnew: true });
    expect((await store.record(await drawing))?.wish).toEqual(WISH);
  });
});

it('a print that the customer approved is never replaced by another one', async () => {
  const { png } = await otherPicture();
  await writeFile(pathOf('source.png'), png);
  expect(await fake.orders.remake(order.code)).toEqual({ same: false, drawnAnew: false });
  expect(first.equals(await fake.orders.file(order.code, 'print.png'))).toBe(true);
});

async function otherPicture() {
  const drawn = { ...order.design, picture: 0 };
  return { png: await redrawPicture(drawn, { painter: shared, store, catalogue, engine }) };
}
