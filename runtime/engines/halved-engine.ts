import { concat } from '../pipeline/concat.ts';
import type { Engine, Results, Tensor } from './engine.ts';
import { changeBatched, rebatched } from './rebatched.ts';

/**
 * One picture through a graph of a batch of two, in both places of the batch: the counterpart of `pairedEngine`.
 * Plans of guided models exist for two only, since each holds all weights; the few predictions that need one picture
 * cost two.
 *
 * @param pair its inputs that belong to the pictures of the batch have an even first axis
 * @param batched names of those inputs; the others go through as they are
 */
export function halvedEngine(pair: Engine, batched: readonly string[]): Engine {
  return rebatched(pair, 0.5, batched, async (feeds, signal) =>
    firstHalf(await pair.run(changeBatched(feeds, batched, twice), signal)),
  );
}

function twice(tensor: Tensor): Tensor {
  const { shape, data } = tensor;
  if (!(data instanceof Float32Array)) return tensor;
  const [first = 1, ...rest] = shape;
  return { shape: [2 * first, ...rest], data: concat([data, data]) };
}

function firstHalf(results: Results): Results {
  return Object.fromEntries(
    Object.entries(results).map(([name, { shape, data }]) => {
      const [first = 2, ...rest] = shape;
      return [name, { shape: [first / 2, ...rest], data: data.slice(0, data.length / 2) }];
    }),
  );
}
