import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { type ActivationRanges, mergeRanges } from '../../engine-build/quantize/activation-ranges.ts';
import { rangeOutputs } from '../../engine-build/quantize/recording-linear.ts';
import type { Engine, Results } from '../../runtime/engines/engine.ts';
import type { LoadedModel } from '../../runtime/engines/load-engines.ts';
import { writeWhole } from '../../runtime/store/atomic-write.ts';
import { drawWith } from './draw.ts';
import type { Wish } from './prompts.ts';

const rangeSchema = z.object({ input: z.array(z.number().nonnegative()), output: z.number().nonnegative() });

const stateSchema = z.object({
  format: z.literal(1),
  /** Wishes that are done, the first ones of the list. */
  done: z.number().int().nonnegative(),
  ranges: z.record(z.string(), rangeSchema),
});

export interface CalibrationHooks {
  readonly onProgress: (sentence: string) => void;
  readonly signal?: AbortSignal;
}

/**
 * Draws every wish in FP32 with the recording graph and keeps the largest magnitude of each input channel of
 * each layer. After every picture the state is on the disk, so that an interrupted calibration goes on; largest
 * values do not depend on the order, and noise is the same on every machine, so that the same wishes give the
 * same file.
 *
 * @param layers those the graph records
 * @param file where the state is kept; its name must say everything that decides the ranges
 */
export async function calibrate(
  model: LoadedModel,
  recording: Engine,
  layers: readonly string[],
  wishes: readonly Wish[],
  file: string,
  { onProgress, signal }: CalibrationHooks,
): Promise<ActivationRanges> {
  let { done, ranges } = await readState(file);
  for (const wish of wishes.slice(done)) {
    const onPrediction = (_: unknown, results: Results): void => {
      ranges = mergeRanges(ranges, rangesOf(results, layers));
    };
    await drawWith(model, recording, wish, { onPrediction, ...(signal ? { signal } : {}) });
    done++;
    await writeWhole(file, Buffer.from(`${JSON.stringify({ format: 1, done, ranges })}\n`));
    onProgress(`Calibrated with ${done} of ${wishes.length} prompts`);
  }
  return ranges;
}

/** A file that cannot be understood counts as none: then every wish is drawn again. */
async function readState(file: string): Promise<{ done: number; ranges: ActivationRanges }> {
  const none = { done: 0, ranges: {} };
  try {
    return stateSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return none;
  }
}

function rangesOf(results: Results, layers: readonly string[]): ActivationRanges {
  const values = (name: string) => [...(results[name]?.data ?? [])];
  const ranges = layers.map((layer) => {
    const output = Math.max(...values(rangeOutputs.output(layer)));
    return [layer, { input: values(rangeOutputs.input(layer)), output }] as const;
  });
  return Object.fromEntries(ranges);
}
