import { resolve } from 'node:path';
import { Command } from 'commander';
import type { Precision } from '../../engine-build/build/manifest.ts';
import { type BuiltEngine, type EngineHooks, ensureEngine } from '../ensure-engine.ts';
import { chooseTarget, type GpuWork } from '../gpu/choose-target.ts';
import { buildOutside, type GpuChoice, gpuRecipe } from '../gpu/gpu-engine.ts';
import { DEFAULT_GATE } from '../gpu/prove-precision.ts';
import { rungsFor } from '../ladder/rungs.ts';
import { CPU_PRECISIONS, TARGET_NAMES } from '../ladder/targets.ts';
import {
  defaultDataDir,
  integerIn,
  interruptSignal,
  oneOf,
  printResult,
  STARTER_MODEL,
  say,
  withCommonOptions,
} from '../options.ts';
import { provisionRecipe, provisionSlot, rollBackSlot } from '../slot-engine.ts';

const PRECISIONS = ['auto', 'fp32', 'fp16', 'int8', 'fp8'] as const;
const LAYER_ERRORS = ['all', 'if-needed'] as const;

interface ProvisionOptions {
  readonly model: string;
  readonly target: (typeof TARGET_NAMES)[number];
  readonly precision: (typeof PRECISIONS)[number];
  readonly width?: number;
  readonly height?: number;
  readonly maxSequenceLength?: number;
  readonly prompts: number;
  readonly pictures: number;
  readonly steps?: number;
  readonly layerErrors: (typeof LAYER_ERRORS)[number];
  readonly threads: number;
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
    .option('--width <pixels>', 'one picture size instead of all', integerIn('width', 1, 8192))
    .option('--height <pixels>', 'one picture size instead of all', integerIn('height', 1, 8192))
    .option('--max-sequence-length <n>', 'length of the T5 slot', integerIn('max-sequence-length', 0, 512))
    .option(
      '--prompts <n>',
      'GPU: prompts to calibrate with',
      integerIn('prompts', 1, 1000),
      DEFAULT_GATE.calibrationPrompts,
    )
    .option(
      '--pictures <n>',
      'GPU: pictures to judge a precision by',
      integerIn('pictures', 1, 100),
      DEFAULT_GATE.gatePrompts,
    )
    .option('--steps <n>', "GPU: steps of those drawings (default: the model's)", integerIn('steps', 1, 150))
    .option(
      '--layer-errors <when>',
      'GPU: measure each layer alone: all, or if-needed where all together miss the bar',
      oneOf('layer-errors', LAYER_ERRORS),
      'all',
    )
    .option('--threads <n>', 'threads for judging', integerIn('threads', 1, 256), DEFAULT_GATE.threads)
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
  // Refused before anything is loaded or asked, whatever this machine has.
  if (options.target !== 'auto') rungsFor(options.target, options.precision);
  const chosen = await chooseTarget(options.target);
  const hooks = { signal: interruptSignal(), onProgress: say };
  if (!chosen.cpu) return await forGpu(options, dataDir, chosen, hooks);
  if (chosen.why !== null) say(`The engine is for the CPU: ${chosen.why}`);
  return await forCpu(options, dataDir, hooks);
}

async function forCpu(
  { model, out, precision: asked, ...options }: ProvisionOptions,
  dataDir: string,
  hooks: EngineHooks,
): Promise<BuiltEngine> {
  const [precision = CPU_PRECISION] = rungsFor('cpu', asked);
  const choice = { modelDir: resolve(model), dataDir, precision, ...sizeOf(options) };
  if (out === undefined) return provisionSlot(choice, hooks);
  return ensureEngine({ ...choice, backend: 'cpu', outDir: resolve(out) }, hooks);
}

async function forGpu(
  { model, out, precision, ...options }: ProvisionOptions,
  dataDir: string,
  work: GpuWork,
  hooks: EngineHooks,
): Promise<BuiltEngine> {
  const gate = {
    ...DEFAULT_GATE,
    calibrationPrompts: options.prompts,
    gatePrompts: options.pictures,
    threads: options.threads,
    layerErrors: options.layerErrors,
    ...(options.steps === undefined ? {} : { steps: options.steps }),
  };
  const choice: GpuChoice = { modelDir: resolve(model), work, asked: precision, gate, ...sizeOf(options) };
  if (out === undefined) return provisionRecipe(dataDir, gpuRecipe(choice), hooks);
  return buildOutside(gpuRecipe(choice), resolve(out), hooks);
}

/** Only what was asked for; a single size is for trying out, since products have shapes of their own. */
function sizeOf({ width, height, maxSequenceLength }: Omit<ProvisionOptions, 'model' | 'precision'>) {
  return {
    ...(width === undefined ? {} : { width }),
    ...(height === undefined ? {} : { height }),
    ...(maxSequenceLength === undefined ? {} : { maxSequenceLength }),
  };
}
