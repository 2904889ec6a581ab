import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { MotifError } from '../errors.ts';
import { explainWriteFailure, hasCode } from './atomic-write.ts';

const LOCK_FILE = 'lock.json';
/** Enough for every rival that may take over the same stale lock at the same moment. */
const ATTEMPTS = 5;

const ownerSchema = z.object({
  pid: z.int().positive(),
  /** Tells a process from a later one with the same number; null where the system does not say. */
  startedAt: z.string().nullable(),
});
type Owner = z.infer<typeof ownerSchema>;

export interface DataLock extends AsyncDisposable {
  release(): Promise<void>;
}

/**
 * Makes this process the only one that works with a data folder. The lock of a process that has died is
 * taken over.
 *
 * @throws MotifError data-in-use, naming the process that holds the folder; disk-full; InputError when it
 *   cannot be written
 */
export async function lockData(dir: string): Promise<DataLock> {
  try {
    await mkdir(dir, { recursive: true });
    return await lockFolder(dir);
  } catch (cause) {
    throw explainWriteFailure(cause, dir);
  }
}

async function lockFolder(dir: string): Promise<DataLock> {
  const path = join(dir, LOCK_FILE);
  const mine = JSON.stringify({ pid: process.pid, startedAt: await startOf(process.pid) });
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (await claim(path, mine)) return lockOf(path, mine);
    const text = await readFile(path, 'utf8').catch(() => null);
    if (text === null) continue; // released since
    const owner = parseOwner(text);
    if (owner && (await isAlive(owner))) throw inUse(dir, owner.pid);
    await setAside(path, text);
  }
  throw inUse(dir, null);
}

function lockOf(path: string, mine: string): DataLock {
  const release = async () => {
    const text = await readFile(path, 'utf8').catch(() => null);
    if (text === mine) await rm(path, { force: true });
  };
  return { release, [Symbol.asyncDispose]: release };
}

/** Linking makes the lock appear with its content, so that no rival reads half of it. */
async function claim(path: string, content: string): Promise<boolean> {
  const own = `${path}.${process.pid}`;
  await writeFile(own, content);
  try {
    await link(own, path);
    return true;
  } catch (cause) {
    if (hasCode(cause, 'EEXIST')) return false;
    throw cause;
  } finally {
    await rm(own, { force: true });
  }
}

/** Removes a stale lock, unless a rival has replaced it meanwhile: then the rival's is put back. */
async function setAside(path: string, stale: string): Promise<void> {
  const aside = `${path}.stale.${process.pid}`;
  try {
    await rename(path, aside);
    if ((await readFile(aside, 'utf8')) !== stale) await link(aside, path);
  } catch (cause) {
    if (!hasCode(cause, 'ENOENT', 'EEXIST')) throw cause;
  } finally {
    await rm(aside, { force: true });
  }
}

function parseOwner(text: string): Owner | null {
  try {
    return ownerSchema.parse(JSON.parse(text));
  } catch {
    return null; // damaged, so nobody's
  }
}

async function isAlive({ pid, startedAt }: Owner): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (cause) {
    if (hasCode(cause, 'ESRCH')) return false;
    if (!hasCode(cause, 'EPERM')) throw cause; // EPERM: alive, another user's
  }
  const start = await startOf(pid);
  return startedAt === null || start === null || start === startedAt;
}

/** Start time in clock ticks after boot: field 22 of /proc/<pid>/stat, counted after the name in parentheses. */
async function startOf(pid: number): Promise<string | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
}

function inUse(dir: string, pid: number | null): MotifError {
  const holder = pid === null ? 'others keep taking it' : `process ${pid} is using it`;
  return new MotifError(
    'data-in-use',
    `Expected the data folder ${dir} to be free but ${holder}. ` +
      'Stop that server, or choose another folder with --data (MOTIF_DATA).',
  );
}
