import { existsSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { MotifError, throwIfAborted } from '../../runtime/errors.ts';
import { type Drawer, type DrawHooks, runChild } from '../../runtime/inference/child-loop.ts';
import { parseChildSettings } from '../../runtime/inference/child-settings.ts';
import type { DrawRequest } from '../../runtime/inference/protocol.ts';
import { fakePicture } from './fake-picture.ts';

/**
 * A drawing process without a model. Words in the prompt make it misbehave: `step=20` (milliseconds a step),
 * `die-at=2`, `hang-at=2`, `throw-at=2`, `sticky-at=2` (every later
 * step fails, too), `eat-at=2` (takes memory until the kernel ends it), `lives-on=1` (the fault is passed off as the order's own), `once=/path` (only while that file is not there). The engine folder
 * `broken` cannot be loaded; one that holds a file `wait` is loaded when that has gone.
 */
await runChild(async (): Promise<Drawer> => {
  const { engineDir } = parseChildSettings(process.argv.slice(2));
  if (engineDir.endsWith('broken'))
    throw new MotifError('not-provisioned', 'Expected an engine but found none.');
  while (existsSync(`${engineDir}/wait`)) await pause(20);
  return { canary: { secondsPerStep: 0.005, quietSeconds: 0.01 }, draw };
});

const FAULT = 'CUDA error: an illegal memory access was encountered';
/** Of this process: what only its end cures. */
let isSticky = false;
let livesOn = false;

async function draw(request: DrawRequest, { signal, onProgress }: DrawHooks) {
  const words = wordsOf(request.prompt);
  const armed = words.once === undefined || !existsSync(words.once);
  const total = request.init ? Math.max(1, Math.floor(request.steps * request.init.strength)) : request.steps;
  for (let step = 1; step <= total; step++) {
    await pause(Number(words.step ?? 1));
    throwIfAborted(signal, 'Drawing');
    if (armed) misbehave(words, step);
    const previews = request.seeds.map((seed) =>
      fakePicture(request.width / 8, request.height / 8, seed + step),
    );
    onProgress({ step, total, previews });
  }
  const images = request.seeds.map((seed) => fakePicture(request.width, request.height, seed));
  return { images, timings: { encodeMs: 1, denoiseMs: total, decodeMs: 1 } };
}

function misbehave(words: Words, step: number): void {
  const at = String(step);
  const faults = [words['die-at'], words['hang-at'], words['throw-at'], words['eat-at']];
  if (faults.includes(at) && words.once) {
    writeFileSync(words.once, '');
  }
  if (words['eat-at'] === at) eatMemory();
  if (words['die-at'] === at) process.kill(process.pid, 'SIGKILL');
  if (words['hang-at'] === at) process.kill(process.pid, 'SIGSTOP');
  if (words['sticky-at'] === at) [isSticky, livesOn] = [true, words['lives-on'] !== undefined];
  if (isSticky && livesOn) throw new MotifError('bad-input', FAULT);
  if (isSticky || words['throw-at'] === at) throw new Error(FAULT);
}

/** Pages count only once they are written to. */
function eatMemory(): never {
  for (const eaten: Buffer[] = []; ; ) eaten.push(Buffer.alloc(2 ** 24, 1));
}

type Words = Readonly<Record<string, string | undefined>>;

function wordsOf(prompt: string): Words {
  return Object.fromEntries([...prompt.matchAll(/([a-z-]+)=(\S+)/g)].map(([, key, value]) => [key, value]));
}
