import { execFile } from 'node:child_process';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { TensorRtError } from './errors.ts';

const run = promisify(execFile);

/** A shared object made of C++17 sources with nothing but a compiler. */
export interface Compilation {
  readonly sources: readonly string[];
  readonly includes: readonly string[];
  readonly defines: readonly string[];
  readonly output: string;
}

const FLAGS = ['-std=c++17', '-O2', '-fPIC', '-fvisibility=hidden', '-pthread', '-Wall', '-Wextra'];

/**
 * Compiles the sources side by side and renames the result into its place, so that nobody loads half a file.
 *
 * @throws TensorRtError('addon-missing') without a compiler, or with what it complains about
 */
export async function compile({ sources, includes, defines, output }: Compilation): Promise<void> {
  const scratch = await mkdtemp(join(tmpdir(), 'motif-native-'));
  try {
    const flags = [...FLAGS, ...includes.map((dir) => `-I${dir}`), ...defines.map((name) => `-D${name}`)];
    const objects = sources.map((source) => join(scratch, `${basename(source)}.o`));
    await Promise.all(
      sources.map((source, i) => compiler([...flags, '-c', source, '-o', objects[i] ?? scratch])),
    );
    const unfinished = `${output}.${process.pid}`;
    await compiler(['-shared', '-pthread', ...objects, '-ldl', '-o', unfinished]);
    await rename(unfinished, output);
  } finally {
    await rm(scratch, { recursive: true });
  }
}

async function compiler(args: readonly string[]): Promise<void> {
  const name = process.env.CXX ?? 'g++';
  try {
    await run(name, args);
  } catch (cause) {
    throw new TensorRtError('addon-missing', whyNot(name, cause), { cause });
  }
}

function whyNot(name: string, cause: unknown): string {
  if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') {
    return (
      `Expected a C++ compiler to build the TensorRT addon but found no "${name}". ` +
      'Install one (apt-get install g++) or set CXX; everything but TensorRT works without it.'
    );
  }
  const said = cause instanceof Error && 'stderr' in cause ? String(cause.stderr) : String(cause);
  return `Expected ${name} to build the TensorRT addon but it refused: ${said.trim()}. Install g++ 9 or newer.`;
}
