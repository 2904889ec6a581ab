import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { InputError } from '../runtime/errors.ts';

/** Root of the installed package. */
export const PACKAGE_ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');

/** The model that ships in the repository. */
export const STARTER_MODEL = join(PACKAGE_ROOT, 'engine-build', 'starter-model', 'weights');

/** Where engines, designs and logs live unless --data or MOTIF_DATA says otherwise. */
export function defaultDataDir(): string {
  return process.env.MOTIF_DATA ?? join(PACKAGE_ROOT, 'data');
}

/** A parser for commander that accepts finite numbers in a range and says so otherwise. */
export function numberIn(name: string, low: number, high: number): (text: string) => number {
  return (text) => {
    const value = text.trim() === '' ? Number.NaN : Number(text);
    if (value >= low && value <= high) return value;
    throw new InputError(`Expected --${name} from ${low} to ${high} but received "${text}". Change it.`);
  };
}

/** Like `numberIn`, for whole numbers. */
export function integerIn(name: string, low: number, high: number): (text: string) => number {
  const parse = numberIn(name, low, high);
  return (text) => {
    const value = parse(text);
    if (Number.isInteger(value)) return value;
    throw new InputError(
      `Expected --${name} as a whole number from ${low} to ${high} but received "${text}". Change it.`,
    );
  };
}

/** A parser that accepts one of a few words. */
export function oneOf<T extends string>(name: string, words: readonly T[]): (text: string) => T {
  return (text) => {
    const word = words.find((candidate) => candidate === text);
    if (word !== undefined) return word;
    throw new InputError(
      `Expected --${name} as one of ${words.join(', ')} but received "${text}". Change it.`,
    );
  };
}

/** Prints progress for people on stderr, so that stdout holds nothing but the result. */
export function say(message: string): void {
  process.stderr.write(`${message}\n`);
}

/** The last line on stdout with --json; plain sentences without. */
export function printResult(json: boolean, result: unknown, sentences: readonly string[]): void {
  if (json) process.stdout.write(`${JSON.stringify(result)}\n`);
  else for (const sentence of sentences) process.stdout.write(`${sentence}\n`);
}

/** A signal that fires on Ctrl-C or SIGTERM, so that half-written files are removed. */
export function interruptSignal(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => controller.abort());
  return controller.signal;
}

/** Options every command has. */
export function withCommonOptions(command: Command): Command {
  return command
    .option('--json', 'print one JSON object as the last line on stdout', false)
    .option(
      '--data <dir>',
      'folder for engines and designs (default: $MOTIF_DATA, else data/ beside package.json)',
    );
}
