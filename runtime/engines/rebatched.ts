import { checkFeeds } from './check-feeds.ts';
import type { Engine, Feeds, Tensor, TensorSpec } from './engine.ts';

/**
 * An engine that looks like another one with more or fewer pictures in its batch.
 *
 * @param factor of the first axis of outputs and of the inputs that belong to the pictures
 * @param batched names of those inputs; the others stay as they are
 * @param run with feeds that were checked
 */
export function rebatched(
  engine: Engine,
  factor: 2 | 0.5,
  batched: readonly string[],
  run: Engine['run'],
): Engine {
  const scaled = (spec: TensorSpec): TensorSpec => {
    const [first = 1, ...rest] = spec.shape;
    return { ...spec, shape: [factor * first, ...rest] };
  };
  const inputs = engine.inputs.map((spec) => (batched.includes(spec.name) ? scaled(spec) : spec));
  const dispose = () => engine.dispose();
  return {
    inputs,
    outputs: engine.outputs.map(scaled),
    run: async (feeds, signal) => {
      checkFeeds(inputs, feeds);
      return run(feeds, signal);
    },
    dispose,
    [Symbol.asyncDispose]: dispose,
  };
}

/** Feeds of which those that belong to the pictures are changed. */
export function changeBatched(
  feeds: Feeds,
  batched: readonly string[],
  change: (tensor: Tensor) => Tensor,
): Feeds {
  return Object.fromEntries(
    Object.entries(feeds).map(([name, tensor]) => [name, batched.includes(name) ? change(tensor) : tensor]),
  );
}
