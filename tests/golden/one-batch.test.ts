import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { EngineShape, Manifest } from '../../engine-build/build/manifest.ts';
import { graphPaths, withPlans } from '../../engine-build/build/plans/plan-paths.ts';
import { loadModel } from '../../runtime/engines/load-engines.ts';
import { generate } from '../../runtime/pipeline/generate.ts';
import { goldenEngine, requestOf } from './golden-engine.ts';
import { readCases, readExpected, relativeL2 } from './parity-cases.ts';

const CASE = 'medium-3-skip-layer';
const tolerance = 1e-3;

let work: string;
let manifest: Manifest;
beforeAll(async () => {
  work = await mkdtemp(path.join(tmpdir(), 'motif-one-batch-'));
  await using model = await goldenEngine(work, CASE, [await golden()], { precision: 'fp32' });
  ({ manifest } = model);
});
afterAll(() => rm(work, { recursive: true, force: true }));

async function golden() {
  const found = (await readCases()).find(({ name }) => name === CASE);
  if (!found) throw new Error(`Expected the case ${CASE}.`);
  return found;
}

/** The engine with one of its transformer's two graphs forgotten. */
async function withoutBatch(kept: (shape: EngineShape) => EngineShape['transformer']) {
  const shapes = manifest.shapes.map((shape) => ({ ...shape, transformer: kept(shape) }));
  const dir = path.join(work, CASE);
  await writeFile(path.join(dir, 'manifest.json'), JSON.stringify({ ...manifest, shapes }));
  return loadModel(dir, { threads: 1 });
}

it.each([
  ['two', ({ transformer: { batch2 } }: EngineShape) => ({ batch1: null, batch2: batch2 ?? '' })],
  ['one', ({ transformer: { batch1 } }: EngineShape) => ({ batch1: batch1 ?? '', batch2: null })],
] as const)('draws with guidance and skipped layers through a batch of %s alone', async (_, kept) => {
  await using model = await withoutBatch(kept);
  const { latents } = await generate(model, await requestOf(await golden()));
  expect(relativeL2(latents.data, (await readExpected(await golden())).latents)).toBeLessThan(tolerance);
});

it('becomes one plan a size: of two pictures with guidance, else of one', () => {
  const [shape] = manifest.shapes;
  const { batch1, batch2 } = shape?.transformer ?? {};
  expect(graphPaths(manifest)).toContain(batch2);
  expect(graphPaths(manifest)).not.toContain(batch1);
  expect(withPlans(manifest).shapes[0]?.transformer).toEqual({
    batch1: null,
    batch2: batch2?.replace('.onnx', '.plan'),
  });
  const distilled = manifest.shapes.map((size) => ({
    ...size,
    transformer: { batch1: batch1 ?? '', batch2: null },
  }));
  expect(graphPaths({ ...manifest, shapes: distilled })).toContain(batch1);
  expect(withPlans({ ...manifest, shapes: distilled }).shapes[0]?.transformer).toEqual({
    batch1: batch1?.replace('.onnx', '.plan'),
    batch2: null,
  });
});
