import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const CHILD = fileURLToPath(new URL('../../fakes/counting-child.ts', import.meta.url));
const TIMES = 50;

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'motif-writers-'));
});
afterEach(() => rm(dir, { recursive: true }));

/** Two programs that each add one 50 times. @returns what the file says at the end */
async function countOfTwo(lock: 'lock' | 'no-lock'): Promise<number> {
  const args = ['--import', 'tsx', CHILD, dir, String(TIMES), lock];
  const ends = [0, 1].map(() => once(spawn(process.execPath, args, { stdio: 'inherit' }), 'exit'));
  for (const [code] of await Promise.all(ends)) expect(code).toBe(0);
  return (JSON.parse(await readFile(join(dir, 'count.json'), 'utf8')) as { data: { count: number } }).data
    .count;
}

describe('two programs on one data folder', { timeout: 60_000 }, () => {
  it('lose none of 100 changes: one of them is told to wait', async () => {
    expect(await countOfTwo('lock')).toBe(2 * TIMES);
  });

  it('lose changes without the lock, so this test can see it', async () => {
    expect(await countOfTwo('no-lock')).toBeLessThan(2 * TIMES);
  });
});
