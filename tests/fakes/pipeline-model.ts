import type { Engine, Feeds, Results, TensorSpec } from '../../runtime/engines/engine.ts';
import type { PipelineModel } from '../../runtime/pipeline/model.ts';

/** An engine around a function, for tests of what lies above engines. */
export function functionEngine(compute: (feeds: Feeds) => Results): Engine {
  const specs: readonly TensorSpec[] = [];
  return {
    inputs: specs,
    outputs: specs,
    run: (feeds) => Promise.resolve(compute(feeds)),
    dispose: () => Promise.resolve(),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

export const tinySettings: PipelineModel['settings'] = {
  latentChannels: 2,
  vaeScaleFactor: 8,
  patchSize: 2,
  scalingFactor: 2,
  shiftFactor: 0.5,
  jointAttentionDim: 4,
  pooledProjectionDim: 2,
  layers: 3,
  maxSequenceLength: 2,
  scheduler: {
    numTrainTimesteps: 1000,
    shift: 1,
    useDynamicShifting: false,
    baseShift: 0.5,
    maxShift: 1.15,
    baseImageSeqLen: 256,
    maxImageSeqLen: 4096,
    shiftTerminal: null,
  },
};

/** The exact velocity towards an all-`target` picture: with it, Euler steps must end on the target. */
export function exactVelocity(feeds: Feeds, target: number): Results {
  const latents = feeds.latents;
  const sigma = Number(feeds.timestep?.data[0] ?? 0) / 1000;
  if (!(latents?.data instanceof Float32Array)) throw new Error('latents expected');
  const data = latents.data.map((value) => (value - target) / sigma);
  return { velocity: { shape: latents.shape, data } };
}

const clip = {
  tokenize: () => ({ ids: BigInt64Array.of(1n, 2n), eosPosition: 1 }),
  hiddenSize: 1,
  engine: functionEngine(() => ({
    hidden_states: { shape: [1, 2, 1], data: Float32Array.of(5, 6) },
    text_embeds: { shape: [1, 1], data: Float32Array.of(7) },
  })),
};

/** A model of three-line engines whose results are known exactly. */
export function fakeModel(overrides: Partial<PipelineModel> = {}): PipelineModel {
  return {
    settings: tinySettings,
    preview: {
      matrix: [
        [1, 0, 0],
        [0, 1, 0],
      ],
      bias: [0, 0, 0],
    },
    clipL: clip,
    clipG: clip,
    t5: null,
    words: null,
    prompts: null,
    transformer: () => Promise.resolve(functionEngine((feeds) => exactVelocity(feeds, 0.25))),
    vaeDecoder: (size) =>
      Promise.resolve(
        functionEngine((feeds) => {
          const value = Number(feeds.latents?.data[0] ?? 0);
          const data = new Float32Array(3 * size.width * size.height).fill(value);
          return { image: { shape: [1, 3, size.height, size.width], data } };
        }),
      ),
    vaeEncoder: (size) =>
      Promise.resolve(
        functionEngine(() => ({
          moments: { shape: [1, 4, size.height / 8, size.width / 8], data: new Float32Array(16).fill(1) },
        })),
      ),
    ...overrides,
  };
}
