import './no-telemetry.ts';

import { InferenceSession, Tensor as OrtTensor } from 'onnxruntime-node';
import { MotifError, throwIfAborted } from '../errors.ts';
import { checkFeeds } from './check-feeds.ts';
import type { Engine, Feeds, FloatTensor, Results, Tensor, TensorSpec } from './engine.ts';

export interface OnnxEngineOptions {
  /** Threads for one graph; 0 lets ONNX Runtime take every physical core. */
  readonly threads: number;
  readonly provider: 'cpu' | 'cuda' | 'webgpu';
  /**
   * Whether idle threads wait busily for the next operator: a tenth faster on a machine that does nothing
   * else, far slower on one that also serves a page and its browser.
   */
  readonly spinning: boolean;
  /**
   * Computes from the weight file as it lies on the disk, mapped into memory, without the copy that ONNX Runtime
   * makes in the order its products like best: slower, and models larger than the memory run. Off by default.
   */
  readonly mapped?: boolean;
}

/**
 * Opens an ONNX file; external weights lie beside it. Blocks its thread while loading and while running
 * (onnxruntime-node's calls are synchronous), so only the inference child may use it.
 *
 * @throws MotifError('engine-failed') when the file is missing, damaged or not supported
 */
export async function openOnnxEngine(path: string, options: OnnxEngineOptions): Promise<Engine> {
  try {
    const session = await InferenceSession.create(path, sessionOptions(options));
    return new OnnxEngine(path, session);
  } catch (cause) {
    throw cannotOpen(path, options.provider, cause);
  }
}

function cannotOpen(path: string, provider: OnnxEngineOptions['provider'], cause: unknown): MotifError {
  const message = cause instanceof Error ? cause.message : String(cause);
  // The library's messages run over several lines.
  const reason = message.replace(/\s+/g, ' ').trim().replace(/\.$/, '');
  const remedy =
    provider === 'cpu'
      ? 'Provision the model again'
      : `Put the libraries of the ${provider} provider beside ONNX Runtime, or use the cpu backend`;
  return new MotifError(
    'engine-failed',
    `Expected a graph that ONNX Runtime (${provider}) can load at ${path} but received: ${reason}. ${remedy}.`,
    { cause },
  );
}

function sessionOptions(options: OnnxEngineOptions): InferenceSession.SessionOptions {
  return {
    executionProviders: [options.provider],
    graphOptimizationLevel: 'all',
    executionMode: 'sequential',
    // A planned block comes on top of the arena that the first run, not planned yet, has filled: for the starter
    // model 110 MB a size, and no run is faster for it.
    enableMemPattern: options.provider !== 'cpu',
    intraOpNumThreads: options.threads,
    interOpNumThreads: 1,
    extra: {
      session: {
        intra_op: { allow_spinning: options.spinning ? '1' : '0' },
        // Quantised graphs are computed as they are written. ONNX Runtime would put its own integer product in the
        // place of Q/DQ: that one saturates on some CPUs, and for FP8 the graph no longer loads.
        disable_quant_qdq: '1',
        disable_prepacking: options.mapped ? '1' : '0',
      },
    },
  };
}

class OnnxEngine implements Engine {
  readonly inputs: readonly TensorSpec[];
  readonly outputs: readonly TensorSpec[];
  readonly #path: string;
  #session: InferenceSession | null;

  constructor(path: string, session: InferenceSession) {
    this.#path = path;
    this.#session = session;
    this.inputs = session.inputMetadata.map((metadata) => specOf(path, metadata));
    this.outputs = session.outputMetadata.map((metadata) => specOf(path, metadata));
  }

  async run(feeds: Feeds, signal?: AbortSignal): Promise<Results> {
    throwIfAborted(signal, 'Inference');
    if (this.#session === null) {
      throw new MotifError(
        'engine-failed',
        `Expected an open engine but ${this.#path} was disposed. Load it again.`,
      );
    }
    checkFeeds(this.inputs, feeds);
    const ortFeeds = Object.fromEntries(Object.entries(feeds).map(([name, tensor]) => [name, toOrt(tensor)]));
    const results = await this.#session.run(ortFeeds);
    return Object.fromEntries(Object.entries(results).map(([name, value]) => [name, fromOrt(name, value)]));
  }

  async dispose(): Promise<void> {
    const session = this.#session;
    this.#session = null;
    await session?.release();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.dispose();
  }
}

function toOrt(tensor: Tensor): OrtTensor {
  return tensor.data instanceof Float32Array
    ? new OrtTensor('float32', tensor.data, tensor.shape)
    : new OrtTensor('int64', tensor.data, tensor.shape);
}

function fromOrt(name: string, value: OrtTensor): FloatTensor {
  if (value.data instanceof Float32Array) return { shape: value.dims, data: value.data };
  throw new MotifError(
    'engine-failed',
    `Expected output "${name}" as float32 but received ${value.type}. Provision the model again.`,
  );
}

function specOf(path: string, metadata: InferenceSession.ValueMetadata): TensorSpec {
  if (!metadata.isTensor || (metadata.type !== 'float32' && metadata.type !== 'int64')) {
    throw new MotifError(
      'engine-failed',
      `Expected float32 or int64 tensors in ${path} but found "${metadata.name}".`,
    );
  }
  const shape = metadata.shape.map((side) => {
    if (typeof side === 'number') return side;
    throw new MotifError(
      'engine-failed',
      `Expected static shapes in ${path} but "${metadata.name}" has "${side}".`,
    );
  });
  return { name: metadata.name, type: metadata.type, shape };
}
