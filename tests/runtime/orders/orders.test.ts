import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DesignStore } from '../../../runtime/jobs/design-store.ts';
import { boardOrder } from '../../../runtime/orders/board-order.ts';
import { CONSENT } from '../../../runtime/orders/consent.ts';
import {
  type CheckedOrderRequest,
  ORDER_STATES,
  type OrderRecord,
  orderRequestSchema,
} from '../../../runtime/orders/order.ts';
import { codeIn, newCode } from '../../../runtime/orders/order-code.ts';
import { hasEnded, moved } from '../../../runtime/orders/order-states.ts';
import { OrderStore } from '../../../runtime/orders/order-store.ts';
import { fakeOrders } from '../../fakes/fake-orders.ts';
import { DESIGN, keepDesign, key } from './kept-design.ts';

let dir: string;
let designs: DesignStore;
let fake: Awaited<ReturnType<typeof fakeOrders>>;

const requestFor = (more: object = {}): CheckedOrderRequest =>
  orderRequestSchema.parse({
    product: 'magnet',
    language: 'zh',
    design: { designId: DESIGN, picture: 1 },
    label: { visible: true },
    ...more,
  });

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'motif-orders-'));
  designs = await DesignStore.open(join(dir, 'designs'));
  await keepDesign(designs);
  fake = await fakeOrders(join(dir, 'orders'), designs);
});

afterEach(async () => {
  fake.closeOrders();
  await rm(dir, { recursive: true });
});

describe('an order', () => {
  it('is on the disk, whole, before it is answered, and there after a restart', async () => {
    const { order, isNew } = await fake.orders.place(key(1), requestFor());
    expect(isNew).toBe(true);
    expect(order).toMatchObject({ state: 'released', product: 'magnet', label: { visible: true } });
    expect((await readdir(join(dir, 'orders', order.code))).sort()).toEqual([
      'order.json',
      'print.pdf',
      'print.png',
      'receipt.escpos',
      'receipt.png',
      'source.png',
    ]);
    const reopened = await OrderStore.open(join(dir, 'orders'));
    expect(reopened.live).toEqual([order]);
    expect(reopened.byKey(key(1))).toEqual(order);
    reopened.close();
  });

  it('is one however often it is sent: at once, later, after a restart', async () => {
    const sent = await Promise.all(Array.from({ length: 20 }, () => fake.orders.place(key(1), requestFor())));
    const codes = new Set(sent.map(({ order }) => order.code));
    expect(codes.size).toBe(1);
    expect(sent.filter(({ isNew }) => isNew)).toHaveLength(1);
    fake.closeOrders();
    fake = await fakeOrders(join(dir, 'orders'), designs);
    const later = await fake.orders.place(key(1), requestFor({ language: 'en' }));
    expect({ new: later.isNew, same: codes.has(later.order.code) }).toEqual({ new: false, same: true });
    expect(fake.orders.live).toHaveLength(1);
  });

  it('is another one under another key, so the test above can see two', async () => {
    for (const n of [1, 2]) await fake.orders.place(key(n), requestFor());
    expect(fake.orders.live).toHaveLength(2);
  });

  it('that could not be made can be sent again under its key', async () => {
    const gone = requestFor({ design: { designId: key(77), picture: 0 } });
    await expect(fake.orders.place(key(1), gone)).rejects.toMatchObject({ code: 'not-found' });
    expect((await fake.orders.place(key(1), requestFor())).isNew).toBe(true);
  });

  it('outlives its design, and is made again to the pixel', async () => {
    const { order } = await fake.orders.place(key(1), requestFor());
    const first = await fake.orders.file(order.code, 'print.png');
    await designs.remove(DESIGN);
    expect(await fake.orders.remake(order.code)).toEqual({ same: true, drawnAnew: false });
    expect(Buffer.from(await fake.orders.file(order.code, 'print.png')).equals(first)).toBe(true);
  });

  it('waits for the staff where the shop wants that', async () => {
    const shop = () => ({ staffRelease: true, shopName: { zh: '', en: '' } });
    const careful = await fakeOrders(join(dir, 'careful'), designs, { shop });
    const { order } = await careful.orders.place(key(1), requestFor());
    expect(order.state).toBe('waiting');
    const released = await careful.orders.move(order.code, 'released', 'staff');
    expect(released.history.map(({ state, by }) => [state, by])).toEqual([
      ['waiting', 'kiosk'],
      ['released', 'staff'],
    ]);
    careful.closeOrders();
  });

  it('keeps what was agreed to, with its version and time, and refuses another text', async () => {
    const agreed = (textVersion: string) =>
      requestFor({ label: { visible: false, consent: { textVersion } } });
    const { order } = await fake.orders.place(key(1), agreed(CONSENT.textVersion));
    expect(order.label).toEqual({
      visible: false,
      consent: { textVersion: CONSENT.textVersion, at: order.createdAt },
    });
    await expect(fake.orders.place(key(2), agreed('1999-01'))).rejects.toMatchObject({ code: 'bad-input' });
    expect(fake.orders.live).toHaveLength(1);
  });

  it('is for the product its design was drawn for', async () => {
    await expect(fake.orders.place(key(1), requestFor({ product: 'mug' }))).rejects.toThrow(
      /drawn for magnet/,
    );
  });
});

