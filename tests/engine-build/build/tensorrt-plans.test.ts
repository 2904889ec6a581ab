import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openTensorRt, type TensorRt } from '../../../device/tensorrt/tensorrt.ts';
import { exportModel } from '../../../engine-build/build/build-engine.ts';
import type { Manifest } from '../../../engine-build/build/manifest.ts';
import { estimatePlans } from '../../../engine-build/build/plans/estimate-plans.ts';
import { openCheckpoint } from '../../../engine-build/checkpoint/checkpoint.ts';
import { STARTER_MODEL } from '../../../provisioning/options.ts';
import { whyNoAddon } from '../../device/tensorrt/native.ts';
import { realTensorRt } from '../../device/tensorrt/real-library.ts';
import { wholePlan } from './whole-plan.ts';

vi.setConfig({ testTimeout: 240_000 });

const addon = await whyNoAddon();
const found = addon === null ? await realTensorRt() : { missing: addon };
const SIZE = { width: 512, height: 512 };
const isGraph = (name: string) => /\.(onnx|weights)$/.test(name);
/** Bytes of a quantised plan in those of the FP32 weights; measured 0.28 for its weights, and 7 MB of kernels. */
const LARGEST_SHARE = 0.4;

describe.skipIf('missing' in found)(
  'the networks of the starter model, with operators that TensorRT parses',
  () => {
    let work: string;
    let tensorRt: TensorRt;
    beforeAll(async () => {
      work = await mkdtemp(path.join(tmpdir(), 'motif-plans-'));
      tensorRt = await openTensorRt('folder' in found ? found : {});
    });
    afterAll(() => rm(work, { recursive: true }));

    async function exported(
      precision: 'fp16' | 'fp8' | 'int8',
    ): Promise<{ dir: string; manifest: Manifest }> {
      await using checkpoint = await openCheckpoint(STARTER_MODEL);
      const dir = path.join(work, precision);
      const proof = precision === 'fp16' ? {} : { proof: wholePlan(checkpoint, precision) };
      const options = { outDir: dir, shapes: [SIZE], precision, operators: 'standard' } as const;
      return { dir, manifest: await exportModel(checkpoint, { ...options, ...proof }) };
    }

    const build = (dir: string, graph: string, computeCapabilities: readonly string[]) =>
      tensorRt.build({ graph: path.join(dir, graph), plan: path.join(work, 'plan'), computeCapabilities });

    const transformerOf = ({ shapes }: Manifest) => shapes[0]?.transformer.batch1 ?? '';

    it('build for Ampere in FP16: text encoders, transformer, decoder and encoder', async () => {
      const { dir, manifest } = await exported('fp16');
      const [shape] = manifest.shapes;
      const { clipL, clipG } = manifest.text;
      const [decoder = '', encoder = ''] = [shape?.vaeDecoder, shape?.vaeEncoder];
      let written = manifest.files.reduce((sum, file) => sum + (isGraph(file.path) ? file.bytes : 0), 0);
      for (const graph of [clipL.graph, clipG.graph, transformerOf(manifest), decoder, encoder]) {
        written += (await build(dir, graph, ['8.6'])).bytes;
      }
      await using checkpoint = await openCheckpoint(STARTER_MODEL);
      const estimate = estimatePlans(checkpoint, {
        sizes: [SIZE],
        maxSequenceLength: checkpoint.maxSequenceLength,
        precision: 'fp16',
      });
      expect(estimate.diskBytes / written).toBeGreaterThan(0.9);
      expect(estimate.diskBytes / written).toBeLessThan(1.15);
    });

    /** Bytes of the transformer's weights in FP32. */
    async function fp32Bytes(): Promise<number> {
      await using checkpoint = await openCheckpoint(STARTER_MODEL);
      const weights = [...checkpoint.transformer.weights.tensors.values()];
      return weights.reduce((sum, { shape }) => sum + 4 * shape.reduce((a, b) => a * b, 1), 0);
    }

    const weightsOf = ({ files }: Manifest) =>
      files.find(({ path: name }) => name === 'transformer/transformer.weights')?.bytes ?? 0;

    it('build for Ampere: the transformer in INT8, with less than a third of its FP32 weights', async () => {
      const { dir, manifest } = await exported('int8');
      const { bytes } = await build(dir, transformerOf(manifest), ['8.6']);
      expect(weightsOf(manifest) / (await fp32Bytes())).toBeLessThan(0.3);
      expect(bytes / (await fp32Bytes())).toBeLessThan(LARGEST_SHARE);
    });

    it('build for Ada and Blackwell: the transformer in FP8, attention too, which Ampere is refused', async () => {
      const { dir, manifest } = await exported('fp8');
      const graph = transformerOf(manifest);
      expect(weightsOf(manifest) / (await fp32Bytes())).toBeLessThan(0.3);
      for (const computeCapability of ['8.9', '12.0']) {
        const { bytes } = await build(dir, graph, [computeCapability]);
        expect(bytes / (await fp32Bytes())).toBeLessThan(LARGEST_SHARE);
      }
      await expect(build(dir, graph, ['8.6'])).rejects.toMatchObject({
        code: 'build-refused',
        message: expect.stringMatching(/Cannot compile for target\(s\) sm86.*fp8_e4m3/),
      });
    });
  },
);
