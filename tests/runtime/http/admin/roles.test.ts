import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WHOLE_RANGE } from '../../../../runtime/products/range-choice.ts';
import { cookiesOf, type FakeAdmin, fakeAdmin, PASSWORDS } from '../../../fakes/fake-admin.ts';

let panel: FakeAdmin;
let technician: string;
let staff: string;
beforeAll(async () => {
  panel = await fakeAdmin();
  technician = await panel.setUp();
  staff = cookiesOf(await panel.signIn('staff'));
});
afterAll(() => panel.close());

const SETTINGS = {
  shopName: { zh: '纸坊', en: 'Paper Shop' },
  language: 'en',
  screenInches: 32,
  idleSeconds: 60,
  staffRelease: true,
  printer: 'ipp://localhost/printers/Shop',
  retention: { designs: 7, orders: 365, logs: 30, statistics: 400 },
  pause: null,
};

const RULES = { blocked: ['Acme'], allowed: [], off: ['gambling'] };

type Route = readonly [
  method: string,
  path: string,
  role: 'staff' | 'technician',
  body?: unknown,
  status?: number,
];

/** An order that is not there: a route that lets the role in says so. */
const GONE = 404;

/** Every route of the panel, who may use it, and something it takes. */
const ROUTES: readonly Route[] = [
  ['GET', '/api/settings', 'staff'],
  ['PUT', '/api/settings', 'technician', SETTINGS],
  ['PUT', '/api/pause', 'staff', { pause: null }],
  ['GET', '/api/backup', 'technician'],
  // JSON is no backup: whoever is let in is told so.
  ['POST', '/api/restore', 'technician', {}, 415],
  ['GET', '/api/orders', 'staff'],
  ['GET', '/api/archive', 'staff'],
  ['GET', '/api/orders/:code', 'staff', undefined, GONE],
  ['GET', '/api/orders/:code/picture', 'staff', undefined, GONE],
  ['GET', '/api/orders/:code/files/:name', 'staff', undefined, GONE],
  ['PUT', '/api/orders/:code/state', 'staff', { state: 'released' }, GONE],
  ['POST', '/api/orders/:code/reprint', 'staff', undefined, GONE],
  ['POST', '/api/orders/:code/archive', 'staff', undefined, GONE],
  ['GET', '/api/show', 'staff'],
  ['POST', '/api/show', 'staff', { code: 'K7M2' }, GONE],
  ['GET', '/api/show/:name', 'staff', undefined, GONE],
  ['DELETE', '/api/show/:name', 'staff', undefined, GONE],
  ['GET', '/api/range', 'technician'],
  ['PUT', '/api/range', 'technician', WHOLE_RANGE],
  ['DELETE', '/api/range', 'technician'],
  ['GET', '/api/words', 'technician'],
  ['PUT', '/api/words', 'technician', RULES],
  ['POST', '/api/words/trial', 'technician', { text: 'a cat', rules: RULES }],
  ['POST', '/api/kiosk/reload', 'technician'],
  // No page answers here.
  ['POST', '/api/kiosk/picture', 'technician', undefined, 409],
  ['GET', '/api/engines', 'technician'],
  ['GET', '/api/engines/:slot/pictures/:index/:which', 'technician', undefined, 409],
  // This panel's server cannot build engines: a route that lets the role in says so.
  ['POST', '/api/engines/examination', 'technician', undefined, 409],
  ['POST', '/api/engines/build', 'technician', { precision: 'int8' }, 409],
  ['DELETE', '/api/engines/build', 'technician', undefined, 409],
  ['POST', '/api/engines/rollback', 'technician', undefined, 409],
  ['GET', '/api/tls', 'staff'],
  ['PUT', '/api/tls', 'technician', { on: false }],
  // Never turned on here: there is no authority yet.
  ['GET', '/api/tls/authority', 'staff', undefined, 409],
  ['POST', '/api/tls/showing', 'technician', undefined, 409],
  ['GET', '/api/status', 'staff'],
  ['GET', '/api/statistics', 'staff'],
  ['GET', '/api/log', 'technician'],
  ['GET', '/api/log/file', 'technician'],
  ['GET', '/api/audit', 'technician'],
  ['GET', '/api/support-bundle', 'technician'],
  ['POST', '/api/metrics-token', 'technician'],
  ['GET', '/metrics', 'technician'],
];

