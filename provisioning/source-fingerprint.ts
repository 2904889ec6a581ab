import { createHash, type Hash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { PACKAGE_ROOT } from './options.ts';

/** The parts of the program that decide what an engine contains. */
const BUILDER_FOLDERS = ['checkpoint', 'graph', 'quantize', 'build'].map((name) =>
  join('engine-build', name),
);
const PREVIEW_FILES = ['fit-preview.ts', 'preview-samples.ts', 'least-squares.ts'].map((name) =>
  join('provisioning', name),
);

/**
 * Short name of an engine that is known before it is built: the model's files by name, size and time of
 * change, the builder's own source, and `identity`. Reading gigabytes of weights only to find that the
 * engine is there would cost more than drawing; the manifest's key, made while building, covers content.
 *
 * @param identity what would be emitted on this machine, and what will execute it
 * @returns 16 hexadecimal digits
 */
export async function sourceFingerprint(modelDir: string, identity: readonly string[]): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify(identity));
  for (const line of await describeFiles(modelDir)) hash.update(line);
  await hashSources(hash, [...(await sourcesIn(BUILDER_FOLDERS)), ...PREVIEW_FILES]);
  return hash.digest('hex').slice(0, 16);
}

/** One hash of all our source in some folders of the package, for work that further parts of it decide. */
export async function foldersFingerprint(folders: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  await hashSources(hash, await sourcesIn(folders));
  return hash.digest('hex').slice(0, 16);
}

async function hashSources(hash: Hash, paths: readonly string[]): Promise<void> {
  for (const path of paths) hash.update(path).update(await readFile(join(PACKAGE_ROOT, path)));
}

async function sourcesIn(packageFolders: readonly string[]): Promise<string[]> {
  const folders = packageFolders.map(async (folder) => {
    const names = await readdir(join(PACKAGE_ROOT, folder), { recursive: true });
    const sources = names.filter((name) => name.endsWith('.ts'));
    return sources.toSorted().map((name) => join(folder, name));
  });
  return (await Promise.all(folders)).flat();
}

async function describeFiles(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name));
  const described = files.toSorted().map(async (path) => {
    const { size, mtimeNs } = await stat(path, { bigint: true });
    return `${path}\n${size}\n${mtimeNs}\n`;
  });
  return Promise.all(described);
}
