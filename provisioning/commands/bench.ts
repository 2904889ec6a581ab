import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { Command } from 'commander';
import { loadModel } from '../../runtime/engines/load-engines.ts';
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
  printResult(options.json, { model: fp32.manifest.model.name, ...asked, rows, int8Error: error }, [
    ...table(rows),
    '',
    `INT8 against FP32: latents relative L2 ${error.latentsRelativeL2.toFixed(4)}, pictures PSNR ${error.psnrDb.toFixed(1)} dB`,
  ]);
}

function table(rows: readonly BenchRow[]): string[] {
  const header = ['', 'total ms', 'min', 'max', 'text', 'denoise', 'decode', '× reference'];
  const body = rows.map((row) => [
    row.name,
    ...[row.totalMs, row.minMs, row.maxMs, row.encodeMs, row.denoiseMs, row.decodeMs].map((ms) =>
      ms === null ? '–' : ms.toFixed(0),
    ),
    row.ratio === null ? '–' : row.ratio.toFixed(2),
  ]);
  const widths = header.map((_, column) =>
    Math.max(...[header, ...body].map((line) => line[column]?.length ?? 0)),
  );
  return [header, ...body].map((line) =>
    line.map((cell, column) => cell.padStart(widths[column] ?? 0)).join('  '),
  );
}
