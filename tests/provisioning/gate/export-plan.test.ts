import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { exportModel } from '../../../engine-build/build/build-engine.ts';
import { manifestSchema } from '../../../engine-build/build/manifest.ts';
import { proofText, readProof } from '../../../engine-build/build/proof.ts';
import { openCheckpoint } from '../../../engine-build/checkpoint/checkpoint.ts';
import { gateSummary } from '../../../provisioning/gate/report.ts';
import { runGate } from '../../../provisioning/gate/run-gate.ts';
import { loadModel } from '../../../runtime/engines/load-engines.ts';
import { generate } from '../../../runtime/pipeline/generate.ts';
import { requestOf } from '../../golden/golden-engine.ts';
import { modelDir, readCases, readExpected, relativeL2 } from '../../golden/parity-cases.ts';

vi.setConfig({ testTimeout: 60_000 });

let work: string;
beforeAll(async () => {
  work = await mkdtemp(path.join(tmpdir(), 'motif-plan-'));
});
afterAll(() => rm(work, { recursive: true, force: true }));

async function prove(precision: 'fp8' | 'int8', attention: boolean): Promise<string> {
  const { plan, report } = await runGate(
    {
      modelDir: modelDir('starter'),
      dataDir: path.join(work, 'data'),
      precision,
      attention,
      calibrationPrompts: 2,
      gatePrompts: 1,
      bar: { meanError: 1, worstError: 1, psnrDb: 0 },
      threads: 1,
    },
    { onProgress: () => undefined },
  );
  const file = path.join(work, `${precision}-${attention}.json`);
  await writeFile(file, proofText(plan, gateSummary(report)));
  return file;
}

describe('an engine by a proved plan', () => {
  it.each([
    ['fp8', false],
    ['fp8', true],
    ['int8', false],
  ] as const)(
    'draws near the reference in %s (attention too: %s), with a byte a weight, and FP16 or FP32 around it',
    async (precision, attention) => {
      const golden = (await readCases()).find(({ name }) => name === 'starter-square');
      if (!golden) throw new Error('The golden case starter-square is missing.');
      const { width, height, maxSequenceLength } = golden;
      const common = { shapes: [{ width, height }], maxSequenceLength };
      await using checkpoint = await openCheckpoint(modelDir('starter'));
      const proof = await readProof(await prove(precision, attention));
      expect(Object.keys(proof.plan.attention ?? {})).toHaveLength(attention ? 2 : 0);
      const outDir = path.join(work, `${precision}-${attention}`);
      const engine = await exportModel(checkpoint, { ...common, outDir, precision, proof });
      expect(
        manifestSchema.parse(JSON.parse(await readFile(path.join(outDir, 'manifest.json'), 'utf8'))),
      ).toEqual(engine);
      expect(engine).toMatchObject({ precision, gate: { passed: true, keptHigh: [] } });
      const exact = await exportModel(checkpoint, {
        ...common,
        outDir: path.join(work, 'exact'),
        precision: 'fp32',
      });
      expect(engine.key).not.toBe(exact.key);
      const bytes = ({ files }: Pick<typeof engine, 'files'>) =>
        files.find(({ path: name }) => name.endsWith('transformer.weights'))?.bytes ?? 0;
      expect(bytes(engine) / bytes(exact)).toBeLessThan(0.75);
      await using model = await loadModel(outDir, { threads: 1 });
      const { latents } = await generate(model, await requestOf(golden));
      const error = relativeL2(latents.data, (await readExpected(golden)).latents);
      expect(error).toBeGreaterThan(1e-3);
      expect(error).toBeLessThan(0.15);
      const halfDir = `${outDir}-half`;
      const wish = { ...common, outDir: halfDir, precision, proof, operators: 'standard' } as const;
      const { files } = await exportModel(checkpoint, wish);
      expect(bytes({ files }) / bytes(engine)).toBeLessThan(0.95);
      await using half = await loadModel(halfDir, { threads: 1 });
      const found = (await generate(half, await requestOf(golden))).latents;
      const halfError = relativeL2(found.data, (await readExpected(golden)).latents);
      expect(halfError).toBeGreaterThan(1e-3);
      expect(halfError).toBeLessThan(0.15);
      // Roundings to F16 push numbers over the steps of the codes; measured 1 to 4 %.
      expect(relativeL2(found.data, latents.data)).toBeLessThan(0.1);
    },
  );

  it('refuses plans of other models, plans that did not pass, and other files', async () => {
    const file = path.join(work, 'wrong.json');
    const gate = {
      passed: false,
      meanError: 1,
      worstError: 1,
      psnrDb: 0,
      ssim: 0,
      quantisedLayers: 1,
      keptHigh: [],
      overflowing: [],
    };
    const plan = {
      format: 'fp8',
      layers: { 'transformer_blocks.99.attn.to_q': { input: 1, smooth: null } },
    } as const;
    await writeFile(file, proofText(plan, gate));
    await expect(readProof(file)).rejects.toThrow(/Expected a plan that passed the quality gate/);
    await writeFile(file, proofText(plan, { ...gate, passed: true }));
    await using checkpoint = await openCheckpoint(modelDir('starter'));
    const wrong = exportModel(checkpoint, {
      outDir: path.join(work, 'x'),
      precision: 'fp8',
      proof: await readProof(file),
    });
    await expect(wrong).rejects.toThrow(
      /its layer "transformer_blocks.99.attn.to_q" is none that may be quantised/,
    );
    await writeFile(file, '{}');
    await expect(readProof(file)).rejects.toThrow(/to be a plan that "motif gate" wrote/);
  });
});
