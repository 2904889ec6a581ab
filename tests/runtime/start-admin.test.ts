import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Logger } from '../../runtime/log.ts';
import { type RunningServer, start } from '../../runtime/start.ts';
import { PASSWORDS } from '../fakes/fake-admin.ts';
import { FAKE_CHILD, QUICK } from '../fakes/fake-client.ts';
import { writeFakeManifest } from '../fakes/fake-manifest.ts';
import { recordingLog } from '../fakes/recording-log.ts';

/** A real log whose lines are kept. */
function keptLog() {
  const lines: Record<string, unknown>[] = [];
  const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(JSON.parse(line)) });
  return { log, lines };
}

let dir: string;
let server: RunningServer;

async function startHere(log: Logger = recordingLog().log): Promise<RunningServer> {
  return start(
    {
      engineDir: dir,
      dataDir: join(dir, 'data'),
      kioskDir: join(dir, 'page'),
      port: 0,
      adminHost: '127.0.0.1',
    },
    { childEntry: FAKE_CHILD, timing: QUICK, log },
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

describe('a request', () => {
  it('is named in the answer, in the log line of its drawing and in the last words of the child', async () => {
    const { log, lines } = keptLog();
    await server.close();
    server = await startHere(log);
    const asked = await fetch(`${server.url}/api/designs`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-request-id': 'till-7' },
      body: JSON.stringify({ product: 'mug', prompt: `a fox throw-at=2 once=${join(dir, 'once')}` }),
    });
    expect(asked.headers.get('x-request-id')).toBe('till-7');
    await expect
      .poll(() => lines.find(({ msg }) => msg === 'A drawing ended'), { timeout: 20_000 })
      .toMatchObject({ requestId: 'till-7', outcome: 'done', pictures: 4 });
    expect(lines.find(({ msg }) => msg === 'The drawing process failed')).toMatchObject({
      requestId: 'till-7',
      stack: expect.stringContaining('illegal memory access'),
    });
    const metrics = await fetch(`${server.admin.url}/metrics`, { headers: { cookie: await setUp() } });
    expect(await metrics.text()).toMatch(/^motif_drawings_total\{outcome="done"\} 1$/m);
  });

  it('gets a name of its own when it brings one that does not do', async () => {
    const named = async (id: string) =>
      (await fetch(`${server.url}/healthz`, { headers: { 'x-request-id': id } })).headers.get('x-request-id');
    expect(await named('a b')).toMatch(/^[0-9a-f-]{36}$/);
    expect(await named('x'.repeat(65))).toMatch(/^[0-9a-f-]{36}$/);
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
