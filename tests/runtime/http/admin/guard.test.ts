import { hostname } from 'node:os';
import { Hono } from 'hono';
import { csrf } from 'hono/csrf';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ownAddresses } from '../../../../runtime/http/admin/own-names.ts';
import { cookiesOf, type FakeAdmin, fakeAdmin, PASSWORDS } from '../../../fakes/fake-admin.ts';

let panel: FakeAdmin;
let cookie: string;
let secured: FakeAdmin;
beforeAll(async () => {
  panel = await fakeAdmin();
  cookie = await panel.setUp();
  secured = await fakeAdmin();
  await secured.setUp();
  await secured.tls.turn(true);
});
afterAll(async () => {
  await panel.close();
  await secured.close();
});

/** As a browser on the panel at this address does. */
async function signInBy({ app }: FakeAdmin, address: string): Promise<Response> {
  return app.request(`${address}/api/session`, {
    method: 'POST',
    headers: { host: 'localhost:8081', origin: address, 'content-type': 'application/json' },
    body: JSON.stringify({ role: 'technician', password: PASSWORDS.technician }),
  });
}

const OWN = 'localhost:8081';
const HOSTS: readonly (readonly [host: string, own: boolean])[] = [
  [OWN, true],
  ['127.0.0.1:8081', true],
  ['kiosk.shop.example:8081', true],
  [hostname().toLowerCase(), true],
  ...ownAddresses().map((address) => [`${address}:8081`, true] as const),
  ['evil.example', false],
  ['kiosk.shop.example.evil.example', false],
  ['127.0.0.1.nip.io:8081', false],
  ['203.0.113.7', false],
  ['localhost:8081:80', false],
  ['localhost, evil.example', false],
  ['', false],
];
const ORIGINS = [
  'own',
  'none',
  'other scheme',
  'http://evil.example',
  'https://evil.example',
  'null',
  'http://localhost:3000',
  'https://localhost:3000',
] as const;
const SCHEMES = ['http', 'https'] as const;
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS'] as const;
const TYPES = ['application/json', 'text/plain', 'application/x-www-form-urlencoded', 'none'] as const;
const CHANGES: ReadonlySet<string> = new Set(['POST', 'PUT', 'DELETE']);

/** What the guard must answer; null: it lets the request through. */
function refusal(own: boolean, origin: (typeof ORIGINS)[number], method: string): number | null {
  if (!own) return 421;
  if (origin === 'own') return null;
  if (origin === 'none') return CHANGES.has(method) ? 403 : null;
  return 403;
}

const CELLS = HOSTS.flatMap(([host, own]) =>
  ORIGINS.flatMap((origin) =>
    METHODS.flatMap((method) => TYPES.map((type) => ({ host, own, origin, method, type }))),
  ),
);

describe.each(SCHEMES)('every combination of host, origin, method and content type over %s', (scheme) => {
  it(`gets what it must, of ${CELLS.length}`, async () => {
    expect(CELLS.length).toBeGreaterThan(1000);
    const { app } = scheme === 'https' ? secured : panel;
    const sessions =
      scheme === 'https' ? cookiesOf(await signInBy(secured, 'https://localhost:8081')) : cookie;
    const wrong: unknown[] = [];
    for (const cell of CELLS) {
      const { host, origin, method, type } = cell;
      const other = scheme === 'https' ? 'http' : 'https';
      const own = { own: `${scheme}://${host}`, 'other scheme': `${other}://${host}` };
      const from = origin === 'own' || origin === 'other scheme' ? own[origin] : origin;
      const headers = {
        host,
        cookie: sessions,
        ...(origin === 'none' ? {} : { origin: from }),
        ...(type === 'none' ? {} : { 'content-type': type }),
      };
      const body = CHANGES.has(method) ? '{"pause":null}' : null;
      const { status } = await app.request(`${scheme}://localhost:8081/api/pause`, {
        method,
        headers,
        body,
      });
      const refused = refusal(cell.own, origin, method);
      const isRight = refused === null ? status !== 421 && status !== 403 : status === refused;
      const isJsonOnly = refused === null && method === 'PUT' && type !== 'application/json';
      if (!isRight || (isJsonOnly && status !== 415)) wrong.push({ ...cell, status });
    }
    expect(wrong).toEqual([]);
  });

  it.each([
    '//api/settings',
    '/%2e%2e/etc/passwd',
    '/Admin',
    '/api/../metrics',
    '/metrics',
    '/',
    '/admin.html',
  ])('holds for %s', async (path) => {
    for (const method of METHODS) {
      const { status } = await panel.app.request(path, { method, headers: { host: 'evil.example', cookie } });
      expect([method, status]).toEqual([method, 421]);
    }
  });
});

