import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cpuFlags, weightBitsFor } from '../../engine-build/quantize/weight-bits.ts';
import { generate } from '../../runtime/pipeline/generate.ts';
import { type EngineWish, goldenEngine, requestOf } from './golden-engine.ts';
import { readCases, readExpected, relativeL2 } from './parity-cases.ts';

/**
 * Against the reference in FP32. Random networks with guidance 5 amplify rounding more than trained ones;
 * measured 0.9 to 1.2 % with 8 bits, 1.4 to 1.6 % with 7. Less than `least` would mean that nothing was quantised.
 */
const tolerance = { least: 1e-3, most: { 8: 0.03, 7: 0.04 } };

let work: string;
beforeAll(async () => {
  work = await mkdtemp(path.join(tmpdir(), 'motif-int8-'));
});
afterAll(() => rm(work, { recursive: true, force: true }));

const squares = (await readCases()).filter(({ name }) => name.endsWith('-square'));
/** Weights of 8 bits saturate on CPUs without VNNI, where no engine is built with them. */
const possibleBits = weightBitsFor(await cpuFlags()) === 8 ? [8, 7] : [7];
const engines = squares.flatMap((golden) =>
  possibleBits.map((bits) => [golden.name, bits as 7 | 8, golden] as const),
);

it.each(engines)(
  'draws %s close to the reference with INT8 weights of %i bits',
  async (name, weightBits, golden) => {
    const wish: EngineWish = { precision: 'int8', weightBits };
    await using model = await goldenEngine(work, `${name}-${weightBits}`, [golden], wish);
    const { latents } = await generate(model, await requestOf(golden));
    const error = relativeL2(latents.data, (await readExpected(golden)).latents);
    expect(error).toBeGreaterThan(tolerance.least);
    expect(error).toBeLessThan(tolerance.most[weightBits]);
  },
);
