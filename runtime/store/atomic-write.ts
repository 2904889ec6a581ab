import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { InputError, MotifError } from '../errors.ts';

const FOR_EVERYBODY = 0o644;

/** Makes a whole folder of files appear at once: it is there entirely, even after a power cut, or not at all. */
export async function writeFolder(
  target: string,
  files: readonly { readonly name: string; readonly data: Uint8Array | string }[],
): Promise<void> {
  const aside = asidePath(target);
  try {
    await mkdir(aside, { recursive: true });
    for (const { name, data } of files) await writeDurably(join(aside, name), data);
    await syncFolder(aside);
    await rename(aside, target);
    await syncFolder(dirname(target));
  } catch (cause) {
    await rm(aside, { recursive: true, force: true });
    throw explainWriteFailure(cause, target);
  }
}

/**
 * Makes one file appear at once, replacing what was there. Once this resolves, no power cut undoes it.
 *
 * @param mode of a new file; what lies there under the name with `.part` keeps its own
 * @throws MotifError('disk-full') or InputError; nothing half-written stays behind
 */
export async function writeWhole(
  target: string,
  data: Uint8Array | string,
  mode = FOR_EVERYBODY,
): Promise<void> {
  const aside = asidePath(target);
  try {
    await mkdir(dirname(target), { recursive: true });
    await writeDurably(aside, data, mode);
    await rename(aside, target);
    await syncFolder(dirname(target));
  } catch (cause) {
    await rm(aside, { force: true }).catch(() => undefined);
    throw explainWriteFailure(cause, target);
  }
}

/** Where a folder or file is written before it is renamed; what a crash leaves there is rubbish. */
export function asidePath(target: string): string {
  return `${target}${ASIDE_SUFFIX}`;
}

/** Marks folders that were not finished. */
export const ASIDE_SUFFIX = '.part';

/** True for a system error with one of these codes. */
export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && codes.some((code) => error.code === code);
}

/** Contents are on the disk when this resolves; the name is only once its folder is synced, too. */
export async function writeDurably(
  path: string,
  data: Uint8Array | string,
  mode = FOR_EVERYBODY,
): Promise<void> {
  const file = await open(path, 'w', mode);
  try {
    await file.writeFile(data);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Puts what was created, renamed and removed in a folder on the disk. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Of a disk that was taken away, fails or was mounted read-only, or of a folder that is not ours. */
const UNWRITABLE = ['EROFS', 'EIO', 'EACCES', 'EPERM', 'ENOTDIR', 'ENOENT', 'EEXIST', 'EISDIR'] as const;

/** The same failure as a sentence where it is the disk's state and not our mistake. */
export function explainWriteFailure(cause: unknown, target: string): unknown {
  if (hasCode(cause, 'ENOSPC', 'EDQUOT')) {
    return new MotifError(
      'disk-full',
      `Expected room for ${target} but the disk is full. Free some space, then try again.`,
      { cause },
    );
  }
  if (!hasCode(cause, ...UNWRITABLE)) return cause;
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new InputError(
    `Expected to be allowed to write ${target} but received: ${reason}. ` +
      'Check the disk and its permissions, or choose another folder (for the data folder: --data or MOTIF_DATA).',
    'disk-unwritable',
    { cause },
  );
}
