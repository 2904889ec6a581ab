import { checkFeeds } from '../../runtime/engines/check-feeds.ts';
import type { Engine, Feeds, Results, TensorSpec } from '../../runtime/engines/engine.ts';
import { MotifError, throwIfAborted } from '../../runtime/errors.ts';

/** `y = 2·x + offset`: an engine without a graph. */
export class FakeEngine implements Engine {
  readonly inputs: readonly TensorSpec[] = [
    { name: 'x', type: 'float32', shape: [1, 3] },
    { name: 'offset', type: 'int64', shape: [1] },
  ];
  readonly outputs: readonly TensorSpec[] = [{ name: 'y', type: 'float32', shape: [1, 3] }];
  #open = true;

  async run(feeds: Feeds, signal?: AbortSignal): Promise<Results> {
    throwIfAborted(signal, 'Inference');
    if (!this.#open) {
      throw new MotifError('engine-failed', 'Expected an open engine but it was disposed. Load it again.');
    }
    checkFeeds(this.inputs, feeds);
    const offset = Number(feeds.offset?.data[0] ?? 0);
    const x = Array.from(feeds.x?.data ?? [], Number);
    return { y: { shape: [1, 3], data: Float32Array.from(x, (value) => 2 * value + offset) } };
  }

  async dispose(): Promise<void> {
    this.#open = false;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.dispose();
  }
}
