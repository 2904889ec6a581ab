import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LoadedModel } from '../../runtime/engines/load-engines.ts';
import { generate } from '../../runtime/pipeline/generate.ts';
import { goldenEngine, requestOf } from './golden-engine.ts';
import {
  type GoldenCase,
  meanDifference,
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

describe.each([...engines])('%s', (name, group) => {
  let model: LoadedModel;
  beforeAll(async () => {
    model = await goldenEngine(work, name, group, { precision: 'fp32' });
  });
  afterAll(() => model?.dispose());

  it.each(group.map((golden) => [golden.name, golden] as const))(
    'draws %s like the reference',
    async (_, golden) => {
      const { images, latents } = await generate(model, await requestOf(golden));
      const expected = await readExpected(golden);
      const error = relativeL2(latents.data, expected.latents);
      expect(error).toBeLessThan(tolerance.latentsRelativeL2);
      for (const [k, image] of images.entries()) {
        const picture = await readPicture(`${golden.name}-${k}`);
        expect(meanDifference(image, picture)).toBeLessThan(tolerance.pictureMean);
      }
    },
  );
});
