import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, symlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NATIVE_SOURCES, writeSlotsHeader } from '../../device/tensorrt/build-addon.ts';
import { compile } from '../../device/tensorrt/compile.ts';
import { FAMILIES, slotsHeader } from '../../device/tensorrt/slot-tables.ts';

const SOURCES = join(dirname(fileURLToPath(import.meta.url)), 'native');

/** Where the double lies: TensorRT under each of its names, its parsers, and the CUDA driver. */
export interface TensorRtDouble {
  readonly folder: string;
  readonly cudaLibrary: string;
}

/** Compiles the double where it has changed, and gives it its names: all of them are one library. */
export async function tensorRtDouble(family = FAMILIES[0]): Promise<TensorRtDouble> {
  const build = await writeSlotsHeader();
  const library = join(build, `tensorrt-double-${await sourcesKey()}.so`);
  if (!existsSync(library)) await compileDouble(build, library);
  const folder = `${library}.${family?.family}`;
  await mkdir(folder, { recursive: true });
  for (const name of [family?.library, family?.parser, 'libcuda.so.1']) {
    await symlink(join('..', basename(library)), join(folder, name ?? '')).catch((error: unknown) => {
      if (!existsSync(join(folder, name ?? ''))) throw error;
    });
  }
  return { folder, cudaLibrary: join(folder, 'libcuda.so.1') };
}

async function compileDouble(build: string, output: string): Promise<void> {
  const sources = (await sourceFiles()).filter((file) => file.endsWith('.cc'));
  await compile({ sources, includes: [SOURCES, NATIVE_SOURCES, build], defines: [], output });
}

async function sourcesKey(): Promise<string> {
  const hash = createHash('sha256').update(slotsHeader());
  for (const file of await sourceFiles()) hash.update(await readFile(file));
  return hash.digest('hex').slice(0, 16);
}

async function sourceFiles(): Promise<string[]> {
  return (await readdir(SOURCES)).sort().map((name) => join(SOURCES, name));
}
