import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type RunningServer, start } from '../../runtime/start.ts';
import { PASSWORDS } from '../fakes/fake-admin.ts';
import { FAKE_CHILD, QUICK } from '../fakes/fake-client.ts';
import { writeFakeManifest } from '../fakes/fake-manifest.ts';
import { recordingLog } from '../fakes/recording-log.ts';

let dir: string;
let server: RunningServer;

async function startHere(): Promise<RunningServer> {
  return start(
    {
      engineDir: dir,
      dataDir: join(dir, 'data'),
      kioskDir: join(dir, 'page'),
      port: 0,
      adminHost: '127.0.0.1',
    },
    { childEntry: FAKE_CHILD, timing: QUICK, log: recordingLog().log },
  );
}

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'motif-start-admin-'));
  await writeFakeManifest(dir);
  server = await startHere();
});
afterEach(async () => {
  await server.close();
  await rm(dir, { recursive: true, maxRetries: 3 });
});

async function send(method: string, path: string, body: unknown, cookie = ''): Promise<Response> {
  const { url } = server.admin;
  return fetch(`${url}${path}`, {
    method,
    headers: { 'content-type': 'application/json', origin: url, cookie },
    body: JSON.stringify(body),
  });
}

async function setUp(): Promise<string> {
  const answer = await send('POST', '/api/set-up', { code: server.admin.setUpCode, ...PASSWORDS });
  expect(answer.status).toBe(200);
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}

const draw = () =>
  fetch(`${server.url}/api/designs`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ product: 'mug', prompt: 'a fox' }),
  });

describe('a server that is new', () => {
  it('gives a code for the passwords, and after a restart with passwords none', async () => {
    await setUp();
    await server.close();
    server = await startHere();
    expect(server.admin.setUpCode).toBeNull();
    expect((await send('POST', '/api/session', { role: 'staff', password: PASSWORDS.staff })).status).toBe(
      200,
    );
  });

  it('has no panel on the kiosk and no kiosk on the panel', async () => {
    expect((await fetch(`${server.url}/api/session`)).status).toBe(404);
    expect((await fetch(`${server.url}/metrics`)).status).toBe(404);
    expect((await fetch(`${server.admin.url}/api/products`)).status).toBe(404);
    expect((await fetch(`${server.admin.url}/metrics`)).status).toBe(401);
  });

  it('keeps its passwords when their file is damaged, and says so', async () => {
    const cookie = await setUp();
    await server.close();
    await writeFile(join(dir, 'data', 'admin', 'accounts.json'), '');
    server = await startHere();
    expect(server.admin.setUpCode).toBeNull();
    const signIn = await send(
      'POST',
      '/api/session',
      { role: 'technician', password: PASSWORDS.technician },
      cookie,
    );
    expect(signIn.status).toBe(200);
    const headers = { cookie: signIn.headers.getSetCookie()[0]?.split(';')[0] ?? '' };
    const status = await (await fetch(`${server.admin.url}/api/status`, { headers })).json();
    expect(status).toMatchObject({
      facts: { setAside: [{ keptAs: expect.stringContaining('accounts.json.corrupt.') }] },
    });
  });
});

describe('a pause', () => {
  it('stops drawing with the words of the staff, also after a restart, until it ends', async () => {
    const cookie = await setUp();
    const pause = { zh: '十分钟后回来', en: 'Back in ten minutes' };
    expect((await send('PUT', '/api/pause', { pause }, cookie)).status).toBe(200);
    const refused = await draw();
    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).toBe('10');
    expect(await refused.json()).toMatchObject({
      error: { code: 'paused', message: pause.en, messageZh: pause.zh },
    });
    await server.close();
    server = await startHere();
    expect((await draw()).status).toBe(503);
    expect(await (await fetch(`${server.url}/api/settings`)).json()).toMatchObject({ pause });
    const again = await send('POST', '/api/session', { role: 'staff', password: PASSWORDS.staff });
    const staff = again.headers
      .getSetCookie()
      .map((text) => text.split(';')[0])
      .join('; ');
    expect((await send('PUT', '/api/pause', { pause: null }, staff)).status).toBe(200);
    expect((await draw()).status).toBe(202);
  });
});

describe('the audit log', () => {
  it('tells who did what, and no password', async () => {
    await send('PUT', '/api/pause', { pause: null }, await setUp());
    const text = await readFile(join(dir, 'data', 'admin', 'audit.jsonl'), 'utf8');
    const acts = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(acts).toMatchObject([
      { act: 'set-passwords', address: '127.0.0.1' },
      { act: 'open', role: 'technician' },
    ]);
    for (const secret of [...Object.values(PASSWORDS), String(server.admin.setUpCode)])
      expect(text).not.toContain(secret);
  });
});
