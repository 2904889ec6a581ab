import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { freePort } from '../../e2e/motif-process.ts';

const script = (name: string) => fileURLToPath(new URL(`../../../device/units/${name}.mjs`, import.meta.url));
const started: ChildProcess[] = [];
const run = (name: string, ...args: readonly (string | number)[]) => {
  const child = spawn(process.execPath, [script(name), ...args.map(String)], { stdio: 'ignore' });
  started.push(child);
  return child;
};

afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});

describe('the maintenance page', () => {
  it('answers every address calmly in both languages, comes back by itself, and ends in time', async () => {
    const port = await freePort();
    const page = run('maintenance', port, 2);
    const waited = await once(run('wait-for-page', port, 20), 'exit');
    expect(waited).toEqual([0, null]);
    const response = await fetch(`http://127.0.0.1:${port}/anything`);
    const text = await response.text();
    expect(response.status).toBe(503);
    expect(text).toMatch(/请稍等[\s\S]*One moment/);
    expect(text).toContain('http-equiv="refresh"');
    expect(text).not.toMatch(/<script|error|错误/i);
    expect(await once(page, 'exit')).toEqual([0, null]);
  });

  it('is not waited for without end', async () => {
    expect(await once(run('wait-for-page', await freePort(), 0), 'exit')).toEqual([1, null]);
  });
});
