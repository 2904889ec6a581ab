import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeFakeManifest } from '../fakes/fake-manifest.ts';

const SERVE = fileURLToPath(new URL('../fakes/serve-fake-child.ts', import.meta.url));
const TSX = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;

let dir: string;
let server: ChildProcess;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'motif-main-'));
  await writeFakeManifest(dir);
});
afterEach(async () => {
  server.kill('SIGKILL');
  await rm(dir, { recursive: true, maxRetries: 3 });
});

interface Served {
  readonly url: string;
  readonly child: number;
}

async function serve(): Promise<Served> {
  server = spawn(process.execPath, ['--import', TSX, SERVE, dir], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(server.stdout ?? server, 'data');
  return JSON.parse(String(line));
}

const untilReady = (url: string) =>
  expect.poll(async () => (await fetch(`${url}/readyz`)).ok, { timeout: 10_000 }).toBe(true);

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('the served process', () => {
  it('ends in order when it is told to, even twice at once', async () => {
    const { url, child } = await serve();
    await untilReady(url);
    const exit = once(server, 'exit');
    process.kill(child, 'SIGINT');
    server.kill('SIGINT');
    server.kill('SIGTERM');
    expect(await exit).toEqual([0, null]);
    expect(isAlive(child)).toBe(false);
    await expect(access(join(dir, 'data', 'lock.json'))).rejects.toThrow('ENOENT');
  });

  it('takes the drawing process with it when it is killed, and a new one takes over its data', async () => {
    const { url, child } = await serve();
    await untilReady(url);
    server.kill('SIGKILL');
    await expect.poll(() => isAlive(child), { timeout: 5_000 }).toBe(false);
    await untilReady((await serve()).url);
  });
});
