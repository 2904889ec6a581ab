import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isLoopbackHost } from '../../../runtime/http/guard.ts';
import { type FakeApp, fakeApp } from '../../fakes/fake-app.ts';

let fake: FakeApp;
beforeAll(async () => {
  fake = await fakeApp();
});
afterAll(() => fake.close());

const ROUTES = [
  ['GET', '/'],
  ['GET', '/api/products'],
  ['GET', '/api/designs/nobody/events'],
  ['GET', '//api/products'],
  ['GET', '/%2e%2e/etc/passwd'],
  ['GET', '/healthz'],
  ['HEAD', '/'],
  ['OPTIONS', '/api/designs'],
  ['POST', '/api/designs'],
  ['DELETE', '/api/designs/nobody'],
  ['PUT', '/API/designs'],
] as const;

const HOSTS = [
  'evil.example',
  'localhost.evil.example',
  'evil.example:8080',
  'localhost@evil.example',
  '127.0.0.1.nip.io',
  '127.0.0.2',
  '0.0.0.0:8080',
  '[::2]',
  'localhost:8080:80',
  'localhost, evil.example',
  'kiosk.local',
  '',
];

describe('a foreign host', () => {
  it.each(ROUTES)('is refused by %s %s', async (method, path) => {
    for (const host of HOSTS) {
      const response = await fake.app.request(path, { method, headers: { host } });
      expect([host, response.status]).toEqual([host, 421]);
    }
    expect((await fake.app.request(path, { method })).status).toBe(421);
  });
});

describe('a foreign origin', () => {
  const origins = [
    'http://evil.example',
    'https://localhost:8080',
    'http://localhost:3000',
    'http://127.0.0.1:8080',
    'null',
    'file://',
  ];
  it.each(ROUTES)('is refused by %s %s', async (method, path) => {
    for (const origin of origins) {
      const response = await fake.ask(path, { method, headers: { origin } });
      expect([origin, response.status]).toEqual([origin, 403]);
    }
  });

  it('is refused where the browser only tells that the site is another', async () => {
    const from = (site: string, mode: string) =>
      fake.ask('/api/products', { headers: { 'sec-fetch-site': site, 'sec-fetch-mode': mode } });
    expect((await from('cross-site', 'no-cors')).status).toBe(403);
    expect((await from('same-site', 'cors')).status).toBe(403);
    expect((await from('cross-site', 'navigate')).status).toBe(200);
    expect((await from('same-origin', 'cors')).status).toBe(200);
    expect((await from('none', 'navigate')).status).toBe(200);
  });
});

describe('this machine', () => {
  it.each(['localhost', 'localhost:8080', '127.0.0.1:8080', '[::1]:8080', 'LOCALHOST:80'])(
    'is %s',
    async (host) => {
      const response = await fake.app.request('/api/products', {
        headers: { host, origin: `http://${host.toLowerCase()}` },
      });
      expect(response.status).toBe(200);
    },
  );

  it('has no other name', () => {
    expect(isLoopbackHost('localhost')).toBe(true);
    expect(isLoopbackHost('localhost.')).toBe(false);
  });
});
