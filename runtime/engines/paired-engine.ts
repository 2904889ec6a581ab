import { concat } from '../pipeline/concat.ts';
import { checkFeeds } from './check-feeds.ts';
import type { Engine, Feeds, FloatTensor, Results, Tensor, TensorSpec } from './engine.ts';

/**
 * A batch of two through a graph of batch one, one after the other. Distilled models are built without a
 * graph for guidance; whoever asks for guidance all the same gets it at the price of two runs.
 *
 * @param single its inputs that belong to one picture of the batch have the first axis 1
 * @param batched names of those inputs; the others go to both runs as they are
 */
export function pairedEngine(single: Engine, batched: readonly string[]): Engine {
  const inputs = single.inputs.map((spec) => (batched.includes(spec.name) ? doubled(spec) : spec));
  const dispose = () => single.dispose();
  return {
    inputs,
    outputs: single.outputs.map(doubled),
    run: async (feeds, signal) => {
      checkFeeds(inputs, feeds);
      const first = await single.run(half(feeds, batched, 0), signal);
      return join(first, await single.run(half(feeds, batched, 1), signal));
    },
    dispose,
    [Symbol.asyncDispose]: dispose,
  };
}

function doubled(spec: TensorSpec): TensorSpec {
  const [first = 1, ...rest] = spec.shape;
  return { ...spec, shape: [2 * first, ...rest] };
}

function half(feeds: Feeds, batched: readonly string[], index: 0 | 1): Feeds {
  return Object.fromEntries(
    Object.entries(feeds).map(([name, tensor]) => [
      name,
      batched.includes(name) ? halfOf(tensor, index) : tensor,
    ]),
  );
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
