import { mkdir, readFile, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { writeDurably } from '../../engine-build/build/durable-write.ts';
import { InputError } from '../../runtime/errors.ts';
import { hasCode } from '../../runtime/store/atomic-write.ts';
import { INSTALLED_PATHS, type InstalledFile } from './installed-files.ts';

/**
 * Writes each file below `root` unless it is there already, to the byte.
 *
 * @returns paths that changed
 * @throws InputError when this user may not write there
 */
export async function writeFiles(root: string, files: readonly InstalledFile[]): Promise<readonly string[]> {
  const changed: string[] = [];
  for (const { path, text } of files) {
    const target = join(root, path);
    if ((await readFile(target, 'utf8').catch(() => null)) === text) continue;
    await allowed(target, async () => {
      await mkdir(dirname(target), { recursive: true });
      await writeDurably(target, text);
    });
    changed.push(path);
  }
  return changed;
}

/**
 * Removes what an installation has written; settings in /etc/motif and data in /var/lib/motif stay.
 *
 * @returns paths that were there
 */
export async function removeFiles(root: string): Promise<readonly string[]> {
  const removed: string[] = [];
  for (const path of INSTALLED_PATHS) {
    const target = join(root, path);
    if (!(await stat(target).catch(() => null))) continue;
    await allowed(target, () => rm(target));
    removed.push(path);
  }
  return removed;
}

async function allowed(target: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (cause) {
    if (!hasCode(cause, 'EACCES', 'EPERM', 'EROFS')) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new InputError(
      `Expected to be allowed to write ${target} but received: ${reason}. Run the command as root.`,
      'bad-input',
      { cause },
    );
  }
}