const PARAMS = { code: 'K7M2', name: 'print.pdf', slot: 'a', index: '0', which: 'engine' };

/** An address of this route. */
function filled(path: string): string {
  return Object.entries(PARAMS).reduce((address, [name, value]) => address.replace(`:${name}`, value), path);
}

describe('the routes', () => {
  const ask = (cookie: string | undefined, [method, path, , body]: Route) =>
    panel.ask(filled(path), {
      method,
      ...(body === undefined ? {} : { body }),
      ...(cookie === undefined ? {} : { cookie }),
    });

  it.each(ROUTES.map((route) => ({ route, name: route.slice(0, 3).join(' ') })))(
    '$name',
    async ({ route }) => {
      const [, , role, , status = 200] = route;
      expect((await ask(undefined, route)).status).toBe(401);
      expect((await ask('motif_session=made-up', route)).status).toBe(401);
      expect((await ask(staff, route)).status).toBe(role === 'staff' ? status : 403);
      expect((await ask(technician, route)).status).toBe(status);
    },
  );

  it('are all in this list', () => {
    const open = new Set([
      '/api/session',
      '/api/sessions',
      '/api/password',
      '/api/set-up',
      '/api/live',
      '/healthz',
      '/api/*',
      '/*',
      '*',
    ]);
    const routes = new Set(
      panel.app.routes.map(({ path }) => path.replace(/\{[^/]*\}/g, '')).filter((path) => !open.has(path)),
    );
    expect([...routes].sort()).toEqual([...new Set(ROUTES.map(([, path]) => path))].sort());
  });

  it('open the live stream only to those signed in', async () => {
    expect((await panel.ask('/api/live')).status).toBe(401);
    const live = await panel.ask('/api/live', { cookie: staff });
    const reader = live.body?.getReader();
    const first = await reader?.read();
    expect(new TextDecoder().decode(first?.value)).toContain('"level":"good"');
    await reader?.cancel();
  });
});

describe('settings', () => {
  const put = (body: unknown) => panel.ask('/api/settings', { method: 'PUT', cookie: technician, body });

  it.each([
    ['a size of no screen', { screenInches: 3 }],
    ['a name of many lines', { shopName: { zh: 'a\nb', en: '' } }],
    ['something unknown', { theme: 'dark' }],
    ['an idle time of none', { idleSeconds: 0 }],
  ])('refuse %s and stay as they were', async (_, change) => {
    const before = panel.settings.data;
    const answer = await put({ ...SETTINGS, ...change });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({
      error: { message: expect.stringMatching(/^Expected the settings/) },
    });
    expect(panel.settings.data).toEqual(before);
  });
});

describe('what leaves the panel', () => {
  it('holds no password, session or code, and hashes only in a backup', async () => {
    const bundle = await (await panel.ask('/api/support-bundle', { cookie: technician })).text();
    const backup = await (await panel.ask('/api/backup', { cookie: technician })).text();
    expect(backup).toContain('argon2id');
    const secrets = [
      ...Object.values(PASSWORDS),
      ...technician.split('; ').map((pair) => pair.split('=')[1] ?? ''),
    ];
    expect(bundle).not.toContain('argon2id');
    for (const secret of secrets) {
      expect(bundle).not.toContain(secret);
      expect(backup).not.toContain(secret);
    }
    expect(bundle).toContain('Motif listens');
  });

  it('gives metrics to a collector with the token, and to nobody with another', async () => {
    const { token } = await (
      await panel.ask('/api/metrics-token', { method: 'POST', cookie: technician })
    ).json();
    const read = (bearer: string) =>
      panel.ask('/metrics', { headers: { authorization: `Bearer ${bearer}` } });
    const answer = await read(token);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toContain('text/plain');
    expect(await answer.text()).toMatch(/^motif_engine_ready 1$/m);
    expect((await read(`${token.slice(0, -1)}_`)).status).toBe(401);
  });
});
