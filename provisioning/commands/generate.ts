import { join, resolve } from 'node:path';
import { Command } from 'commander';
import type { Manifest } from '../../engine-build/build/manifest.ts';
import { loadModel } from '../../runtime/engines/load-engines.ts';
import { InputError } from '../../runtime/errors.ts';
import { type GenerateResult, generate } from '../../runtime/pipeline/generate.ts';
import type { SkipLayerGuidance } from '../../runtime/pipeline/guidance.ts';
import type { GenerateRequest } from '../../runtime/pipeline/request.ts';
import { type BuiltEngine, type EngineChoice, type EngineHooks, ensureEngine } from '../ensure-engine.ts';
import { chooseTarget, type GpuWork } from '../gpu/choose-target.ts';
import { ensureGpuEngine } from '../gpu/gpu-engine.ts';
import { DEFAULT_GATE } from '../gpu/prove-precision.ts';
import { readNoise, saveLatents } from '../latent-files.ts';
import {
  defaultDataDir,
  integerIn,
  interruptSignal,
  numberIn,
  oneOf,
  printResult,
  STARTER_MODEL,
  say,
  withCommonOptions,
} from '../options.ts';
import { factsOf, readPicture, writePicture } from '../picture-files.ts';

interface GenerateOptions {
  readonly model: string;
  readonly prompt: string;
  readonly negative?: string;
  readonly width?: number;
  readonly height?: number;
  readonly steps?: number;
  readonly guidance?: number;
  readonly seed?: number;
  readonly count: number;
  readonly strength?: number;
  readonly image?: string;
  readonly backend: EngineChoice['backend'];
  readonly precision?: EngineChoice['precision'];
  readonly maxSequenceLength?: number;
  readonly noise?: string;
  readonly saveLatents?: string;
  readonly skipLayers?: readonly number[];
  readonly skipLayerScale: number;
  readonly skipLayerStart: number;
  readonly skipLayerStop: number;
  readonly threads: number;
  readonly out: string;
  readonly json: boolean;
  readonly data?: string;
}

/** `motif generate`: draws pictures from the command line, building engines first where there are none. */
export function generateCommand(): Command {
  const command = new Command('generate')
    .description('draw pictures from words')
    .requiredOption('--prompt <text>', 'what to draw, in Chinese or English')
    .option('--model <dir>', 'diffusers folder', STARTER_MODEL)
    .option('--negative <text>', 'what to keep out of the picture; needs guidance above 1')
    .option('--width <pixels>', 'picture width', integerIn('width', 1, 8192))
    .option('--height <pixels>', 'picture height', integerIn('height', 1, 8192))
    .option('--steps <n>', 'denoising steps', integerIn('steps', 1, 500))
    .option('--guidance <scale>', 'guidance scale; at most 1 turns it off', numberIn('guidance', 0, 50))
    .option(
      '--seed <n>',
      'seed of the first picture; the others follow it',
      integerIn('seed', 0, 2 ** 32 - 1),
    )
    .option('--count <k>', 'number of pictures', integerIn('count', 1, 16), 1)
    .option('--strength <x>', 'how far to leave the picture given with --image', numberIn('strength', 0, 1))
    .option('--image <file>', 'picture to start from')
    .option(
      '--backend <name>',
      'cpu, cuda, webgpu or tensorrt',
      oneOf('backend', ['cpu', 'cuda', 'webgpu', 'tensorrt']),
      'cpu',
    )
    .option(
      '--precision <name>',
      'fp32, fp16, int8 or fp8 (default: fp32; of a GPU with TensorRT the best that is proved)',
      oneOf('precision', ['fp32', 'fp16', 'int8', 'fp8']),
    )
    .option('--max-sequence-length <n>', 'length of the T5 slot', integerIn('max-sequence-length', 0, 512))
    .option('--noise <file>', 'safetensors with "noise" F32 [count, C, H/f, W/f]; replaces the seed')
    .option('--save-latents <file>', 'write the final latents as safetensors')
    .option('--skip-layers <list>', 'blocks to leave out for skip-layer guidance, e.g. 7,8,9', layerList)
    .option(
      '--skip-layer-scale <x>',
      'strength of skip-layer guidance',
      numberIn('skip-layer-scale', 0, 50),
      2.8,
    )
    .option(
      '--skip-layer-start <x>',
      'share of the steps before it',
      numberIn('skip-layer-start', 0, 1),
      0.01,
    )
    .option(
      '--skip-layer-stop <x>',
      'share of the steps at which it ends',
      numberIn('skip-layer-stop', 0, 1),
      0.2,
    )
    .option('--threads <n>', 'threads for inference; 0 takes every core', integerIn('threads', 0, 256), 0)
    .option('--out <dir>', 'folder for the pictures', '.')
    .action(async (options: GenerateOptions) => {
      await run(options);
    });
  return withCommonOptions(command);
}

