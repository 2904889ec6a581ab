import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A real file system of its own in memory. */
export interface SmallDisk extends Disposable {
  readonly dir: string;
  /**
   * As the kernel does by itself when a disk fails, except that files which are open stay writable: the real
   * thing is covered by a read-only view of itself.
   */
  readOnly(): void;
  writable(): void;
}

/** @param size such as `4m` */
export function smallDisk(size: string): SmallDisk {
  const dir = mkdtempSync(join(tmpdir(), 'motif-small-disk-'));
  mount('-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', dir);
  let covers = 0;
  const writable = () => {
    for (; covers > 0; covers -= 1) execFileSync('umount', ['--lazy', dir]);
  };
  return {
    dir,
    readOnly: () => {
      mount('--bind', dir, dir);
      mount('-o', 'remount,bind,ro', dir);
      covers += 1;
    },
    writable,
    [Symbol.dispose]: () => {
      writable();
      execFileSync('umount', ['--lazy', dir]);
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** Why this user cannot have one; empty where they can. Most may not mount anything. */
export function whyNoSmallDisk(): string {
  try {
    using _ = smallDisk('1m');
    return '';
  } catch {
    return '(needs the right to mount a tmpfs)';
  }
}

function mount(...args: readonly string[]): void {
  execFileSync('mount', args, { stdio: 'ignore' });
}
