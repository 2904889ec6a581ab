import path from 'node:path';
import { type ExportOptions, exportModel } from '../../engine-build/build/build-engine.ts';
import { openCheckpoint } from '../../engine-build/checkpoint/checkpoint.ts';
import { type LoadedModel, loadModel } from '../../runtime/engines/load-engines.ts';
import type { GenerateRequest } from '../../runtime/pipeline/request.ts';
import { wholePlan } from '../engine-build/build/whole-plan.ts';
import { type GoldenCase, linkWithoutT5, modelDir, readExpected, readPicture } from './parity-cases.ts';

/** What a test may choose of the engine. */
export type EngineWish = Pick<ExportOptions, 'precision' | 'weightBits' | 'operators'> & {
  /** Quantise explicitly all that may be, as if it had been measured. */
  readonly whole?: 'fp8';
};

/**
 * Builds and loads one engine for cases that share model, T5 and slot.
 *
 * @param work folder for it; the caller removes it
 */
export async function goldenEngine(
  work: string,
  name: string,
  group: readonly GoldenCase[],
  { whole, ...wish }: EngineWish,
): Promise<LoadedModel> {
  const [first] = group;
  if (!first) throw new Error('An engine needs a case.');
  const links = path.join(work, `${name}-links`);
  const dir = first.t5 ? modelDir(first.model) : await linkWithoutT5(first.model, links);
  const shapes = new Map(group.map(({ width, height }) => [`${width}x${height}`, { width, height }]));
  await using checkpoint = await openCheckpoint(dir);
  const outDir = path.join(work, name);
  const { maxSequenceLength } = first;
  const proof = whole ? { proof: wholePlan(checkpoint, whole) } : {};
  const sizes = [...shapes.values()];
  await exportModel(checkpoint, { outDir, shapes: sizes, maxSequenceLength, ...wish, ...proof });
  return loadModel(outDir, { threads: 1 });
}

/** The request that the reference was given, with its noise. */
export async function requestOf(golden: GoldenCase): Promise<GenerateRequest> {
  const { prompt, negative, width, height, steps, guidance, count, strength, skipLayer } = golden;
  const { noise } = await readExpected(golden);
  const seeds = Array.from({ length: count }, (_, k) => k);
  const request = {
    prompt,
    negativePrompt: negative,
    width,
    height,
    steps,
    guidance,
    seeds,
    noise,
    skipLayer,
  };
  if (strength === null) return request;
  return { ...request, init: { image: await readPicture(`start-${width}x${height}`), strength } };
}