describe('the scheme', () => {
  it('that is not served sends who looks to the other one, for now, and refuses all else', async () => {
    const ask = { headers: { host: 'localhost:8081', origin: 'http://localhost:8081' } };
    const looked = await secured.app.request('http://localhost:8081/api/session?a=1', ask);
    expect(looked.status).toBe(307);
    expect(looked.headers.get('location')).toBe('https://localhost:8081/api/session?a=1');
    const post = await signInBy(secured, 'http://localhost:8081');
    expect(post.status).toBe(426);
    expect(await post.json()).toMatchObject({ error: { code: 'wrong-scheme' } });
    expect(post.headers.getSetCookie()).toEqual([]);
    const foreign = { headers: { host: 'evil.example' } };
    expect((await secured.app.request('http://evil.example/', foreign)).status).toBe(421);
    const back = { headers: { host: 'localhost:8081' } };
    expect((await panel.app.request('https://localhost:8081/', back)).headers.get('location')).toBe(
      'http://localhost:8081/',
    );
  });

  it('decides what cookies are: Secure and of this host alone by HTTPS, plain ones worth nothing there', async () => {
    const signedIn = await signInBy(secured, 'https://localhost:8081');
    for (const given of signedIn.headers.getSetCookie())
      expect(given).toMatch(/^__Host-motif_\w+=[\w-]+;.*Path=\/;.*HttpOnly; Secure; SameSite=Strict$/);
    expect(signedIn.headers.getSetCookie()).toHaveLength(2);
    const status = async (sent: string) => {
      const headers = { host: 'localhost:8081', cookie: sent };
      return (await secured.app.request('https://localhost:8081/api/tls', { headers })).status;
    };
    const own = cookiesOf(signedIn);
    expect(await status(own)).toBe(200);
    expect(await status(own.replaceAll('__Host-', ''))).toBe(401);
    expect(signedIn.headers.get('strict-transport-security')).toBeNull();
  });
});

describe("Hono's own csrf alone", () => {
  it('lets a page in whose name was rebound to this machine, so the matrix can see the difference', async () => {
    const unguarded = new Hono().use(csrf()).put('/api/pause', (c) => c.text('changed'));
    const headers = {
      host: 'evil.example',
      origin: 'http://evil.example',
      'content-type': 'application/json',
    };
    const ask = { method: 'PUT', headers, body: '{"pause":null}' };
    expect((await unguarded.request('/api/pause', ask)).status).toBe(200);
    expect((await panel.app.request('/api/pause', ask)).status).toBe(421);
  });
});

describe('a large body', () => {
  it('is refused before anybody reads it, signed in or not', async () => {
    const body = { pause: { zh: 'x'.repeat(300_000), en: '' } };
    expect((await panel.ask('/api/pause', { method: 'PUT', body })).status).toBe(413);
    expect((await panel.ask('/api/pause', { method: 'PUT', body, cookie })).status).toBe(413);
  });
});

describe('headers', () => {
  it('allow no inline script and no frame, and do not pin HTTPS', async () => {
    const { headers } = await panel.ask('/api/session');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/script-src 'self'(;|$)/);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    expect(headers.get('strict-transport-security')).toBeNull();
    expect(headers.get('access-control-allow-origin')).toBeNull();
    expect(headers.get('cache-control')).toBe('no-store');
  });
});
