import { open } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { exportModel } from '../../../engine-build/build/build-engine.ts';
import { openCheckpoint } from '../../../engine-build/checkpoint/checkpoint.ts';
import { narrow } from '../../../engine-build/checkpoint/narrow.ts';
import { loadModel } from '../../../runtime/engines/load-engines.ts';
import { generate } from '../../../runtime/pipeline/generate.ts';
import { requestOf } from '../../golden/golden-engine.ts';
import { readCases, relativeL2 } from '../../golden/parity-cases.ts';
import { ChangedCheckpoint } from '../checkpoint/changed-checkpoint.ts';
import { temporaryFolder } from '../safetensors-file.ts';

const loud = 'transformer_blocks.0.attn.to_out.0';
const cases = await readCases();

/** The starter's golden model with a weight beyond ±65504. */
async function loudModel(): Promise<string> {
  const { dir } = await ChangedCheckpoint.of('starter');
  await using checkpoint = await openCheckpoint(dir);
  const tensor = checkpoint.transformer.weights.get(`${loud}.weight`);
  expect(tensor.type).toBe('F32');
  await using file = await open(tensor.file, 'r+');
  await file.write(narrow(Float32Array.of(1e5), 'F32'), 0, 4, tensor.offset);
  return dir;
}

async function draw(dir: string, precision: 'fp32' | 'fp16') {
  const golden = cases.find(({ name }) => name === 'starter-square');
  if (!golden) throw new Error('The golden case of the starter has gone.');
  await using checkpoint = await openCheckpoint(dir);
  const outDir = path.join(await temporaryFolder(), precision);
  const keptHigh: string[] = [];
  const shapes = [{ width: golden.width, height: golden.height }];
  const wish = { outDir, precision, shapes, maxSequenceLength: golden.maxSequenceLength };
  await exportModel(checkpoint, { ...wish, onKeptHigh: (layers) => keptHigh.push(...layers) });
  await using model = await loadModel(outDir, { threads: 1 });
  const { latents } = await generate(model, await requestOf(golden));
  return { keptHigh, latents: latents.data };
}

it('names a layer whose weights F16 cannot hold, and keeps it in FP32', async () => {
  const dir = await loudModel();
  const [reference, half] = [await draw(dir, 'fp32'), await draw(dir, 'fp16')];
  expect(reference.keptHigh).toEqual([]);
  expect(half.keptHigh).toEqual([loud]);
  // The weight multiplies what is rounded to F16 before it by 100,000; infinities would make this NaN.
  expect(relativeL2(half.latents, reference.latents)).toBeLessThan(0.1);
});