describe('an order for an article of several colours', () => {
  const shirt = (more: object = {}) => requestFor({ product: 't-shirt', ...more });
  const keepAnother = async (product: string) => {
    await designs.remove(DESIGN);
    await keepDesign(designs, undefined, product);
  };
  beforeEach(() => keepAnother('t-shirt'));

  it('keeps the colour as it was called and shown, on the ticket too; its print file is the same in each', async () => {
    const { order: red } = await fake.orders.place(key(1), shirt({ colour: 'red' }));
    const { order: natural } = await fake.orders.place(key(2), shirt());
    expect(red.colour).toEqual({ id: 'red', name: { zh: '正红', en: 'Red' }, hex: '#b02a26' });
    expect(boardOrder(red).colour).toMatchObject({ name: { en: 'Red' } });
    expect(natural.colour?.id).toBe('natural');
    expect(red.master).toEqual(natural.master);
    const reopened = await OrderStore.open(join(dir, 'orders'));
    expect(reopened.find(red.code)?.colour).toEqual(red.colour);
    reopened.close();
  });

  it('is refused in a colour that the shop does not have, and for an article that has none', async () => {
    await expect(fake.orders.place(key(1), shirt({ colour: 'gold' }))).rejects.toThrow(
      /natural, black, navy, red, grey.*received "gold"/,
    );
    await keepAnother('magnet');
    await expect(fake.orders.place(key(2), requestFor({ colour: 'red' }))).rejects.toThrow(/\(none\)/);
    expect(fake.orders.live).toHaveLength(0);
  });
});

describe('a kiosk that dies while an order is written', () => {
  it('has the whole order or none, and no rubbish after the next start', async () => {
    const { order } = await fake.orders.place(key(1), requestFor());
    const half = join(dir, 'orders', '2345.part');
    await DesignStore.open(half);
    await writeFile(join(half, 'print.png'), 'half');
    await writeFile(
      join(dir, 'orders', order.code, 'order.json'),
      (await readFile(join(dir, 'orders', order.code, 'order.json'))).subarray(0, 40),
    );
    const reopened = await OrderStore.open(join(dir, 'orders'));
    expect(reopened.live).toEqual([]);
    expect((await readdir(join(dir, 'orders'))).filter((name) => name.endsWith('.part'))).toEqual([]);
    expect(await readdir(join(dir, 'orders', order.code))).toContain('print.png');
    reopened.close();
  });
});

describe('the life of an order', () => {
  it('leads from any legal step to an end, and never out of one', () => {
    const states = fc.array(fc.constantFrom(...ORDER_STATES), { maxLength: 20 });
    const start = { code: '7K4M', state: 'waiting', printJob: null, history: [] } as unknown as OrderRecord;
    fc.assert(
      fc.property(states, (steps) => {
        let order = start;
        for (const state of steps) {
          const ended = hasEnded(order.state);
          try {
            order = moved(order, state, 'staff', new Date(0));
            expect(ended).toBe(false);
          } catch (failure) {
            expect(failure).toMatchObject({ code: 'wrong-state' });
          }
        }
        expect(order.history.every(({ by }) => by === 'staff')).toBe(true);
      }),
    );
  });

  it('ends in the archive: the record stays, the files go', async () => {
    const { order } = await fake.orders.place(key(1), requestFor());
    await expect(fake.orders.archive(order.code)).rejects.toMatchObject({ code: 'wrong-state' });
    for (const state of ['printed', 'picked-up'] as const) await fake.orders.move(order.code, state, 'staff');
    await fake.orders.archive(order.code);
    expect(fake.orders.live).toEqual([]);
    expect(await fake.orders.archived(10)).toMatchObject([{ code: order.code, state: 'picked-up' }]);
    expect(await readdir(join(dir, 'orders'))).toEqual(['archive.jsonl']);
  });
});

describe('changes that come at the same moment', () => {
  it('follow each other: an order is cancelled once, and what the printer says then comes too late', async () => {
    const { order } = await fake.orders.place(key(1), requestFor());
    const steps = ['cancelled', 'printed', 'cancelled', 'printing'] as const;
    const outcomes = await Promise.allSettled(
      steps.map((state) => fake.orders.move(order.code, state, 'staff')),
    );
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'rejected']);
    expect(fake.orders.find(order.code).history.map(({ state }) => state)).toEqual(['released', 'cancelled']);
    const reopened = await OrderStore.open(join(dir, 'orders'));
    expect(reopened.find(order.code)?.state).toBe('cancelled');
    reopened.close();
  });
});

describe('a code', () => {
  it('has nothing that looks alike, is found however it is typed, and is never given twice', () => {
    const given = new Set<string>();
    for (let i = 0; i < 5_000; i += 1) {
      const code = newCode((taken) => given.has(taken));
      expect(code).toMatch(/^[2-9CDFGHJKMNPQRTVWX]{4}$/);
      expect(given.has(code)).toBe(false);
      given.add(code);
      if (i < 50) expect([` ${code.toLowerCase()} `, `motif:${code}`].map(codeIn)).toEqual([code, code]);
    }
    expect(['', '7K4', '7K4MM', 'A0O1', '../x', '7K4M\u0000'].map(codeIn)).toEqual(Array(6).fill(null));
  });
});
