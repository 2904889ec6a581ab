/** A Python with the packages of the recipe: the machine's own if it has them, else a virtual environment of the tests. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { MotifError } from '../../runtime/errors.ts';
import { type DataLock, lockData } from '../../runtime/store/data-lock.ts';
import { ROOT } from '../architecture/imports.ts';

export const RECIPE = join(ROOT, 'engine-build', 'starter-model');
const ENVIRONMENT = join(ROOT, 'tests', 'output', 'recipe-venv');
const REQUIREMENTS = join(RECIPE, 'requirements.txt');
const LOOK_AGAIN_MS = 500;
/** The networks are tiny: threads would wait for each other, and for the tests beside. */
const ONE_THREAD = { OMP_NUM_THREADS: '1' };
/** Python keeps what it compiled, which halves the start of every later script; pip would compile far more than is used. */
const BYTECODE = { PYTHONDONTWRITEBYTECODE: '' };

export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program in the recipe's folder. A program that cannot be started has no status. */
export function run(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: RECIPE,
      env: { ...process.env, ...ONE_THREAD, ...BYTECODE, ...env },
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk) => {
      stdout += String(chunk);
    });
    child.stderr.on('data', (chunk) => {
      stderr += String(chunk);
    });
    child.on('error', ({ message }) => resolve({ status: null, stdout, stderr: message }));
    child.on('close', (status) => resolve({ status, stdout, stderr }));
  });
}

/** The recipe's own check of its packages. */
async function hasPackages(python: string): Promise<boolean> {
  return (await run(python, ['-c', 'import data, measure, train'])).status === 0;
}

/** On Linux PyPI's torch is the CUDA build; asking for the CPU build spares gigabytes, or fails at once. */
function wanted(): string[] {
  return ['-r', REQUIREMENTS, ...(process.platform === 'linux' ? ['torch==2.13.0+cpu'] : [])];
}

async function install(): Promise<string> {
  const python = join(ENVIRONMENT, 'bin', 'python3');
  const steps: [string, string[]][] = [
    ['python3', ['-m', 'venv', ENVIRONMENT]],
    [python, ['-m', 'pip', 'install', '--quiet', '--no-compile', ...wanted()]],
  ];
  for (const [command, args] of steps) {
    const { status, stderr } = await run(command, args);
    if (status !== 0) throw new Error(stderr.trim().split('\n').at(-1));
  }
  return python;
}

async function findOrInstall(): Promise<string> {
  const python = join(ENVIRONMENT, 'bin', 'python3');
  if (await hasPackages('python3')) return 'python3';
  await using _ = await lockWhenFree();
  return existsSync(python) && (await hasPackages(python)) ? python : await install();
}

/** Test files run side by side, and may install the same environment. */
async function lockWhenFree(): Promise<DataLock> {
  for (;;) {
    try {
      return await lockData(`${ENVIRONMENT}-lock`);
    } catch (error) {
      if (!(error instanceof MotifError && error.code === 'data-in-use')) throw error;
      await pause(LOOK_AGAIN_MS);
    }
  }
}

/** A Python that can run the recipe, or why there is none. In CI there must be one. */
export async function recipePython(): Promise<{ python: string } | { missing: string }> {
  try {
    return { python: await findOrInstall() };
  } catch (error) {
    const missing =
      `Expected Python with the packages of ${REQUIREMENTS} but could not install them: ${error}. ` +
      'Install them by hand (the CPU build of torch is enough).';
    if (process.env.CI) throw new Error(missing);
    return { missing };
  }
}
