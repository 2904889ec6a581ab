import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pack } from 'tar-stream';
import { hasCode } from '../store/atomic-write.ts';
import { sha256Of } from '../store/sha256.ts';
import { BACKED_UP, type BackupList, isLeftOut, LIST_NAME, PATH_PATTERN } from './backed-up.ts';

/**
 * Everything of a shop as one tar file, read while the shop goes on: each file is whole, since all are replaced
 * at once, and one that goes meanwhile is left out.
 *
 * @yields pieces of the file; the memory taken is that of its largest one
 */
export async function* writeBackup(dataDir: string, now = new Date()): AsyncGenerator<Uint8Array> {
  const tar = pack();
  const filling = fill(tar, dataDir, now).catch((failure: Error) => tar.destroy(failure));
  for await (const piece of tar) if (piece instanceof Uint8Array) yield piece;
  await filling;
}

type Tar = ReturnType<typeof pack>;

async function fill(tar: Tar, dataDir: string, now: Date): Promise<void> {
  const files: BackupList['files'] = [];
  for await (const path of pathsIn(dataDir)) {
    const data = await readOrNull(join(dataDir, path));
    if (data === null) continue;
    await put(tar, path, data);
    files.push({ path, sha256: sha256Of(data) });
  }
  const list: BackupList = { motif: 'backup', format: 2, at: now.toISOString(), files };
  await put(tar, LIST_NAME, Buffer.from(`${JSON.stringify(list, null, 2)}\n`));
  tar.finalize();
}

/** Resolves once the reader has taken it, so that no more than one file waits in memory. */
function put(tar: Tar, name: string, data: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    tar.entry({ name, mode: 0o600 }, data, (failure) => (failure ? reject(failure) : resolve()));
  });
}

async function* pathsIn(dataDir: string): AsyncGenerator<string> {
  for (const item of BACKED_UP) {
    for (const path of await filesBelow(dataDir, item)) if (PATH_PATTERN.test(path)) yield path;
  }
}

async function filesBelow(dataDir: string, path: string): Promise<readonly string[]> {
  const facts = await orNull(stat(join(dataDir, path)));
  if (facts === null || isLeftOut(path)) return [];
  if (!facts.isDirectory()) return [path];
  const names = (await orNull(readdir(join(dataDir, path)))) ?? [];
  const below = await Promise.all(names.sort().map((name) => filesBelow(dataDir, `${path}/${name}`)));
  return below.flat();
}

const readOrNull = (path: string) => orNull(readFile(path));

async function orNull<Value>(reading: Promise<Value>): Promise<Value | null> {
  try {
    return await reading;
  } catch (cause) {
    if (hasCode(cause, 'ENOENT', 'ENOTDIR')) return null;
    throw cause;
  }
}
