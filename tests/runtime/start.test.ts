import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DesignView } from '../../runtime/http/app.ts';
import { type RunningServer, start } from '../../runtime/start.ts';
import { FAKE_CHILD, QUICK } from '../fakes/fake-client.ts';
import { writeFakeManifest } from '../fakes/fake-manifest.ts';
import { recordingLog } from '../fakes/recording-log.ts';
import { undisturbed } from '../fakes/undisturbed.ts';

let dir: string;
let servers: RunningServer[];

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'motif-start-'));
  servers = [];
  await writeFakeManifest(dir);
});
afterEach(async () => {
  for (const server of servers) await server.close();
  await rm(dir, { recursive: true, maxRetries: 3 });
});

async function startHere(port = 0, dataDir = join(dir, 'data')): Promise<RunningServer> {
  const server = await start(
    { engineDir: dir, dataDir, kioskDir: join(dir, 'page'), port },
    { childEntry: FAKE_CHILD, timing: QUICK, log: recordingLog().log },
  );
  servers.push(server);
  return server;
}

async function submit({ url }: RunningServer, prompt: string, count = 4): Promise<DesignView> {
  const response = await fetch(`${url}/api/designs`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ product: 'mug', prompt, count }),
  });
  return (await response.json()) as DesignView;
}

const endOf = async ({ url }: RunningServer, { id }: DesignView) =>
  (await (await fetch(`${url}/api/designs/${id}/events`)).text()).trim().split('\n\n').at(-1);

async function drawOne(server: RunningServer): Promise<void> {
  expect(await endOf(server, await submit(server, 'a fox step=10'))).toContain('event: done');
}

/** Milliseconds beyond the sampling interval, which an idle loop shows too. */
async function longestBlock(work: () => Promise<void>): Promise<number> {
  const resolution = 5;
  const delay = monitorEventLoopDelay({ resolution });
  delay.enable();
  await work();
  delay.disable();
  return delay.max / 1e6 - resolution;
}

const pidInLock = async () => JSON.parse(await readFile(join(dir, 'data', 'lock.json'), 'utf8')).pid;

describe('a running server', () => {
  it('becomes ready, draws, and still serves the design after a restart', async () => {
    await writeFile(join(dir, 'wait'), '');
    const server = await startHere();
    expect((await fetch(`${server.url}/readyz`)).status).toBe(503);
    await rm(join(dir, 'wait'));
    await expect
      .poll(async () => (await fetch(`${server.url}/readyz`)).status, { timeout: 10_000 })
      .toBe(200);
    const design = await submit(server, 'a fox');
    expect(await endOf(server, design)).toContain('event: done');
    await server.close();

    const next = await startHere();
    const view = (await (await fetch(`${next.url}/api/designs/${design.id}`)).json()) as DesignView;
    expect(view).toMatchObject({ state: 'done', prompt: 'a fox' });
    expect((await fetch(`${next.url}${view.pictures[0]?.url}`)).headers.get('content-type')).toBe(
      'image/png',
    );
  });

  it('draws the same pixels for the same request', async () => {
    const server = await startHere();
    const pixels: string[] = [];
    for (let i = 0; i < 2; i++) {
      const design = await fetch(`${server.url}/api/designs`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ product: 'mug', prompt: 'a fox', seed: 5, count: 1 }),
      }).then((response) => response.json() as Promise<DesignView>);
      await endOf(server, design);
      const png = await fetch(`${server.url}/api/designs/${design.id}/pictures/0`);
      const { default: sharp } = await import('sharp');
      pixels.push(
        (
          await sharp(await png.arrayBuffer())
            .raw()
            .toBuffer()
        ).toString('hex'),
      );
    }
    expect(pixels[1]).toBe(pixels[0]);
  });

  it('draws a design a second time when the child is killed, and leaves nothing half written', async () => {
    const server = await startHere();
    const design = await submit(server, `a fox die-at=2 once=${join(dir, 'once')}`);
    expect(await endOf(server, design)).toContain('event: done');
    expect(await readdir(join(dir, 'data', 'designs'))).toEqual([design.id]);
  });

  it('never keeps the event loop for 50 ms while it draws four pictures of 512 pixels', async () => {
    await writeFakeManifest(dir, [{ width: 512, height: 512 }]);
    const server = await startHere();
    await drawOne(server);
    const worst = () => longestBlock(() => drawOne(server));
    expect(await undisturbed(8, worst, (ms) => ms < 50)).toBeLessThan(50);
  });

  it('cuts event streams when it closes, without an event that ends the design', async () => {
    const server = await startHere();
    const { id } = await submit(server, 'a fox step=50 ');
    const events = await fetch(`${server.url}/api/designs/${id}/events`);
    const text = events.text();
    const cut = expect(text).rejects.toThrow();
    await expect.poll(() => server.client.state, { timeout: 10_000 }).toBe('busy');
    await server.close();
    await cut;
  });
});

describe('a second server', () => {
  it('on the same data folder is refused by the name of the first', async () => {
    await startHere();
    await expect(startHere()).rejects.toMatchObject({
      code: 'data-in-use',
      message: expect.stringMatching(new RegExp(`process ${process.pid} .*--data`)),
    });
  });

  it('takes over the lock of a process that died, of a later one with its number, and a damaged one', async () => {
    const child = spawn(process.execPath, ['-e', '']);
    await once(child, 'exit');
    for (const lock of [
      JSON.stringify({ pid: child.pid, startedAt: '1' }),
      JSON.stringify({ pid: process.pid, startedAt: '1' }),
      '{"pid":',
    ]) {
      const server = await startHere();
      await server.close();
      await writeFile(join(dir, 'data', 'lock.json'), lock);
      const next = await startHere();
      expect(await pidInLock()).toBe(process.pid);
      await next.close();
    }
  });

  it('on a port in use says which and what to do, and frees the data folder', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    await expect(startHere(port)).rejects.toMatchObject({
      code: 'port-in-use',
      message: expect.stringMatching(new RegExp(`port ${port} .*--port`)),
    });
    other.close();
    await startHere();
  });

  it('without an engine says how to get one', async () => {
    await rm(join(dir, 'manifest.json'));
    await expect(startHere()).rejects.toMatchObject({
      code: 'not-provisioned',
      message: expect.stringContaining('motif provision'),
    });
  });
});
