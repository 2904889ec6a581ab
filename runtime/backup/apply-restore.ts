import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { hasCode, syncFolder } from '../store/atomic-write.ts';
import { readTextOrNull } from '../store/read-text.ts';
import { BACKED_UP, LIST_NAME, listSchema, replacedDir, restoreDir } from './backed-up.ts';

/**
 * Puts a backup that was taken in and checked in the place of the shop's data, and signs everybody out. Called
 * before anything is opened. A power cut at any moment is harmless: the next start goes on where this one was.
 *
 * @returns whether there was one
 */
export async function applyRestore(dataDir: string): Promise<boolean> {
  const staged = restoreDir(dataDir);
  const list = await readTextOrNull(join(staged, LIST_NAME));
  if (list === null) return false;
  const { files } = listSchema.parse(JSON.parse(list));
  const holds = (item: string) => files.some(({ path }) => path === item || path.startsWith(`${item}/`));
  for (const item of BACKED_UP) {
    const isStaged = await isThere(join(staged, item));
    // Held but no longer staged: an earlier start has put it in place.
    if (holds(item) && !isStaged) continue;
    await setAside(dataDir, item);
    await setAside(dataDir, `${item}.previous`);
    if (isStaged) await move(join(staged, item), join(dataDir, item));
  }
  await rm(join(dataDir, 'admin', 'sessions.json'), { force: true });
  await rm(join(dataDir, 'admin', 'sessions.json.previous'), { force: true });
  // The list goes first, and with it the wish to restore.
  await rm(join(staged, LIST_NAME), { force: true });
  await syncFolder(staged);
  await rm(staged, { recursive: true, force: true });
  return true;
}

/** Keeps what is replaced, so that a restore that was a mistake can be undone by hand. */
async function setAside(dataDir: string, item: string): Promise<void> {
  const current = join(dataDir, item);
  if (!(await isThere(current))) return;
  const kept = join(replacedDir(dataDir), item);
  await rm(kept, { recursive: true, force: true });
  await move(current, kept);
}

async function move(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await rename(from, to);
  await syncFolder(dirname(to));
  await syncFolder(dirname(from));
}

async function isThere(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (cause) {
    if (hasCode(cause, 'ENOENT', 'ENOTDIR')) return false;
    throw cause;
  }
}
