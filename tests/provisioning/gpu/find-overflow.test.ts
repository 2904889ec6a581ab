import { open } from 'node:fs/promises';
import path from 'node:path';
import { expect, it, vi } from 'vitest';
import { exportModel } from '../../../engine-build/build/build-engine.ts';
import { openCheckpoint } from '../../../engine-build/checkpoint/checkpoint.ts';
import { narrow } from '../../../engine-build/checkpoint/narrow.ts';
import type { TensorFolder } from '../../../engine-build/checkpoint/tensor-folder.ts';
import { ensureEngine } from '../../../provisioning/ensure-engine.ts';
import { DEFAULT_BAR } from '../../../provisioning/gate/judge.ts';
import { measureMagnitudes, overflowingOf } from '../../../provisioning/gpu/find-overflow.ts';
import { loadModel } from '../../../runtime/engines/load-engines.ts';
import { generate } from '../../../runtime/pipeline/generate.ts';
import { ChangedCheckpoint } from '../../engine-build/checkpoint/changed-checkpoint.ts';
import { temporaryFolder } from '../../engine-build/safetensors-file.ts';
import { relativeL2 } from '../../golden/parity-cases.ts';

vi.setConfig({ testTimeout: 120_000 });

const SIZE = { width: 128, height: 128 };
const feedForward = 'transformer_blocks.0.ff.net';
const textLayer = 'text_model.encoder.layers.0.mlp';
const conv = 'decoder.mid_block.resnets.0.conv1';

async function write(folder: TensorFolder, name: string, values: readonly number[]): Promise<void> {
  const tensor = folder.get(name);
  expect(tensor.type).toBe('F32');
  await using file = await open(tensor.file, 'r+');
  await file.write(narrow(Float32Array.from(values), 'F32'), 0, 4 * values.length, tensor.offset);
}

/** Every weight fits into F16; four products of 60,000 add up to what does not. */
async function loudModel(): Promise<string> {
  const { dir } = await ChangedCheckpoint.of('starter');
  await using checkpoint = await openCheckpoint(dir);
  const { transformer, clipL, vae } = checkpoint;
  await write(transformer.weights, `${feedForward}.0.proj.bias`, Array(4).fill(6e4));
  await write(transformer.weights, `${feedForward}.2.weight`, Array(4).fill(1));
  await write(clipL.weights, `${textLayer}.fc1.bias`, [6e4]);
  await write(vae.weights, `${conv}.bias`, [6e4]);
  return dir;
}

async function magnitudesOf(modelDir: string, calibrationPrompts: number, workDir: string) {
  const subject = { modelDir, gate: { calibrationPrompts, gatePrompts: 1, bar: DEFAULT_BAR, threads: 1 } };
  const quiet = { onProgress: () => undefined };
  const asked = { modelDir, dataDir: workDir, ...SIZE, backend: 'cpu', precision: 'fp32' } as const;
  return measureMagnitudes(subject, await ensureEngine(asked, quiet), workDir, quiet);
}

/** Latents of a picture by an engine in FP16, or FP32. */
async function latentsOf(modelDir: string, precision: 'fp32' | 'fp16', overflowing: readonly string[]) {
  await using checkpoint = await openCheckpoint(modelDir);
  const outDir = path.join(await temporaryFolder(), precision);
  const manifest = await exportModel(checkpoint, { outDir, precision, shapes: [SIZE], overflowing });
  await using model = await loadModel(outDir, { threads: 1 });
  const wish = { prompt: 'a fox', negativePrompt: '', steps: 2, guidance: 1, seeds: [1], ...SIZE };
  return { manifest, latents: (await generate(model, wish)).latents.data };
}

it('names every layer whose activations F16 cannot hold, and keeps them in FP32', async () => {
  const modelDir = await loudModel();
  const overflowing = overflowingOf(await magnitudesOf(modelDir, 1, await temporaryFolder()));
  const loud = [`${feedForward}.0.proj`, `${feedForward}.2`, `${textLayer}.fc1`, `${textLayer}.fc2`, conv];
  expect(overflowing.toSorted()).toEqual(loud.toSorted());
  const exact = await latentsOf(modelDir, 'fp32', []);
  const kept = await latentsOf(modelDir, 'fp16', overflowing);
  expect(kept.manifest.highLayers).toEqual(overflowing);
  expect(exact.manifest.highLayers).toBeUndefined();
  expect(relativeL2(kept.latents, exact.latents)).toBeLessThan(0.01);
  const lost = await latentsOf(modelDir, 'fp16', []);
  expect(lost.latents.every(Number.isFinite)).toBe(false);
});

it('finds the same numbers again, goes on where it ended, and starts anew for another model', async () => {
  const modelDir = await loudModel();
  const [first, second] = [await temporaryFolder(), await temporaryFolder()];
  await magnitudesOf(modelDir, 1, first);
  const resumed = await magnitudesOf(modelDir, 2, first);
  expect(await magnitudesOf(modelDir, 2, second)).toEqual(resumed);
  expect(resumed.done).toBe(2);
  const { dir: quietModel } = await ChangedCheckpoint.of('starter');
  const other = await magnitudesOf(quietModel, 1, first);
  expect(other).toMatchObject({ done: 1 });
  expect(overflowingOf(other)).toEqual([]);
});
