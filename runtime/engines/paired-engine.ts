import { concat } from '../pipeline/concat.ts';
import type { Engine, FloatTensor, Results, Tensor } from './engine.ts';
import { changeBatched, rebatched } from './rebatched.ts';

/**
 * A batch of two through a graph of batch one, one after the other. Distilled models are built without a
 * graph for guidance; whoever asks for guidance all the same gets it at the price of two runs.
 *
 * @param single its inputs that belong to one picture of the batch have the first axis 1
 * @param batched names of those inputs; the others go to both runs as they are
 */
export function pairedEngine(single: Engine, batched: readonly string[]): Engine {
  return rebatched(single, 2, batched, async (feeds, signal) => {
    const half = (index: 0 | 1) => changeBatched(feeds, batched, (tensor) => halfOf(tensor, index));
    const first = await single.run(half(0), signal);
    return join(first, await single.run(half(1), signal));
  });
}

function halfOf({ shape, data }: Tensor, index: 0 | 1): Tensor {
  const [first = 2, ...rest] = shape;
  const length = data.length / 2;
  return { shape: [first / 2, ...rest], data: data.slice(index * length, (index + 1) * length) };
}

function join(first: Results, second: Results): Results {
  return Object.fromEntries(
    Object.entries(first).map(([name, tensor]) => [name, joined(tensor, second[name] ?? tensor)]),
  );
}

function joined(a: FloatTensor, b: FloatTensor): FloatTensor {
  const [first = 1, ...rest] = a.shape;
  return { shape: [2 * first, ...rest], data: concat([a.data, b.data]) };
}
