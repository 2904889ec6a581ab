import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cookiesOf, type FakeAdmin, fakeAdmin } from '../../../fakes/fake-admin.ts';
import { DESIGN, keepDesign, key } from '../../orders/kept-design.ts';

let panel: FakeAdmin;
let staff: string;
let code: string;
beforeEach(async () => {
  panel = await fakeAdmin();
  await panel.setUp();
  staff = cookiesOf(await panel.signIn('staff'));
  await keepDesign(panel.designs);
  const { order } = await panel.orders.place(key(1), {
    product: 'magnet',
    language: 'zh',
    design: { designId: DESIGN, picture: 0 },
    label: { visible: true },
  });
  code = order.code;
});
afterEach(() => panel.close());

const get = async (path: string) => (await panel.ask(path, { cookie: staff })).json();
const change = (path: string, method: string, body?: unknown) =>
  panel.ask(`/api/orders/${code}/${path}`, {
    method,
    cookie: staff,
    ...(body === undefined ? {} : { body }),
  });
const move = (state: string) => change('state', 'PUT', { state });
const acts = async () => (await panel.audit.latest(20)).map(({ act, about }) => `${act} ${about}`);

describe('the order board', () => {
  it('shows what waits, and what staff may do with it, without the words of the customer', async () => {
    const board = await get('/api/orders');
    expect(board).toMatchObject([
      { code, state: 'waiting', productName: { zh: '冰箱贴' }, next: ['released', 'cancelled'] },
    ]);
    expect(JSON.stringify(board)).not.toContain('两只狐狸');
    expect((await get('/api/status')).orders).toEqual({ revision: 1, waiting: 1 });
  });

  it('finds an order by its code as it is typed, scanned or said', async () => {
    for (const typed of [code, code.toLowerCase(), encodeURIComponent(`MOTIF:${code}`)])
      expect(await get(`/api/orders/${typed}`)).toMatchObject({ code });
    expect((await panel.ask('/api/orders/0000', { cookie: staff })).status).toBe(404);
  });

  it('leads an order from release to pick-up and into the archive, and writes down who did it', async () => {
    for (const state of ['released', 'printed', 'picked-up']) {
      expect(await (await move(state)).json()).toMatchObject({ state, changedBy: 'staff' });
    }
    expect((await change('archive', 'POST')).status).toBe(200);
    expect(await get('/api/orders')).toEqual([]);
    expect(await get('/api/archive')).toMatchObject([{ code, state: 'picked-up' }]);
    expect(await acts()).toEqual(
      expect.arrayContaining([`order-released ${code}`, `order-picked-up ${code}`, `order-archive ${code}`]),
    );
  });

  it('prints a printed order once more, and no other', async () => {
    expect((await change('reprint', 'POST')).status).toBe(409);
    await move('released');
    await move('printed');
    expect(await (await change('reprint', 'POST')).json()).toMatchObject({ state: 'released' });
  });

  it.each([
    ['a step that is left out', 'picked-up', 409],
    ['a state that only the printer knows', 'printing', 400],
    ['a state of no order', 'lost', 400],
  ])('refuses %s', async (_, state, status) => {
    expect((await move(state)).status).toBe(status);
    expect(await get('/api/orders')).toMatchObject([{ state: 'waiting' }]);
  });

  it('refuses to archive what has not ended', async () => {
    expect((await change('archive', 'POST')).status).toBe(409);
  });

  it('gives the picture and the files to print, and nothing else of the folder', async () => {
    const picture = await panel.ask(`/api/orders/${code}/picture`, { cookie: staff });
    expect(picture.headers.get('content-type')).toBe('image/png');
    const pdf = await panel.ask(`/api/orders/${code}/files/print.pdf`, { cookie: staff });
    expect(pdf.headers.get('content-disposition')).toBe(`attachment; filename="${code}-print.pdf"`);
    expect(Buffer.from(await pdf.arrayBuffer()).toString('latin1', 0, 5)).toBe('%PDF-');
    for (const name of ['order.json', 'source.png', '..%2Farchive.jsonl'])
      expect((await panel.ask(`/api/orders/${code}/files/${name}`, { cookie: staff })).status).toBe(404);
  });

  it('tells the panel of a change at once', async () => {
    const live = await panel.ask('/api/live', { cookie: staff });
    const reader = live.body?.getReader();
    await reader?.read();
    const began = performance.now();
    await move('released');
    const next = await reader?.read();
    expect(new TextDecoder().decode(next?.value)).toContain('"revision":2,"waiting":0');
    expect(performance.now() - began).toBeLessThan(1_500);
    await reader?.cancel();
  });
});

describe('the attract screen', () => {
  const show = (method: string, path = '', body?: unknown) =>
    panel.ask(`/api/show${path}`, { method, cookie: staff, ...(body === undefined ? {} : { body }) });

  it('shows the design of an order once staff approve it, outlives the order, and lets it go', async () => {
    expect(await get('/api/show')).toEqual([]);
    const name = `magnet-${code.toLowerCase()}.png`;
    const shown = [{ url: `/api/attract/${name}`, product: 'magnet' }];
    expect(await (await show('POST', '', { code })).json()).toEqual(shown);
    await move('cancelled');
    await change('archive', 'POST');
    const picture = await show('GET', `/${name}`);
    expect((await picture.arrayBuffer()).byteLength).toBeGreaterThan(1_000);
    expect(await (await show('DELETE', `/${name}`)).json()).toEqual([]);
    expect((await show('DELETE', `/${name}`)).status).toBe(404);
  });

  it('takes no name that leaves its folder', async () => {
    for (const name of ['..%2Fsettings.json', '%2Fetc%2Fpasswd', '.png'])
      expect((await show('DELETE', `/${name}`)).status).toBe(404);
  });
});
