import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { Command } from 'commander';
import { type LoadedModel, loadModel } from '../../runtime/engines/load-engines.ts';
import type { OperatorCost } from '../bench/operator-profile.ts';
import { gemmThroughput, profileGraph } from '../bench/profile-graph.ts';
import { ReferenceProcess } from '../bench/reference-process.ts';
import { type BenchRequest, type BenchRow, benchRows, int8Error } from '../bench/run-bench.ts';
import { ensureEngine } from '../ensure-engine.ts';
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

interface BenchOptions {
  readonly model: string;
  readonly prompt: string;
  readonly steps?: number;
  readonly guidance?: number;
  readonly count: number;
  readonly rounds: number;
  readonly threads: number;
  readonly reference?: string;
  readonly profile: boolean;
  readonly json: boolean;
  readonly data?: string;
}

/** `motif bench`: times FP32 and INT8, alternating with a reference implementation, and measures INT8's error. */
export function benchCommand(): Command {
  const command = new Command('bench')
    .description('time this machine, precision against precision and against a reference')
    .option('--model <dir>', 'diffusers folder', STARTER_MODEL)
    .option('--prompt <text>', 'what to draw', '带有樱花元素的马克杯')
    .option('--steps <n>', 'denoising steps', integerIn('steps', 1, 500))
    .option('--guidance <scale>', 'guidance scale', numberIn('guidance', 0, 50))
    .option('--count <k>', 'pictures in a request', integerIn('count', 1, 16), 4)
    .option('--rounds <n>', 'counted rounds after one warm-up', integerIn('rounds', 1, 100), 3)
    .option(
      '--threads <n>',
      'threads for every contestant',
      integerIn('threads', 1, 256),
      availableParallelism(),
    )
    .option('--reference <command>', 'e.g. "python3 tests/bench/diffusers_reference.py"')
    .option('--profile', 'print which operators cost how much, component by component', false)
    .action(async (options: BenchOptions) => {
      await run(options);
    });
  return withCommonOptions(command);
}

async function run(options: BenchOptions): Promise<void> {
  const choice = {
    modelDir: resolve(options.model),
    dataDir: options.data ?? defaultDataDir(),
    backend: 'cpu' as const,
  };
  const hooks = { signal: interruptSignal(), onProgress: say };
  const fp32Engine = await ensureEngine({ ...choice, precision: 'fp32' }, hooks);
  const int8Engine = await ensureEngine({ ...choice, precision: 'int8' }, hooks);
  await using fp32 = await loadModel(fp32Engine.dir, { threads: options.threads, spinning: true });
  await using int8 = await loadModel(int8Engine.dir, { threads: options.threads, spinning: true });
  await using reference = options.reference === undefined ? null : new ReferenceProcess(options.reference);
  const { defaults } = fp32.manifest;
  const request: BenchRequest = {
    prompt: options.prompt,
    steps: options.steps ?? defaults.steps.fine,
    guidance: options.guidance ?? defaults.guidance.balanced,
    count: options.count,
    modelDir: choice.modelDir,
    threads: options.threads,
  };
  const rows = await benchRows({ fp32, int8, reference }, request, options.rounds, say);
  const error = await int8Error(fp32, int8, request);
  const { modelDir: _, ...asked } = request;
  const machine = await machineFacts(fp32, fp32Engine.dir, request, rows);
  const profile = options.profile ? await profiles(int8, int8Engine.dir, options.threads) : null;
  const result = { model: fp32.manifest.model.name, ...asked, rows, int8Error: error, machine, profile };
  printResult(options.json, result, [
    ...table(rows),
    '',
    ...machineSentences(machine),
    `INT8 against FP32: latents relative L2 ${error.latentsRelativeL2.toFixed(4)}, pictures PSNR ${error.psnrDb.toFixed(1)} dB`,
    ...Object.entries(profile ?? {}).flatMap(([name, costs]) => ['', ...profileTable(name, costs)]),
  ]);
}

interface MachineFacts {
  /** FP32, of one large matrix product by the same library and threads. */
  readonly gemmGflops: number;
  /** What one picture's prediction needs, in GFLOP. */
  readonly gflopPerPrediction: number;
  /** Speed of the drawing loop over `gemmGflops`, by contestant. */
  readonly drawingToGemm: Readonly<Record<string, number>>;
}

async function machineFacts(
  { manifest }: LoadedModel,
  dir: string,
  { threads, steps, guidance, count }: BenchRequest,
  rows: readonly BenchRow[],
): Promise<MachineFacts> {
  const graph = join(dir, manifest.shapes[0]?.transformer.batch1 ?? '');
  const flops = (await profileGraph(graph, threads)).reduce((sum, cost) => sum + cost.flops, 0);
  const gemm = await gemmThroughput(threads);
  const work = flops * steps * count * (guidance > 1 ? 2 : 1);
  const ratios = rows.flatMap(({ name, denoiseMs }) =>
    denoiseMs === null ? [] : [[name, work / (denoiseMs / 1000) / gemm] as const],
  );
  const drawingToGemm = Object.fromEntries(ratios);
  return { gemmGflops: gemm / 1e9, gflopPerPrediction: flops / 1e9, drawingToGemm };
}

function machineSentences({ gemmGflops, gflopPerPrediction, drawingToGemm }: MachineFacts): string[] {
  const ratios = Object.entries(drawingToGemm).map(([name, ratio]) => `${name} ${ratio.toFixed(2)}`);
  return [
    `This machine multiplies FP32 matrices at ${gemmGflops.toFixed(0)} GFLOP/s; one prediction takes ${gflopPerPrediction.toFixed(1)} GFLOP`,
    `Drawing loop relative to that: ${ratios.join(', ')}`,
  ];
}

async function profiles(
  { manifest }: LoadedModel,
  dir: string,
  threads: number,
): Promise<Readonly<Record<string, readonly OperatorCost[]>>> {
  const [shape] = manifest.shapes;
  return {
    'text encoder': await profileGraph(join(dir, manifest.text.clipG.graph), threads),
    transformer: await profileGraph(join(dir, shape?.transformer.batch1 ?? ''), threads),
    decoder: await profileGraph(join(dir, shape?.vaeDecoder ?? ''), threads),
  };
}

function profileTable(name: string, costs: readonly OperatorCost[]): string[] {
  const total = costs.reduce((sum, { ms }) => sum + ms, 0);
  const body = costs.map(({ operator, calls, ms }) => [
    operator,
    String(calls),
    ms.toFixed(1),
    `${((100 * ms) / total).toFixed(0)} %`,
  ]);
  return aligned([[`INT8 engine, ${name}`, 'calls', 'ms', 'share'], ...body]);
}

function table(rows: readonly BenchRow[]): string[] {
  const header = ['', 'total ms', 'min', 'max', 'text', 'denoise', 'decode', 'preview', '× reference'];
  const body = rows.map((row) => [
    row.name,
    ...[row.totalMs, row.minMs, row.maxMs, row.encodeMs, row.denoiseMs, row.decodeMs, row.firstPreviewMs].map(
      (ms) => (ms === null ? '–' : ms.toFixed(0)),
    ),
    row.ratio === null ? '–' : row.ratio.toFixed(2),
  ]);
  return aligned([header, ...body]);
}

function aligned(lines: readonly (readonly string[])[]): string[] {
  const widths = (lines[0] ?? []).map((_, column) =>
    Math.max(...lines.map((line) => line[column]?.length ?? 0)),
  );
  return lines.map((line) => line.map((cell, column) => cell.padStart(widths[column] ?? 0)).join('  '));
}
