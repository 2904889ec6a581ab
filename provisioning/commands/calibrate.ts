import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { Command } from 'commander';
import { CONV_RANGES_FILE, convRangesText } from '../../engine-build/checkpoint/conv-ranges.ts';
import { MotifError } from '../../runtime/errors.ts';
import { writeWhole } from '../../runtime/store/atomic-write.ts';
import { type CalibrationResult, runCalibration } from '../calibrate/run-calibration.ts';
import {
  defaultDataDir,
  integerIn,
  interruptSignal,
  numberIn,
  printResult,
  STARTER_MODEL,
  say,
  withCommonOptions,
} from '../options.ts';

interface CalibrateOptions {
  readonly model: string;
  readonly prompts: number;
  readonly pictures: number;
  readonly psnr: number;
  readonly threads: number;
  readonly json: boolean;
  readonly data?: string;
}

/** `motif calibrate`: measures the decoder's activations and, where INT8 is close enough, leaves them with the model. */
export function calibrateCommand(): Command {
  const command = new Command('calibrate')
    .description(
      'measure what a decoder in INT8 needs to know, prove it against FP32, keep it with the model',
    )
    .option('--model <dir>', 'diffusers folder', STARTER_MODEL)
    .option('--prompts <n>', 'prompts to calibrate with', integerIn('prompts', 1, 1000), 64)
    .option('--pictures <n>', 'pictures to judge by', integerIn('pictures', 1, 100), 16)
    .option('--psnr <dB>', 'least PSNR of a picture', numberIn('psnr', 0, 100), 40)
    .option('--threads <n>', 'threads for inference', integerIn('threads', 1, 256), availableParallelism())
    .action(async (options: CalibrateOptions) => {
      await run(options);
    });
  return withCommonOptions(command);
}

async function run({ model, json, data, psnr, ...counts }: CalibrateOptions): Promise<void> {
  const choice = { ...counts, modelDir: resolve(model), dataDir: resolve(data ?? defaultDataDir()) };
  const result = await runCalibration(choice, { signal: interruptSignal(), onProgress: say });
  const least = Math.min(...result.pictures.map(({ psnrDb }) => psnrDb));
  if (least < psnr) throw tooFar(psnr, least);
  const file = join(choice.modelDir, 'vae', CONV_RANGES_FILE);
  await writeWhole(file, Buffer.from(convRangesText(result.ranges)));
  printResult(json, { file, pictures: result.pictures }, [sentence(result), `The ranges are in ${file}`]);
}

function tooFar(bar: number, least: number): MotifError {
  return new MotifError(
    'engine-failed',
    `Expected pictures of the INT8 decoder at ${bar} dB or more from FP32 but the worst is at ${least.toFixed(1)} dB. Nothing was written, so the decoder stays FP32; calibrate with more prompts.`,
  );
}

function sentence({ pictures }: CalibrationResult): string {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const psnrs = pictures.map(({ psnrDb }) => psnrDb);
  const ssims = pictures.map(({ ssim }) => ssim);
  return `The INT8 decoder against FP32 over ${pictures.length} pictures: PSNR ${mean(psnrs).toFixed(1)} dB on average, ${Math.min(...psnrs).toFixed(1)} dB at worst; SSIM ${mean(ssims).toFixed(4)} and ${Math.min(...ssims).toFixed(4)}`;
}
