import { resolve } from 'node:path';
import { Command } from 'commander';
import type { Precision } from '../../engine-build/build/manifest.ts';
import { InputError } from '../../runtime/errors.ts';
import { ensureEngine } from '../ensure-engine.ts';
import {
  defaultDataDir,
  interruptSignal,
  oneOf,
  printResult,
  STARTER_MODEL,
  say,
  withCommonOptions,
} from '../options.ts';

const TARGETS = ['auto', 'cpu', 'sm80', 'sm86', 'sm87', 'sm89', 'sm90', 'sm110', 'sm120'] as const;
const PRECISIONS = ['auto', 'fp32', 'fp16', 'int8', 'fp8'] as const;

interface ProvisionOptions {
  readonly model: string;
  readonly target: (typeof TARGETS)[number];
  readonly precision: (typeof PRECISIONS)[number];
  readonly out?: string;
  readonly json: boolean;
  readonly data?: string;
}

/** What a CPU runs unless told otherwise: dynamic INT8 for the large linears, all else FP32. */
export const CPU_PRECISION: Precision = 'int8';

/** `motif provision`: builds the engines the kiosk serves from. */
export function provisionCommand(): Command {
  const command = new Command('provision')
    .description('build the engines of a model for this machine')
    .option('--model <dir>', 'diffusers folder', STARTER_MODEL)
    .option('--target <name>', TARGETS.join(', '), oneOf('target', TARGETS), 'auto')
    .option('--precision <name>', PRECISIONS.join(', '), oneOf('precision', PRECISIONS), 'auto')
    .option('--out <dir>', 'folder for the engine; replaced as a whole')
    .action(async (options: ProvisionOptions) => {
      await run(options);
    });
  return withCommonOptions(command);
}

async function run({ model, target, precision, out, json, data }: ProvisionOptions): Promise<void> {
  if (target !== 'auto' && target !== 'cpu') {
    throw new InputError(
      `Expected --target auto or cpu but received ${target}. Provision for the CPU: TensorRT engines are not built by this version.`,
    );
  }
  const choice = {
    modelDir: resolve(model),
    dataDir: data ?? defaultDataDir(),
    backend: 'cpu' as const,
    precision: precision === 'auto' ? CPU_PRECISION : precision,
    ...(out === undefined ? {} : { outDir: resolve(out) }),
  };
  const { dir, manifest } = await ensureEngine(choice, { signal: interruptSignal(), onProgress: say });
  printResult(json, manifest, [`The ${manifest.precision} engine of ${manifest.model.name} is in ${dir}`]);
}