async function run(options: GenerateOptions): Promise<void> {
  const signal = interruptSignal();
  const { dir, manifest } = await engineFor(options, { signal, onProgress: say });
  await using model = await loadModel(dir, { threads: options.threads, spinning: true });
  const [shape] = manifest.shapes;
  const size = { width: options.width ?? shape?.width ?? 0, height: options.height ?? shape?.height ?? 0 };
  const request = await requestOf(options, size, manifest.defaults);
  if (options.negative !== undefined && request.guidance <= 1) {
    say('--negative has no effect without guidance; draw with --guidance above 1 to use it');
  }
  const result = await generate(model, request, {
    signal,
    onProgress: ({ step, total }) => say(`step ${step} of ${total}`),
  });
  const { key, backend, precision } = manifest;
  await writeResults(options, request, result, { model: manifest.model.name, key, backend, precision });
}

async function engineFor(options: GenerateOptions, hooks: EngineHooks): Promise<BuiltEngine> {
  const { model, backend, precision, width, height, maxSequenceLength } = options;
  const dataDir = resolve(options.data ?? defaultDataDir());
  const subject = {
    modelDir: resolve(model),
    ...(width === undefined ? {} : { width }),
    ...(height === undefined ? {} : { height }),
    ...(maxSequenceLength === undefined ? {} : { maxSequenceLength }),
  };
  if (backend !== 'tensorrt') {
    return ensureEngine({ ...subject, dataDir, backend, precision: precision ?? 'fp32' }, hooks);
  }
  const work = await gpuWork();
  return ensureGpuEngine(
    { ...subject, work, asked: precision ?? 'auto', gate: DEFAULT_GATE },
    dataDir,
    hooks,
  );
}

async function gpuWork(): Promise<GpuWork> {
  const chosen = await chooseTarget('auto');
  if (!chosen.cpu) return chosen;
  throw new InputError(
    `Expected a GPU that TensorRT draws with but received ${chosen.why ?? 'a machine without one'}. Choose --backend cpu.`,
  );
}

async function requestOf(
  options: GenerateOptions,
  size: { readonly width: number; readonly height: number },
  defaults: {
    readonly steps: { readonly fine: number };
    readonly guidance: { readonly balanced: number };
    readonly negativePrompt: string;
  },
): Promise<GenerateRequest> {
  const seed = options.seed ?? Math.floor(Math.random() * 2 ** 32);
  const init = options.image === undefined ? null : await readPicture(options.image, size);
  const noise = options.noise === undefined ? null : await readNoise(options.noise);
  return {
    ...size,
    prompt: options.prompt,
    negativePrompt: options.negative ?? defaults.negativePrompt,
    steps: options.steps ?? defaults.steps.fine,
    guidance: options.guidance ?? defaults.guidance.balanced,
    seeds: Array.from({ length: options.count }, (_, k) => (seed + k) % 2 ** 32),
    skipLayer: skipLayerOf(options),
    ...(init === null ? {} : { init: { image: init, strength: options.strength ?? 0.6 } }),
    ...(noise === null ? {} : { noise }),
  };
}

function skipLayerOf(options: GenerateOptions): SkipLayerGuidance | null {
  if (options.skipLayers === undefined) return null;
  const { skipLayers: layers, skipLayerScale: scale, skipLayerStart: start, skipLayerStop: stop } = options;
  return { layers, scale, start, stop };
}

async function writeResults(
  options: GenerateOptions,
  request: GenerateRequest,
  result: GenerateResult,
  engine: Pick<Manifest, 'key' | 'backend' | 'precision'> & { readonly model: string },
): Promise<void> {
  const out = resolve(options.out);
  const images: string[] = [];
  for (const [k, image] of result.images.entries()) {
    const seed = result.seeds[k] ?? 0;
    const path = join(out, `motif-${seed}.png`);
    await writePicture(path, image, factsOf(request, seed, engine));
    images.push(path);
  }
  if (options.saveLatents !== undefined) await saveLatents(options.saveLatents, result.latents);
  const { seeds, timings } = result;
  const { backend, precision } = engine;
  printResult(options.json, { images, seeds, backend, precision, steps: request.steps, timings }, images);
}

function layerList(text: string): readonly number[] {
  return text.split(',').map(integerIn('skip-layers', 0, 1000));
}
