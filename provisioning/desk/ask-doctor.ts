import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import type { DoctorReport } from '../../runtime/admin/engine-desk.ts';
import { PACKAGE_ROOT } from '../options.ts';

const MOST_OUTPUT = 4 * 2 ** 20;
/** Large engines are read whole. */
const PATIENCE_MS = 15 * 60_000;
const saidSchema = z.object({ facts: z.array(z.string()), problems: z.array(z.string()) });

/** `motif doctor` in a process of its own: a driver that brings a process down must not take the server. */
export async function askDoctor(dataDir: string, modelDir: string | null): Promise<DoctorReport> {
  const args = ['doctor', '--json', '--data', dataDir, ...(modelDir === null ? [] : ['--model', modelDir])];
  const entry = join(PACKAGE_ROOT, 'provisioning', 'motif.mjs');
  const { stdout } = await promisify(execFile)(process.execPath, [entry, ...args], {
    maxBuffer: MOST_OUTPUT,
    timeout: PATIENCE_MS,
  });
  const { facts, problems } = saidSchema.parse(JSON.parse(stdout.trim().split('\n').at(-1) ?? ''));
  return { at: new Date().toISOString(), facts, problems };
}
