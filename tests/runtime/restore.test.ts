import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { serveUntilSignal } from '../../runtime/main.ts';
import type { RunningServer } from '../../runtime/start.ts';
import { freePort } from '../e2e/motif-process.ts';
import { cookiesOf, PASSWORDS } from '../fakes/fake-admin.ts';
import { FAKE_CHILD, QUICK } from '../fakes/fake-client.ts';
import { writeFakeManifest } from '../fakes/fake-manifest.ts';
import { recordingLog } from '../fakes/recording-log.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'motif-restore-'));
  await writeFakeManifest(dir);
});
afterEach(() => rm(dir, { recursive: true, maxRetries: 3 }));

/** Serves until told to stop, and says where. */
async function serve(): Promise<{ readonly server: RunningServer; readonly stop: () => Promise<void> }> {
  let ended: Promise<void> = Promise.resolve();
  const port = await freePort();
  const adminPort = await freePort();
  const options = {
    engineDir: dir,
    dataDir: join(dir, 'data'),
    kioskDir: join(dir, 'page'),
    adminHost: '127.0.0.1',
    port,
    adminPort,
  };
  const parts = { childEntry: FAKE_CHILD, timing: QUICK, log: recordingLog().log };
  const server = await new Promise<RunningServer>((resolve, reject) => {
    ended = serveUntilSignal(options, resolve, parts);
    ended.catch(reject);
  });
  const stop = async () => {
    process.emit('SIGTERM', 'SIGTERM');
    await ended;
  };
  return { server, stop };
}

describe('a restore', () => {
  it('starts the server anew on the same addresses with what was backed up', async () => {
    const { server, stop } = await serve();
    try {
      const { url, setUpCode } = server.admin;
      let cookie = '';
      const ask = (path: string, init: RequestInit = {}) =>
        fetch(`${url}${path}`, { ...init, headers: { origin: url, cookie, ...init.headers } });
      const json = { 'content-type': 'application/json' };
      const answer = await ask('/api/set-up', {
        method: 'POST',
        headers: json,
        body: JSON.stringify({ code: setUpCode, ...PASSWORDS }),
      });
      cookie = cookiesOf(answer);
      const settings = await (await ask('/api/settings')).json();
      const backup = await (await ask('/api/backup')).arrayBuffer();
      const changed = JSON.stringify({ ...settings, idleSeconds: 300 });
      await ask('/api/settings', { method: 'PUT', headers: json, body: changed });
      const tar = { 'content-type': 'application/x-tar' };
      expect((await ask('/api/restore', { method: 'POST', headers: tar, body: 'a photo' })).status).toBe(400);
      expect((await ask('/api/restore', { method: 'POST', headers: tar, body: backup })).status).toBe(200);
      const idleSeconds = async () => {
        const now = await fetch(`${server.url}/api/settings`).catch(() => null);
        return now?.ok ? ((await now.json()) as { idleSeconds: number }).idleSeconds : null;
      };
      await expect.poll(idleSeconds, { timeout: 10_000 }).toBe(settings.idleSeconds);
      const session = async () => (await ask('/api/session').catch(() => null))?.json();
      await expect.poll(session, { timeout: 10_000 }).toEqual({ state: 'signed-out' });
    } finally {
      await stop();
    }
  });
});
