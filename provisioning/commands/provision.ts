import { resolve } from 'node:path';
import { Command } from 'commander';
import { readDeviceProfile } from '../../device/profile/profile.ts';
import type { Precision } from '../../engine-build/build/manifest.ts';
import { InputError } from '../../runtime/errors.ts';
import { type BuiltEngine, ensureEngine } from '../ensure-engine.ts';
import { rungsFor } from '../ladder/rungs.ts';
import { CPU_PRECISIONS, TARGET_NAMES, targetOfCapability } from '../ladder/targets.ts';
import {
  defaultDataDir,
  interruptSignal,
  oneOf,
  printResult,
  STARTER_MODEL,
  say,
  withCommonOptions,
} from '../options.ts';
import { provisionSlot, rollBackSlot } from '../slot-engine.ts';

const PRECISIONS = ['auto', 'fp32', 'fp16', 'int8', 'fp8'] as const;

interface ProvisionOptions {
  readonly model: string;
  readonly target: (typeof TARGET_NAMES)[number];
  readonly precision: (typeof PRECISIONS)[number];
  readonly out?: string;
  readonly rollback: boolean;
  readonly json: boolean;
  readonly data?: string;
}

/** What a CPU runs unless told otherwise: dynamic INT8 for the large linears, all else FP32. */
export const CPU_PRECISION: Precision = CPU_PRECISIONS[0];

/** `motif provision`: builds the engines the kiosk serves from. */
export function provisionCommand(): Command {
  const command = new Command('provision')
    .description('build the engines of a model for this machine')
    .option('--model <dir>', 'diffusers folder', STARTER_MODEL)
    .option('--target <name>', TARGET_NAMES.join(', '), oneOf('target', TARGET_NAMES), 'auto')
    .option('--precision <name>', PRECISIONS.join(', '), oneOf('precision', PRECISIONS), 'auto')
    .option('--out <dir>', 'folder for the engine, outside the slots; replaced as a whole')
    .option('--rollback', 'make the previous engine the active one again', false)
    .action(async (options: ProvisionOptions) => {
      await run(options);
    });
  return withCommonOptions(command);
}

async function run(options: ProvisionOptions): Promise<void> {
  const dataDir = resolve(options.data ?? defaultDataDir());
  const { dir, manifest } = options.rollback
    ? await rollBackSlot(dataDir)
    : await provision(options, dataDir);
  const { precision, model } = manifest;
  printResult(options.json, manifest, [`The ${precision} engine of ${model.name} is in ${dir}`]);
}

async function provision(options: ProvisionOptions, dataDir: string): Promise<BuiltEngine> {
  const { model, target, out } = options;
  const [precision = CPU_PRECISION] = rungsFor(target === 'auto' ? 'cpu' : target, options.precision);
  if (target !== 'auto' && target !== 'cpu') {
    throw new InputError(
      `Expected --target auto or cpu but received ${target}. Provision for the CPU: TensorRT engines are not built by this version.`,
    );
  }
  if (target === 'auto') await sayWhyCpu();
  const choice = { modelDir: resolve(model), dataDir, precision };
  const hooks = { signal: interruptSignal(), onProgress: say };
  if (out === undefined) return provisionSlot(choice, hooks);
  return ensureEngine({ ...choice, backend: 'cpu', outDir: resolve(out) }, hooks);
}

/** Nobody with a GPU should wonder why it idles. */
async function sayWhyCpu(): Promise<void> {
  const [gpu] = (await readDeviceProfile()).gpus;
  if (!gpu) return;
  const known = targetOfCapability(gpu.computeCapability);
  say(
    `This machine has ${gpu.name} (${known ?? `compute capability ${gpu.computeCapability ?? 'unknown'}`}), ` +
      'but TensorRT engines are not built by this version: the engine is for the CPU',
  );
}
