import type { Manifest } from '../../engine-build/build/manifest.ts';
import type { Engine, Feeds, Results } from '../../runtime/engines/engine.ts';
import { BATCHED_INPUTS, type LoadedModel } from '../../runtime/engines/load-engines.ts';
import { pairedEngine } from '../../runtime/engines/paired-engine.ts';
import { type GenerateResult, generate } from '../../runtime/pipeline/generate.ts';
import type { Wish } from './prompts.ts';

/** Told of every prediction of one picture: what went in and what came out. */
export type OnPrediction = (feeds: Feeds, results: Results) => void;

/**
 * Draws one picture at the engine's first size, with balanced guidance and, unless the wish says otherwise, the
 * model's quick steps, by a transformer graph for one picture. Guidance, where the model needs it, takes two runs
 * of that graph.
 */
export async function drawWith(
  model: LoadedModel,
  transformer: Engine,
  { prompt, seed, steps }: Wish,
  hooks: { readonly onPrediction?: OnPrediction; readonly signal?: AbortSignal } = {},
): Promise<GenerateResult> {
  const watched = hooks.onPrediction ? watch(transformer, hooks.onPrediction) : transformer;
  const single = { ...model, transformer: async (_: unknown, batch: 1 | 2) => oneOrTwo(watched, batch) };
  const { defaults } = model.manifest;
  const request = {
    ...sizeOf(model.manifest),
    prompt,
    negativePrompt: defaults.negativePrompt,
    steps: steps ?? defaults.steps.quick,
    guidance: defaults.guidance.balanced,
    seeds: [seed],
  };
  return generate(single, request, hooks.signal ? { signal: hooks.signal } : {});
}

/** The model's favourite size. */
export function sizeOf({ shapes }: Pick<Manifest, 'shapes'>): {
  readonly width: number;
  readonly height: number;
} {
  const [shape] = shapes;
  return { width: shape?.width ?? 0, height: shape?.height ?? 0 };
}

function oneOrTwo(single: Engine, batch: 1 | 2): Engine {
  return batch === 1 ? single : pairedEngine(single, BATCHED_INPUTS);
}

/** The same engine as a plain object that tells what every run was given and gave. */
export function watch(engine: Engine, onPrediction: OnPrediction): Engine {
  return {
    ...bound(engine),
    run: async (feeds, signal) => {
      const results = await engine.run(feeds, signal);
      onPrediction(feeds, results);
      return results;
    },
  };
}

/** The same engine as a plain object, with further inputs fed as given. */
export function withFeeds(engine: Engine, more: () => Feeds): Engine {
  const inputs = engine.inputs.filter(({ name }) => !(name in more()));
  return { ...bound(engine), inputs, run: (feeds, signal) => engine.run({ ...feeds, ...more() }, signal) };
}

function bound(engine: Engine): Engine {
  return {
    inputs: engine.inputs,
    outputs: engine.outputs,
    run: (feeds, signal) => engine.run(feeds, signal),
    dispose: () => engine.dispose(),
    [Symbol.asyncDispose]: () => engine.dispose(),
  };
}
