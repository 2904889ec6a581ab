import { type ChildProcess, fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ensureAddon } from './build-addon.ts';
import { TensorRtError } from './errors.ts';
import { type ProbeFacts, probeMessageSchema, STAGES } from './probe-messages.ts';
import type { TensorRtOptions } from './tensorrt.ts';

export type Probe =
  | { readonly facts: ProbeFacts }
  /** One or two sentences for a person; `code` as of TensorRtError. */
  | { readonly code: string; readonly problem: string };

export interface ProbeOptions extends TensorRtOptions {
  /** A library that takes longer hangs; a minute by default. */
  readonly patienceMs?: number;
}

const TSX = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
const CHILD = fileURLToPath(new URL('probe-child.ts', import.meta.url));

/**
 * Tries TensorRT in a process of its own: loads it, builds a tiny network, and runs it where there is a GPU.
 * A wrong table, a damaged library or a driver that hangs ends that process and becomes a sentence here.
 */
export async function probeTensorRt({ patienceMs = 60_000, ...options }: ProbeOptions = {}): Promise<Probe> {
  try {
    // Compiling takes longer than a probe may.
    await ensureAddon();
  } catch (error) {
    if (!(error instanceof TensorRtError)) throw error;
    return { code: error.code, problem: error.message };
  }
  // Here, so that a child that crashes leaves nothing behind.
  const dir = await mkdtemp(join(tmpdir(), 'motif-probe-'));
  try {
    return await probeIn(dir, options, patienceMs);
  } finally {
    await rm(dir, { recursive: true });
  }
}

async function probeIn(dir: string, options: TensorRtOptions, patienceMs: number): Promise<Probe> {
  const child = fork(CHILD, [JSON.stringify({ ...options, dir })], {
    execArgv: ['--import', TSX],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), patienceMs);
  try {
    return await heard(child);
  } finally {
    clearTimeout(timer);
    child.kill('SIGKILL');
  }
}

function heard(child: ChildProcess): Promise<Probe> {
  let stage: (typeof STAGES)[number] = STAGES[0];
  return new Promise((resolve) => {
    child.on('message', (raw: unknown) => {
      const message = probeMessageSchema.parse(raw);
      if (message.type === 'stage') stage = message.stage;
      else if (message.type === 'facts') resolve({ facts: message.facts });
      else resolve({ code: message.code, problem: message.sentence });
    });
    child.once('error', (cause) => resolve(lost(`could not be started (${cause.message})`)));
    child.once('close', (code, signal) =>
      resolve(
        lost(`${signal ? `was ended by ${signal}` : `ended with exit code ${code}`} while it was ${stage}`),
      ),
    );
  });
}

function lost(how: string): Probe {
  return {
    code: 'library-crashed',
    problem:
      `Expected TensorRT to work in a process of its own but that process ${how}. ` +
      'Install another version of TensorRT or of the driver; until then the CPU or ONNX Runtime draws.',
  };
}
