import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DesignView } from '../../../runtime/http/app.ts';
import { type FakeApp, fakeApp } from '../../fakes/fake-app.ts';

let fake: FakeApp;

beforeEach(async () => {
  fake = await fakeApp();
});
afterEach(() => fake.close());

async function posted(body: object): Promise<DesignView> {
  const response = await fake.post(body);
  expect(response.status).toBe(202);
  return (await response.json()) as DesignView;
}

const readEvents = async (id: string, lastEventId?: string) => {
  const headers = lastEventId === undefined ? {} : { 'last-event-id': lastEventId };
  return fake.ask(`/api/designs/${id}/events`, { headers });
};

describe('a design', () => {
  it('is accepted with its address, followed to its end and fetched as PNG', async () => {
    const response = await fake.post({ product: 'mug', prompt: '樱花' });
    const { id, count, seed } = (await response.json()) as DesignView;
    expect(response.headers.get('location')).toBe(`/api/designs/${id}`);
    expect(count).toBe(4);
    expect(seed).toBeGreaterThanOrEqual(0);

    const events = await readEvents(id);
    expect(events.headers.get('content-type')).toBe('text/event-stream');
    const text = await events.text();
    expect(text).toMatch(/^retry: 1000\n\nevent: state\ndata: \{.*\}\nid: 1\n\n/);
    expect(text).toMatch(/event: progress\ndata: \{"step":1,"total":8,"secondsLeft":\d+\}\nid: \d+\n\n/);
    expect(text).toMatch(/event: done\ndata: .*\nid: \d+\n\n$/);

    const view = (await (await fake.ask(`/api/designs/${id}`)).json()) as DesignView;
    expect(view).toMatchObject({ state: 'done', prompt: '樱花', pictures: { length: 4 } });
    const picture = await fake.ask(view.pictures[3]?.url ?? '');
    expect(picture.headers.get('content-type')).toBe('image/png');
    expect(picture.headers.get('cache-control')).toBe('private, no-store');
    expect(
      Buffer.from(await picture.arrayBuffer())
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');
  });

  it('resumes its events after the last one seen, and answers 204 after the end', async () => {
    const { id } = await posted({ product: 'mug', prompt: 'a fox' });
    await (await readEvents(id)).text();
    const idsOf = (text: string) => [...text.matchAll(/^id: (\d+)$/gm)].map(([, n]) => Number(n));
    const ids = idsOf(await (await readEvents(id)).text());
    const rest = await (await readEvents(id, String(ids[1]))).text();
    expect(idsOf(rest)).toEqual(ids.slice(2));
    expect((await readEvents(id, String(ids.at(-1)))).status).toBe(204);
    expect(await (await readEvents(id, 'nonsense')).text()).toContain(`id: ${ids[0]}\n`);
  });

  it('is cancelled by DELETE, any number of times', async () => {
    fake.painter.hold();
    const { id } = await posted({ product: 'mug', prompt: 'a fox' });
    for (let i = 0; i < 2; i++) {
      const response = await fake.ask(`/api/designs/${id}`, { method: 'DELETE' });
      expect(await response.json()).toMatchObject({ id, state: 'cancelled' });
    }
    expect(await (await readEvents(id)).text()).toMatch(
      /event: cancelled\ndata: \{"state":"cancelled"\}\nid: \d+\n\n$/,
    );
  });

  it('is forgotten with its pictures by DELETE once it is drawn', async () => {
    const { id } = await posted({ product: 'mug', prompt: 'a fox' });
    await (await readEvents(id)).text();
    const address = `/api/designs/${id}`;
    expect((await fake.ask(`${address}/pictures/0`)).status).toBe(200);
    const response = await fake.ask(address, { method: 'DELETE' });
    expect(await response.json()).toMatchObject({ id, state: 'done' });
    for (const gone of [address, `${address}/pictures/0`, `${address}/events`]) {
      expect((await fake.ask(gone)).status).toBe(404);
    }
    expect((await fake.ask(address, { method: 'DELETE' })).status).toBe(404);
  });

  it('that failed tells so in both languages', async () => {
    fake.painter.losses = 2;
    const { id } = await posted({ product: 'mug', prompt: 'a fox' });
    const text = await (await readEvents(id)).text();
    expect(text).toMatch(
      /event: failed\ndata: \{"code":"engine-failed","message":\{"zh":"[^"]+","en":"[^"]+"\}\}/,
    );
  });

  it.each(['', '/events', '/pictures/0'])('that is unknown is a 404 with a sentence (%s)', async (suffix) => {
    const response = await fake.ask(`/api/designs/7b0c1f0e-5d8f-4f5e-9d65-0f7a4c6d2b11${suffix}`);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({
      error: { code: 'not-found', message: expect.stringMatching(/^Expected .* Draw it again\.$/) },
    });
  });
});

describe('a full queue', () => {
  it('answers 503 with Retry-After', async () => {
    fake.painter.hold();
    await posted({ product: 'mug', prompt: 'a fox' });
    await posted({ product: 'mug', prompt: 'a fox' });
    const response = await fake.post({ product: 'mug', prompt: 'a fox' });
    expect(response.status).toBe(503);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await response.json()).toMatchObject({ error: { code: 'queue-full' } });
  });
});

