/** A stand-in for systemd: a real datagram socket, bound by systemd's own tool, since Node has none. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';

/** Why tests that need systemd's tools cannot run here; null when they can. */
export function whyNoSystemd(): string | null {
  const missing = ['systemd-notify', 'systemd-analyze', 'systemd-socket-activate'].filter(
    (tool) => spawnSync(tool, ['--version']).status !== 0,
  );
  return missing.length === 0 ? null : `${missing.join(', ')} not found: apt-get install systemd`;
}

export interface FakeServiceManager {
  readonly socket: string;
  /** Everything received, in order; one entry an assignment. */
  readonly received: () => readonly string[];
  readonly close: () => Promise<void>;
}

export async function fakeServiceManager(): Promise<FakeServiceManager> {
  const dir = await mkdtemp(join(tmpdir(), 'motif-notify-'));
  const socket = join(dir, 'notify');
  const child = spawn('systemd-socket-activate', ['-d', '-l', socket, 'sh', '-c', 'exec cat <&3'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let text = '';
  child.stdout.on('data', (bytes: Buffer) => {
    text += bytes.toString('utf8');
  });
  await expect.poll(() => existsSync(socket), { timeout: 10_000 }).toBe(true);
  return {
    socket,
    // The tool closes each message with a barrier of its own.
    received: () => text.split(/\n|BARRIER=1/).filter((line) => line !== ''),
    close: async () => {
      child.kill('SIGKILL');
      await rm(dir, { recursive: true, force: true });
    },
  };
}
