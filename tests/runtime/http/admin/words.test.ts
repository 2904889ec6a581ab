import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WHOLE_RANGE } from '../../../../runtime/products/range-choice.ts';
import { cookiesOf, type FakeAdmin, fakeAdmin } from '../../../fakes/fake-admin.ts';
import { DESIGN, keepDesign, key } from '../../orders/kept-design.ts';

let panel: FakeAdmin;
let technician: string;
beforeEach(async () => {
  panel = await fakeAdmin();
  technician = await panel.setUp();
});
afterEach(() => panel.close());

const NONE = { blocked: [], allowed: [], off: [] };
const send = (path: string, method: string, body?: unknown, cookie = technician) =>
  panel.ask(path, { method, cookie, ...(body === undefined ? {} : { body }) });

describe('the shop’s words', () => {
  it('are shown with the lists, changed, tried unsaved, and noted', async () => {
    const view = await (await send('/api/words', 'GET')).json();
    expect(view.rules).toEqual(NONE);
    expect(view.classes).toContainEqual({ name: 'slurs', entries: expect.any(Number), canBeOff: false });
    const trial = { text: '一杯奶茶', rules: { ...NONE, blocked: ['奶茶'] } };
    const tried = await (await send('/api/words/trial', 'POST', trial)).json();
    expect(tried).toEqual({ verdict: { wordClass: 'shop', entry: '奶茶' } });
    expect(panel.words.judge('一杯奶茶')).toBeNull();
    await send('/api/words', 'PUT', trial.rules);
    expect(panel.words.judge('一杯奶茶')).not.toBeNull();
    expect((await panel.audit.latest(1)).map(({ act }) => act)).toEqual(['words']);
  });

  it.each([
    ['a class that is always on', { ...NONE, off: ['slurs'] }],
    ['a word of many lines', { ...NONE, blocked: ['a\nb'] }],
    ['too long a word', { ...NONE, allowed: ['x'.repeat(61)] }],
    ['an allowed insult', { ...NONE, allowed: ['nigger'] }],
  ])('refuse %s', async (_, rules) => {
    expect((await send('/api/words', 'PUT', rules)).status).toBe(400);
    expect(panel.words.rules).toEqual(NONE);
  });
});

describe('words of the panel that customers see', () => {
  it('are judged: the name of a product, the words of a chip', async () => {
    const [mug, ...products] = WHOLE_RANGE.products;
    const named = { ...WHOLE_RANGE, products: [{ ...mug, name: { zh: '裸体杯', en: 'Mug' } }, ...products] };
    const answer = await send('/api/range', 'PUT', named);
    expect(answer.status).toBe(422);
    expect((await answer.json()).error).toMatchObject({
      code: 'words-refused',
      message: expect.stringContaining('“裸体杯”'),
      messageZh: expect.stringContaining('“裸体”'),
    });
    const [chip, ...chips] = WHOLE_RANGE.chips;
    const touched = { ...WHOLE_RANGE, chips: [{ ...chip, fragment: { zh: '花', en: 'c0caine' } }, ...chips] };
    expect((await send('/api/range', 'PUT', touched)).status).toBe(422);
    expect((await send('/api/range', 'PUT', WHOLE_RANGE)).status).toBe(200);
  });

  it('of an order are judged again before it is reprinted or shown to everybody, and not repeated', async () => {
    await keepDesign(panel.designs);
    const design = { designId: DESIGN, picture: 0 };
    const wish = { product: 'magnet', language: 'zh', design, label: { visible: true } } as const;
    const { order } = await panel.orders.place(key(1), wish);
    const staff = cookiesOf(await panel.signIn('staff'));
    await panel.words.choose({ ...NONE, blocked: ['狐狸'] });
    const answers = [
      await send(`/api/orders/${order.code}/reprint`, 'POST', undefined, staff),
      await send('/api/show', 'POST', { code: order.code }, staff),
    ];
    for (const answer of answers) {
      expect(answer.status).toBe(422);
      const text = await answer.text();
      expect(text).toContain('“狐狸”');
      expect(text).not.toContain('两只');
    }
  });
});
