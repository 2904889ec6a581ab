import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';

/**
 * Where facts about a machine come from. They give nothing instead of failing: a file that is not there and a
 * program that is not installed are ordinary on most machines.
 */
export interface ProfileSources {
  /** A small text file of the system, e.g. `/proc/cpuinfo`; NUL bytes at its end are kept. */
  readonly file: (path: string) => Promise<string | null>;
  /** Names in a folder of the system; none where it is missing. */
  readonly names: (folder: string) => Promise<readonly string[]>;
  /** What a program printed; null when it is missing, failed, or took too long. */
  readonly command: (program: string, args: readonly string[]) => Promise<string | null>;
}

/** A driver that hangs must not hang the kiosk's start. */
const COMMAND_TIMEOUT_MS = 10_000;

/** This machine. */
export const thisMachine: ProfileSources = {
  file: (path) => readFile(path, 'utf8').catch(() => null),
  names: (folder) => readdir(folder).catch(() => []),
  command: (program, args) =>
    new Promise((resolve) => {
      const options = { timeout: COMMAND_TIMEOUT_MS, killSignal: 'SIGKILL' as const };
      execFile(program, [...args], options, (error, stdout) => resolve(error ? null : stdout));
    }),
};