describe('the server', () => {
  it('lists products with drawing sizes, styles and examples in both languages', async () => {
    const catalogue = await (await fake.ask('/api/products')).json();
    expect(catalogue).toMatchObject({
      products: expect.arrayContaining([
        expect.objectContaining({ id: 'mug', size: { width: 48, height: 32 } }),
        expect.objectContaining({ id: 'postcard', size: { width: 48, height: 32 } }),
      ]),
    });
  });

  it('is healthy as a process and ready only when it can draw', async () => {
    expect((await fake.ask('/healthz')).status).toBe(200);
    expect((await fake.ask('/readyz')).status).toBe(200);
    const cold = await fakeApp({
      readiness: () => ({ ready: false, reason: 'The engine is being loaded.' }),
    });
    const response = await cold.ask('/readyz');
    expect(response.status).toBe(503);
    expect(await response.json()).toEqual({ ready: false, reason: 'The engine is being loaded.' });
    await cold.close();
  });

  it('serves the built page by name only, hashed files for ever', async () => {
    const file = (cacheControl: string) => ({
      body: new Uint8Array([104, 105]),
      type: 'text/html',
      cacheControl,
    });
    const files = new Map([
      ['/', file('no-cache')],
      ['/assets/index-1a2b.js', file('public, max-age=31536000, immutable')],
    ]);
    const built = await fakeApp({ files });
    expect(await (await built.ask('/')).text()).toBe('hi');
    expect((await built.ask('/')).headers.get('cache-control')).toBe('no-cache');
    expect((await built.ask('/assets/index-1a2b.js')).headers.get('cache-control')).toContain('immutable');
    for (const path of ['/nothing', '/assets/', '//', '/..%2fpackage.json', '/assets/../../package.json']) {
      expect((await built.ask(path)).status).toBe(404);
    }
    await built.close();
  });

  it('says what to do when the page was not built', async () => {
    const response = await fake.ask('/');
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({
      error: { message: expect.stringContaining('npm run build:ui') },
    });
  });

  it('sends a policy without inline script, and no HSTS, with every answer', async () => {
    for (const path of ['/', '/api/products', '/api/designs/nobody']) {
      const { headers } = await fake.ask(path);
      expect(headers.get('content-security-policy')).toContain("script-src 'self';");
      expect(headers.get('content-security-policy')).not.toContain('unsafe');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.has('strict-transport-security')).toBe(false);
    }
  });

  it('hides unforeseen faults from the customer and tells them to the log', async () => {
    const broken = await fakeApp({
      readiness: () => {
        throw new TypeError('secret path /root');
      },
    });
    const response = await broken.ask('/readyz');
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('secret');
    expect(broken.faults).toHaveLength(1);
    await broken.close();
  });
});
