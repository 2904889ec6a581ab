import { concat } from '../pipeline/concat.ts';
import { checkFeeds } from './check-feeds.ts';
import type { Engine, Feeds, Results, TensorSpec } from './engine.ts';

/**
 * One picture through a graph of a batch of two, in both places of the batch: the counterpart of `pairedEngine`.
 * Plans of guided models exist for two only, since each holds all weights; the few predictions that need one picture
 * cost two.
 *
 * @param pair its inputs that belong to the pictures of the batch have an even first axis
 * @param batched names of those inputs; the others go through as they are
 */
export function halvedEngine(pair: Engine, batched: readonly string[]): Engine {
  const inputs = pair.inputs.map((spec) => (batched.includes(spec.name) ? halved(spec) : spec));
  const dispose = () => pair.dispose();
  return {
    inputs,
    outputs: pair.outputs.map(halved),
    run: async (feeds, signal) => {
      checkFeeds(inputs, feeds);
      return firstHalf(await pair.run(twice(feeds, batched), signal));
    },
    dispose,
    [Symbol.asyncDispose]: dispose,
  };
}

function halved(spec: TensorSpec): TensorSpec {
  const [first = 2, ...rest] = spec.shape;
  return { ...spec, shape: [first / 2, ...rest] };
}

function twice(feeds: Feeds, batched: readonly string[]): Feeds {
  return Object.fromEntries(
    Object.entries(feeds).map(([name, tensor]) => {
      const { shape, data } = tensor;
      if (!batched.includes(name) || !(data instanceof Float32Array)) return [name, tensor];
      const [first = 1, ...rest] = shape;
      return [name, { shape: [2 * first, ...rest], data: concat([data, data]) }];
    }),
  );
}

function firstHalf(results: Results): Results {
  return Object.fromEntries(
    Object.entries(results).map(([name, { shape, data }]) => {
      const [first = 2, ...rest] = shape;
      return [name, { shape: [first / 2, ...rest], data: data.slice(0, data.length / 2) }];
    }),
  );
}
