import { resolve } from 'node:path';
import { Command } from 'commander';
import type { PackedCounts } from '../../engine-build/build/pack-component.ts';
import { packModel } from '../../engine-build/build/pack-model.ts';
import { openCheckpoint } from '../../engine-build/checkpoint/checkpoint.ts';
import { interruptSignal, printResult, say, withCommonOptions } from '../options.ts';
import { percentSentences } from '../progress.ts';

interface PackCommandOptions {
  readonly model: string;
  readonly out: string;
  readonly json: boolean;
}

/** `motif pack`: stores a checkpoint's large weights as FP8, to be widened again when engines are built. */
export function packCommand(): Command {
  const command = new Command('pack')
    .description('store a model with FP8 weights, about a quarter of its size in FP32')
    .requiredOption('--model <dir>', 'diffusers folder')
    .requiredOption('--out <dir>', 'folder for the packed model; replaced as a whole')
    .action(async (options: PackCommandOptions) => {
      await run(options);
    });
  return withCommonOptions(command);
}

async function run({ model, out, json }: PackCommandOptions): Promise<void> {
  const outDir = resolve(out);
  await using checkpoint = await openCheckpoint(resolve(model));
  const onProgress = percentSentences(say);
  const components = await packModel(checkpoint, { outDir, onProgress, signal: interruptSignal() });
  const { bytes, fp32Bytes } = totals(Object.values(components));
  const result = { out: outDir, bytes, fp32Bytes, components };
  const share = Math.round(100 * (1 - bytes / fp32Bytes));
  printResult(json, result, [
    `${checkpoint.name} is packed in ${outDir}: ${(bytes / 1e6).toFixed(1)} MB of weights, ${share} % less than in FP32`,
  ]);
}

function totals(counts: readonly PackedCounts[]): { readonly bytes: number; readonly fp32Bytes: number } {
  const sum = (of: (count: PackedCounts) => number) => counts.reduce((total, count) => total + of(count), 0);
  return { bytes: sum((count) => count.bytes), fp32Bytes: sum((count) => count.fp32Bytes) };
}
