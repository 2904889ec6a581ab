import { setTimeout as pause } from 'node:timers/promises';
import { AbortedError, MotifError } from '../../runtime/errors.ts';
import type { DrawOptions } from '../../runtime/inference/client.ts';
import type { DrawRequest } from '../../runtime/inference/protocol.ts';
import type { Painter } from '../../runtime/jobs/draw-job.ts';
import { fakePicture } from './fake-picture.ts';

/** Draws in this process; holds every drawing until it is released, when asked to. */
export class FakePainter implements Painter {
  state: Painter['state'] = 'ready';
  failure: MotifError | null = null;
  readonly pace = { estimate: (pictures: number, steps: number) => pictures * steps };
  readonly orders: DrawRequest[] = [];
  /** Drawings that will be lost with their process. */
  losses = 0;
  #release: () => void = () => undefined;
  #held: Promise<void> = Promise.resolve();

  hold(): void {
    this.#held = new Promise((resolve) => {
      this.#release = resolve;
    });
  }

  release(): void {
    this.#release();
  }

  async draw(request: DrawRequest, { signal, onProgress }: DrawOptions = {}) {
    this.orders.push(request);
    for (let step = 1; step <= request.steps; step++) {
      onProgress?.({
        step,
        total: request.steps,
        previews: request.seeds.map((seed) => fakePicture(8, 8, seed)),
      });
      await pause(1);
      if (step === 2) await Promise.race([this.#held, aborted(signal)]);
      if (signal?.aborted) throw new AbortedError('Drawing');
      if (step === 2 && this.losses > 0) {
        this.losses -= 1;
        throw new MotifError('engine-failed', 'Expected the drawing process to stay alive but it ended.');
      }
    }
    const images = request.seeds.map((seed) => fakePicture(request.width, request.height, seed));
    return { images, timings: { encodeMs: 1, denoiseMs: 1, decodeMs: 1 } };
  }
}

function aborted(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => signal?.addEventListener('abort', () => resolve()));
}
