import { hostname } from 'node:os';
import { Hono } from 'hono';
import { csrf } from 'hono/csrf';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ownAddresses } from '../../../../runtime/http/admin/lan-guard.ts';
import { type FakeAdmin, fakeAdmin } from '../../../fakes/fake-admin.ts';

let panel: FakeAdmin;
let cookie: string;
beforeAll(async () => {
  panel = await fakeAdmin();
  cookie = await panel.setUp();
});
afterAll(() => panel.close());

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
const ORIGINS = ['own', 'none', 'http://evil.example', 'null', 'http://localhost:3000'] as const;
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

describe('every combination of host, origin, method and content type', () => {
  it(`gets what it must, of ${CELLS.length}`, async () => {
    expect(CELLS.length).toBeGreaterThan(1000);
    const wrong: unknown[] = [];
    for (const cell of CELLS) {
      const { host, own, origin, method, type } = cell;
      const from = origin === 'own' ? `http://${host}` : origin;
      const headers = {
        host,
        cookie,
        ...(origin === 'none' ? {} : { origin: from }),
        ...(type === 'none' ? {} : { 'content-type': type }),
      };
      const body = CHANGES.has(method) ? '{"pause":null}' : null;
      const { status } = await panel.app.request('/api/pause', { method, headers, body });
      const refused = refusal(own, origin, method);
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
