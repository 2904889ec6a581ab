import { join } from 'node:path';
import { decoderGraph, writeDecoder, writeRecordingDecoder } from '../../engine-build/build/lab.ts';
import { type Checkpoint, openCheckpoint } from '../../engine-build/checkpoint/checkpoint.ts';
import type { ConvRanges } from '../../engine-build/checkpoint/conv-ranges.ts';
import { int8Conv } from '../../engine-build/quantize/int8-conv.ts';
import { cpuFlags, weightBitsFor } from '../../engine-build/quantize/weight-bits.ts';
import type { Engine } from '../../runtime/engines/engine.ts';
import { type LoadedModel, loadModel } from '../../runtime/engines/load-engines.ts';
import { openOnnxEngine } from '../../runtime/engines/onnx-engine.ts';
import { decodeLatents } from '../../runtime/pipeline/decode.ts';
import { psnr } from '../bench/closeness.ts';
import { ssim } from '../bench/ssim.ts';
import { type EngineHooks, engineName, ensureEngine } from '../ensure-engine.ts';
import { drawWith, sizeOf } from '../gate/draw.ts';
import { FIRST_SEED, shopPrompts, type Wish, wishesOf } from '../gate/prompts.ts';
import { DecoderRanges } from './decoder-ranges.ts';

export interface CalibrationChoice {
  readonly modelDir: string;
  readonly dataDir: string;
  /** Prompts to calibrate with, and others to judge by. */
  readonly prompts: number;
  readonly pictures: number;
  readonly threads: number;
}

export interface CalibrationResult {
  readonly ranges: ConvRanges;
  /** The decoder in integers against FP32, on the same latents: one entry a picture. */
  readonly pictures: readonly { readonly prompt: string; readonly psnrDb: number; readonly ssim: number }[];
}

/**
 * Measures what the decoder's convolutions read and give while it draws what this shop's customers ask for, and
 * how far the decoder in integers then strays on other prompts. Everything is seeded.
 *
 * @throws CheckpointError, BuildError or InputError with a sentence
 */
export async function runCalibration(
  choice: CalibrationChoice,
  hooks: EngineHooks,
): Promise<CalibrationResult> {
  const asked = { ...choice, backend: 'cpu', precision: 'fp32' } as const;
  await using checkpoint = await openCheckpoint(choice.modelDir);
  const lab = join(choice.dataDir, 'calibration', await engineName(asked));
  const { dir } = await ensureEngine(asked, hooks);
  await using model = await loadModel(dir, { threads: choice.threads, spinning: true });
  const ranges = await measureRanges(choice, checkpoint, model, join(lab, 'recording'), hooks);
  const bits = weightBitsFor(await cpuFlags());
  const integers = join(lab, 'int8');
  await writeDecoder(checkpoint, sizeOf(model.manifest), int8Conv(ranges, bits), integers, hooks.signal);
  await using decoder = await openDecoder(integers, choice.threads);
  return { ranges, pictures: await judge(choice, checkpoint, model, decoder, hooks) };
}

async function measureRanges(
  { prompts, threads }: CalibrationChoice,
  checkpoint: Checkpoint,
  model: LoadedModel,
  dir: string,
  { onProgress, signal }: EngineHooks,
): Promise<ConvRanges> {
  const size = sizeOf(model.manifest);
  const recorded = new DecoderRanges(await writeRecordingDecoder(checkpoint, size, dir, signal));
  await using recording = await openDecoder(dir, threads);
  const wishes = wishesOf(shopPrompts(checkpoint.styles, prompts), FIRST_SEED.calibration);
  for (const [i, wish] of wishes.entries()) {
    const { latents } = await draw(model, wish, signal);
    await recorded.decode(recording, model.settings, latents.data, size);
    onProgress(`Calibrated with ${i + 1} of ${wishes.length} prompts`);
  }
  return recorded.ranges();
}

async function judge(
  { pictures }: CalibrationChoice,
  checkpoint: Checkpoint,
  model: LoadedModel,
  decoder: Engine,
  { onProgress, signal }: EngineHooks,
): Promise<CalibrationResult['pictures']> {
  const found: CalibrationResult['pictures'][number][] = [];
  for (const wish of wishesOf(shopPrompts(checkpoint.styles, pictures), FIRST_SEED.gate)) {
    const { latents, images } = await draw(model, wish, signal);
    const [wanted] = images;
    if (!wanted) throw new Error('A drawing must have a picture.');
    const received = await decodeLatents(decoder, model.settings, latents.data, sizeOf(model.manifest));
    const psnrDb = psnr(received.data, wanted.data);
    found.push({ prompt: wish.prompt, psnrDb, ssim: ssim(received, wanted) });
    onProgress(`${wish.prompt}: ${psnrDb.toFixed(1)} dB`);
  }
  return found;
}

async function draw(model: LoadedModel, wish: Wish, signal: AbortSignal | undefined) {
  const transformer = await model.transformer(sizeOf(model.manifest), 1);
  return drawWith(model, transformer, wish, signal ? { signal } : {});
}

function openDecoder(dir: string, threads: number): Promise<Engine> {
  return openOnnxEngine(join(dir, decoderGraph), { threads, provider: 'cpu', spinning: true });
}
