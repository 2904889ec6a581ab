import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort, type MotifProcess, startMotif } from '../../e2e/motif-process.ts';

/** Of one process, after its rubbish was collected. */
export interface Usage {
  readonly rssBytes: number;
  readonly heapBytes: number;
  readonly descriptors: number;
  /** The longest its event loop stood still since it was last asked. */
  readonly stallMs: number;
}

/** What the installed service sets for the C library's allocator; memory is judged as a shop has it. */
export async function allocatorEnv(): Promise<Readonly<Record<string, string>>> {
  const unit = await readFile(UNIT, 'utf8');
  return Object.fromEntries(
    [...unit.matchAll(/\b(MALLOC_\w+)=(\S+)/g)].map(([, name = '', value = '']) => [name, value]),
  );
}

const WITHOUT_MODEL = fileURLToPath(new URL('./serve-without-model.ts', import.meta.url));
const UNIT = new URL('../../../device/units/motif.service', import.meta.url);
const PROBE = fileURLToPath(new URL('./probe.mjs', import.meta.url));

/**
 * The real server whose processes tell their memory when asked.
 *
 * @param dir for data and answers
 * @param withoutModel its drawing process makes patterns, which costs no time; all else is the same
 */
export async function startProbed(
  dir: string,
  env: Readonly<Record<string, string>> = {},
  withoutModel = false,
): Promise<MotifProcess> {
  const [port, dataDir] = [await freePort(), join(dir, 'data')];
  return startMotif({
    port,
    dataDir,
    ...(withoutModel ? { program: ['--import', 'tsx', WITHOUT_MODEL, dataDir, String(port)] } : {}),
    env: { ...(await allocatorEnv()), NODE_OPTIONS: `--import ${PROBE}`, SOAK_DIR: dir, ...env },
  });
}

/** @throws when the process does not answer within 30 s */
export async function usageOf(pid: number, dir: string): Promise<Usage> {
  const file = join(dir, `${pid}.json`);
  await rm(file, { force: true });
  process.kill(pid, 'SIGUSR2');
  for (let tries = 0; tries < 300; tries++) {
    await pause(100);
    const text = await readFile(file, 'utf8').catch(() => null);
    if (text !== null) return JSON.parse(text) as Usage;
  }
  throw new Error(`Expected process ${pid} to tell its memory within 30 s.`);
}
