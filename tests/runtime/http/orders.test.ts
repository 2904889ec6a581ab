import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FakeApp, fakeApp } from '../../fakes/fake-app.ts';
import { DESIGN, keepDesign, key } from '../orders/kept-design.ts';

const BODY = {
  product: 'magnet',
  language: 'zh',
  design: { designId: DESIGN, picture: 1 },
  placement: { xMm: 2, yMm: -3, widthMm: 50, rotationDeg: 10 },
  label: { visible: true },
};
let fake: FakeApp;

beforeEach(async () => {
  fake = await fakeApp();
  await keepDesign(fake.store);
});
afterEach(() => fake.close());

const place = (body: unknown, headers: Record<string, string> = { 'idempotency-key': key(1) }) =>
  fake.ask('/api/orders', {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...headers },
  });

describe('ordering', () => {
  it('answers 201 with the ticket, 200 with the same one the second time, and serves its receipt', async () => {
    const first = await place(BODY);
    expect(first.status).toBe(201);
    const order = await first.json();
    expect(order).toMatchObject({
      state: 'released',
      product: 'magnet',
      qrText: `MOTIF:${order.code}`,
      master: { widthPx: 874, heightPx: 874, dpi: 300 },
    });
    expect(order.master.effectiveDpi).toBeCloseTo((512 / 50) * 25.4, 6);
    const again = await place(BODY);
    expect([again.status, (await again.json()).code]).toEqual([200, order.code]);
    expect(await (await fake.ask(`/api/orders/${order.code.toLowerCase()}`)).json()).toEqual(order);
    const receipt = await fake.ask(order.ticketUrl);
    expect((await sharp(await receipt.arrayBuffer()).metadata()).width).toBe(576);
  });

  it.each([
    ['no key', BODY, {}, 400],
    ['a key that is none', BODY, { 'idempotency-key': 'again' }, 400],
    ['no choice about the label', { ...BODY, label: undefined }, undefined, 400],
    ['consent to nothing', { ...BODY, label: { visible: false } }, undefined, 400],
    [
      'a placement out of this world',
      { ...BODY, placement: { ...BODY.placement, xMm: 1e9 } },
      undefined,
      400,
    ],
    ['an unknown product', { ...BODY, product: 'hat' }, undefined, 400],
    ['a misspelt field', { ...BODY, colour: 'red' }, undefined, 400],
    ['a design that is gone', { ...BODY, design: { designId: key(5), picture: 0 } }, undefined, 404],
    [
      'a print that would be blurred',
      { ...BODY, placement: { ...BODY.placement, widthMm: 500 } },
      undefined,
      422,
    ],
  ])('refuses %s with both languages', async (_, body, headers, status) => {
    const answer = await place(body, headers);
    expect(answer.status).toBe(status);
    const { error } = await answer.json();
    // A customer reads of a print that cannot be promised; everything else only a program gets to hear.
    expect(error.message).toMatch(status === 422 ? /at most 406 mm wide/ : /Expected/);
    expect(error.messageZh).toMatch(/\p{Script=Han}/u);
    expect(fake.orders.live).toEqual([]);
    expect(fake.faults).toEqual([]);
  });

  it('finds no order by a code that nobody has', async () => {
    for (const code of ['2222', '..', 'MOTIF', '%2e%2e']) {
      expect((await fake.ask(`/api/orders/${code}`)).status).toBe(404);
    }
  });
});
