import { setPriority } from 'node:os';
import { MotifError } from '../errors.ts';
import type { RgbImage } from '../pipeline/model.ts';
import {
  type Canary,
  type DrawRequest,
  type DrawTimings,
  type FromChild,
  parseToChild,
  type ToChild,
} from './protocol.ts';

export interface DrawHooks {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: {
    readonly step: number;
    readonly total: number;
    readonly previews: readonly RgbImage[] | null;
  }) => void;
}

/** Whatever turns an order into pictures in this process. */
export interface Drawer {
  readonly canary: Canary;
  draw(
    request: DrawRequest,
    hooks: DrawHooks,
  ): Promise<{ readonly images: readonly RgbImage[]; readonly timings: DrawTimings }>;
}

/** Faults of the order, not of this process. Everything else may be sticky, and only a new process cures that. */
const HARMLESS = new Set(['bad-input', 'no-engine-for-size', 'aborted'] as const);

/**
 * The life of a drawing process: load, say that it is ready, draw one order at a time, and end when the
 * parent goes or anything unexpected happens.
 */
export async function runChild(load: () => Promise<Drawer>): Promise<void> {
  process.once('disconnect', () => process.exit(0));
  if (!process.connected) process.exit(0); // the parent went while this module was being loaded
  // A terminal and systemd signal every process of the group; the parent ends this one when it is time.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => undefined);
  yieldToServer();
  try {
    const drawer = await load();
    let current: { readonly id: number; readonly abort: AbortController } | null = null;
    const take = (message: ToChild): void => {
      if (message.type === 'ping') post({ type: 'pong' });
      if (message.type === 'cancel' && current?.id === message.id) current.abort.abort();
      if (message.type !== 'draw') return;
      const abort = new AbortController();
      current = { id: message.id, abort };
      const { id, request, requestId } = message;
      void draw(drawer, id, request, abort.signal).catch((fault: unknown) => end(fault, requestId));
    };
    process.on('message', (message: unknown) => take(parseToChild(message)));
    post({ type: 'ready', canary: drawer.canary });
  } catch (fault) {
    end(fault, null);
  }
}

async function draw(drawer: Drawer, id: number, request: DrawRequest, signal: AbortSignal): Promise<void> {
  const onProgress: DrawHooks['onProgress'] = ({ step, total, previews }) =>
    post({ type: 'progress', id, step, total, previews: previews === null ? null : [...previews] });
  try {
    const { images, timings } = await drawer.draw(request, { signal, onProgress });
    images.forEach((image, index) => {
      post({ type: 'picture', id, index, image });
    });
    const { encodeMs, denoiseMs, decodeMs } = timings;
    post({ type: 'done', id, timings: { encodeMs, denoiseMs, decodeMs } });
  } catch (failure) {
    const code = harmlessCode(failure);
    if (code === null) throw failure;
    post({ type: 'refused', id, code, message: String((failure as Error).message) });
  }
}

function harmlessCode(failure: unknown): 'bad-input' | 'no-engine-for-size' | 'aborted' | null {
  if (!(failure instanceof MotifError)) return null;
  for (const code of HARMLESS) if (failure.code === code) return code;
  return null;
}

/** Says why, then ends; the exit waits until the words are out. */
function end(fault: unknown, requestId: string | null): void {
  const code = fault instanceof MotifError && fault.code === 'not-provisioned' ? fault.code : 'engine-failed';
  const { message, stack } = fault instanceof Error ? fault : new Error(String(fault));
  post({ type: 'fault', code, message, stack: stack ?? message, requestId }, () => process.exit(1));
}

function post(message: FromChild, sent: () => void = () => undefined): void {
  if (process.send && process.connected) process.send(message, undefined, undefined, sent);
  else sent();
}

/** As nice(2): enough for the server to go first, too little for a busy browser to stop the drawing. */
const SLIGHTLY_LESS = 2;

/** Touches must be answered while every core draws. */
function yieldToServer(): void {
  try {
    setPriority(SLIGHTLY_LESS);
  } catch {
    // Not allowed everywhere; drawing then merely competes as an equal.
  }
}
