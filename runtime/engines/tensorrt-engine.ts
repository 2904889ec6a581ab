import { TensorRtError } from '../../device/tensorrt/errors.ts';
import type { PlanEngine, PlanTensor } from '../../device/tensorrt/open-plan.ts';
import type { TensorRt } from '../../device/tensorrt/tensorrt.ts';
import { MotifError, throwIfAborted } from '../errors.ts';
import { checkFeeds } from './check-feeds.ts';
import type { Engine, Feeds, FloatTensor, Results, TensorSpec } from './engine.ts';

/**
 * Loads a TensorRT plan onto the GPU. Unlike ONNX Runtime's, its runs leave this thread free.
 *
 * @throws MotifError('engine-failed') when the plan is for another GPU, driver or version, or does not fit
 */
export async function openTensorRtEngine(path: string, tensorRt: Pick<TensorRt, 'open'>): Promise<Engine> {
  const plan = await asEngineFailure(() => tensorRt.open(path));
  const strange = plan.outputs.find(({ type }) => type !== 'float32');
  if (!strange) return new TensorRtEngine(path, plan);
  await plan.close();
  throw new MotifError(
    'engine-failed',
    `Expected float32 outputs in ${path} but "${strange.name}" is ${strange.type}. Provision the model again.`,
  );
}

class TensorRtEngine implements Engine {
  readonly inputs: readonly TensorSpec[];
  readonly outputs: readonly TensorSpec[];
  readonly #path: string;
  #plan: PlanEngine | null;

  constructor(path: string, plan: PlanEngine) {
    this.#path = path;
    this.#plan = plan;
    this.inputs = plan.inputs;
    this.outputs = plan.outputs;
  }

  async run(feeds: Feeds, signal?: AbortSignal): Promise<Results> {
    throwIfAborted(signal, 'Inference');
    const plan = this.#plan;
    if (plan === null) {
      throw new MotifError(
        'engine-failed',
        `Expected an open engine but ${this.#path} was disposed. Load it again.`,
      );
    }
    checkFeeds(this.inputs, feeds);
    const { outputs } = await asEngineFailure(() => plan.run(bytesOf(feeds)));
    return Object.fromEntries(this.outputs.map((spec) => [spec.name, tensorOf(spec, outputs)]));
  }

  async dispose(): Promise<void> {
    const plan = this.#plan;
    this.#plan = null;
    await plan?.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.dispose();
  }
}

function bytesOf(feeds: Feeds): Map<string, Uint8Array> {
  return new Map(
    Object.entries(feeds).map(([name, { data }]) => [
      name,
      new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
    ]),
  );
}

function tensorOf({ name, shape }: PlanTensor, outputs: ReadonlyMap<string, ArrayBuffer>): FloatTensor {
  return { shape, data: new Float32Array(outputs.get(name) ?? new ArrayBuffer()) };
}

async function asEngineFailure<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof TensorRtError) throw new MotifError('engine-failed', cause.message, { cause });
    throw cause;
  }
}
