import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { generate } from '../../runtime/pipeline/generate.ts';
import { goldenEngine, requestOf } from './golden-engine.ts';
import { readCases, readExpected, relativeL2 } from './parity-cases.ts';

/**
 * Against the reference in FP32, random networks with guidance; measured 0.05 to 0.09 %. FP32 itself is 0.0001 %
 * off: less than `least` would mean that nothing was computed in FP16.
 */
const tolerance = { least: 1e-4, most: 2e-3 };

let work: string;
beforeAll(async () => {
  work = await mkdtemp(path.join(tmpdir(), 'motif-fp16-'));
});
afterAll(() => rm(work, { recursive: true, force: true }));

const squares = (await readCases()).filter(({ name }) => name.endsWith('-square'));

it.each(squares.map((golden) => [golden.name, golden] as const))(
  'draws %s close to the reference in FP16, all networks',
  async (name, golden) => {
    const wish = { precision: 'fp16', operators: 'standard' } as const;
    await using model = await goldenEngine(work, name, [golden], wish);
    const { latents } = await generate(model, await requestOf(golden));
    const error = relativeL2(latents.data, (await readExpected(golden)).latents);
    expect(error).toBeGreaterThan(tolerance.least);
    expect(error).toBeLessThan(tolerance.most);
  },
);

/** With all of the transformer in FP8 that may be, by scales that nobody calibrated; measured 2.9 to 5.6 %. */
const fp8Tolerance = { least: 1e-2, most: 0.12 };

it.each(squares.map((golden) => [golden.name, golden] as const))(
  'draws %s near the reference in FP8 with FP16 around it',
  async (name, golden) => {
    const wish = { precision: 'fp8', operators: 'standard', whole: 'fp8' } as const;
    await using model = await goldenEngine(work, `${name}-fp8`, [golden], wish);
    const { latents } = await generate(model, await requestOf(golden));
    const error = relativeL2(latents.data, (await readExpected(golden)).latents);
    expect(error).toBeGreaterThan(fp8Tolerance.least);
    expect(error).toBeLessThan(fp8Tolerance.most);
  },
);
