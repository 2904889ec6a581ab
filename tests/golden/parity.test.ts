import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportModel } from '../../engine-build/build/build-engine.ts';
import { openCheckpoint } from '../../engine-build/checkpoint/checkpoint.ts';
import { type LoadedModel, loadModel } from '../../runtime/engines/load-engines.ts';
import { generate } from '../../runtime/pipeline/generate.ts';
import {
  type GoldenCase,
  linkWithoutT5,
  meanDifference,
  modelDir,
  readCases,
  readExpected,
  readPicture,
  relativeL2,
} from './parity-cases.ts';

/**
 * Against diffusers and PyTorch in FP32. Both sides round differently in every product and sum; over a
 * whole drawing that gives about 1e-6. A swapped chunk or a missing norm gives more than 1e-1.
 */
const tolerance = { latentsRelativeL2: 1e-3, pictureMean: 1 };

const cases = await readCases();
const engines = new Map<string, GoldenCase[]>();
for (const golden of cases) {
  const { model, t5, maxSequenceLength } = golden;
  const name = [model, t5 ? 'with T5' : 'without T5', `slot ${maxSequenceLength}`].join(', ');
  engines.set(name, [...(engines.get(name) ?? []), golden]);
}

let work: string;
beforeAll(async () => {
  work = await mkdtemp(path.join(tmpdir(), 'motif-parity-'));
});
afterAll(() => rm(work, { recursive: true, force: true }));

async function buildEngine(name: string, group: readonly GoldenCase[]): Promise<LoadedModel> {
  const [first] = group;
  if (!first) throw new Error('An engine needs a case.');
  const dir = first.t5
    ? modelDir(first.model)
    : await linkWithoutT5(first.model, path.join(work, `${name}-links`));
  const shapes = new Map(group.map(({ width, height }) => [`${width}x${height}`, { width, height }]));
  await using checkpoint = await openCheckpoint(dir);
  const outDir = path.join(work, name);
  const { maxSequenceLength } = first;
  await exportModel(checkpoint, {
    outDir,
    shapes: [...shapes.values()],
    precision: 'fp32',
    maxSequenceLength,
  });
  return loadModel(outDir, { threads: 1 });
}

async function requestOf(golden: GoldenCase) {
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

describe.each([...engines])('%s', (name, group) => {
  let model: LoadedModel;
  beforeAll(async () => {
    model = await buildEngine(name, group);
  });
  afterAll(() => model?.dispose());

  it.each(group.map((golden) => [golden.name, golden] as const))(
    'draws %s like the reference',
    async (_, golden) => {
      const { images, latents } = await generate(model, await requestOf(golden));
      const expected = await readExpected(golden);
      const error = relativeL2(latents.data, expected.latents);
      if (process.env.SHOW) console.log(golden.name, error);
      expect(error).toBeLessThan(tolerance.latentsRelativeL2);
      for (const [k, image] of images.entries()) {
        const picture = await readPicture(`${golden.name}-${k}`);
        expect(meanDifference(image, picture)).toBeLessThan(tolerance.pictureMean);
      }
    },
  );
});
