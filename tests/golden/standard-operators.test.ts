import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { generate } from '../../runtime/pipeline/generate.ts';
import { goldenEngine, requestOf } from './golden-engine.ts';
import { readCases, readExpected, relativeL2 } from './parity-cases.ts';

/** As for ONNX Runtime's own operators: both are FP32, and round differently. */
const tolerance = 1e-3;

let work: string;
beforeAll(async () => {
  work = await mkdtemp(path.join(tmpdir(), 'motif-standard-'));
});
afterAll(() => rm(work, { recursive: true, force: true }));

const squares = (await readCases()).filter(({ name }) => name.endsWith('-square'));

it.each(squares.map((golden) => [golden.name, golden] as const))(
  'draws %s like the reference with standard operators in the place of fused activations',
  async (name, golden) => {
    const wish = { precision: 'fp32', operators: 'standard' } as const;
    await using model = await goldenEngine(work, name, [golden], wish);
    const { latents } = await generate(model, await requestOf(golden));
    expect(relativeL2(latents.data, (await readExpected(golden)).latents)).toBeLessThan(tolerance);
    const [shape] = model.manifest.shapes;
    for (const graph of [
      shape?.transformer.batch1 ?? '',
      shape?.vaeDecoder ?? '',
      model.manifest.text.clipL.graph,
    ]) {
      expect(await readFile(path.join(work, name, graph), 'latin1')).not.toMatch(/QuickGelu|FastGelu/);
    }
  },
);
