/** Memory runs out for real: the server and its drawing process share a control group that has little of it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants, existsSync, mkdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { writeFakeManifest } from '../../fakes/fake-manifest.ts';

/** Enough for both processes at rest, and little more. */
const LIMIT_BYTES = 700 * 2 ** 20;
const GROUPS = [
  { dir: '/sys/fs/cgroup/memory', limit: 'memory.limit_in_bytes' },
  { dir: '/sys/fs/cgroup', limit: 'memory.max' },
];
const group = GROUPS.find(({ dir, limit }) => existsSync(dir) && mayHaveGroups(dir, limit));

function mayHaveGroups(dir: string, limit: string): boolean {
  try {
    accessSync(dir, constants.W_OK);
    const probe = join(dir, `motif-probe-${process.pid}`);
    mkdirSync(probe);
    const has = existsSync(join(probe, limit));
    rmdirSync(probe);
    return has;
  } catch {
    return false;
  }
}

const startedSchema = z.object({ url: z.string(), child: z.number() });
const SERVE = new URL('../../fakes/serve-fake-child.ts', import.meta.url).pathname;
const EATS = new URL('../../fakes/eats-memory.mjs', import.meta.url).pathname;

let dir: string;
let home: string;
let server: ChildProcess;
let url: string;

async function startInGroup(options = ''): Promise<void> {
  const script = `echo $$ > ${home}/cgroup.procs && exec ${process.execPath} --import tsx ${options} ${SERVE} ${dir}`;
  server = spawn('/bin/sh', ['-c', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(server.stdout ?? server, 'data')) as [Buffer];
  url = startedSchema.parse(JSON.parse(line.toString())).url;
  await expect.poll(() => fetch(`${url}/readyz`).then(({ ok }) => ok), { timeout: 60_000 }).toBe(true);
}

async function draw(prompt: string): Promise<string> {
  const asked = await fetch(`${url}/api/designs`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ product: 'mug', prompt, count: 1 }),
  });
  expect(asked.status).toBe(202);
  const { id } = (await asked.json()) as { readonly id: string };
  const events = await (await fetch(`${url}/api/designs/${id}/events`)).text();
  return /event: (done|failed)/.exec(events)?.[1] ?? events;
}

describe.skipIf(group === undefined)(
  'memory that runs out (skipped where no control group may be made)',
  () => {
    beforeEach(async () => {
      dir = await mkdtemp(join(tmpdir(), 'motif-oom-'));
      await writeFakeManifest(dir);
      home = join(group?.dir ?? '', `motif-oom-${process.pid}`);
      mkdirSync(home);
      writeFileSync(join(home, group?.limit ?? ''), String(LIMIT_BYTES));
    });
    afterEach(async () => {
      if (server.exitCode === null && server.signalCode === null) {
        server.kill('SIGTERM');
        await once(server, 'exit');
      }
      await expect.poll(() => rmdirTold(home), { timeout: 20_000 }).toBe(true);
      await rm(dir, { recursive: true, maxRetries: 3 });
    });

    it('takes the drawing process, which is replaced, and never the server', {
      timeout: 240_000,
    }, async () => {
      await startInGroup();
      expect(await draw(`a fox eat-at=2 once=${join(dir, 'once')}`)).toBe('done');
      expect(existsSync(join(dir, 'once'))).toBe(true);
      expect(server.exitCode ?? server.signalCode).toBeNull();
      expect(await draw('a fox')).toBe('done');
    });

    it('ends a server that takes it itself, as one that drew in its own process would', {
      timeout: 240_000,
    }, async () => {
      await startInGroup(`--import ${EATS}`);
      const gone = once(server, 'exit');
      server.kill('SIGUSR2');
      await Promise.race([gone, pause(120_000)]);
      expect(server.signalCode).toBe('SIGKILL');
    });
  },
);

/** A group whose processes are still ending cannot be removed. */
function rmdirTold(path: string): boolean {
  try {
    rmdirSync(path);
    return true;
  } catch {
    return false;
  }
}
