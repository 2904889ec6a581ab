import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { Command } from 'commander';
import { proofText } from '../../engine-build/build/proof.ts';
import type { QdqFormat } from '../../engine-build/quantize/qdq-plan.ts';
import { writeWhole } from '../../runtime/store/atomic-write.ts';
import { DEFAULT_BAR } from '../gate/judge.ts';
import { type GateReport, gateSummary } from '../gate/report.ts';
import { reportPage } from '../gate/report-page.ts';
import { runGate } from '../gate/run-gate.ts';
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

interface GateOptions {
  readonly model: string;
  readonly precision: QdqFormat;
  readonly attention: boolean;
  readonly prompts: number;
  readonly pictures: number;
  readonly meanError: number;
  readonly worstError: number;
  readonly psnr: number;
  readonly threads: number;
  readonly out: string;
  readonly json: boolean;
  readonly data?: string;
}

/** `motif gate`: calibrates a precision, measures it against FP32 and says which layers must stay high. */
export function gateCommand(): Command {
  const command = new Command('gate')
    .description('prove a precision: calibrate it, measure it against FP32, keep layers high until it passes')
    .option('--model <dir>', 'diffusers folder', STARTER_MODEL)
    .option('--precision <name>', 'fp8 or int8', oneOf('precision', ['fp8', 'int8']), 'fp8')
    .option('--attention', 'FP8 also for the products inside attentions', false)
    .option('--prompts <n>', 'prompts to calibrate with', integerIn('prompts', 1, 1000), 32)
    .option('--pictures <n>', 'pictures to judge by', integerIn('pictures', 1, 100), 4)
    .option(
      '--mean-error <share>',
      'most error on average',
      numberIn('mean-error', 0, 1),
      DEFAULT_BAR.meanError,
    )
    .option(
      '--worst-error <share>',
      'most error at worst',
      numberIn('worst-error', 0, 1),
      DEFAULT_BAR.worstError,
    )
    .option('--psnr <dB>', 'least PSNR of a picture', numberIn('psnr', 0, 100), DEFAULT_BAR.psnrDb)
    .option('--threads <n>', 'threads for inference', integerIn('threads', 1, 256), availableParallelism())
    .option('--out <dir>', 'folder for report.json, report.html and plan.json', '.')
    .action(async (options: GateOptions) => {
      await run(options);
    });
  return withCommonOptions(command);
}

async function run({ model, out, json, data, ...options }: GateOptions): Promise<void> {
  const { meanError, worstError, psnr: psnrDb } = options;
  const choice = {
    modelDir: resolve(model),
    dataDir: resolve(data ?? defaultDataDir()),
    precision: options.precision,
    attention: options.attention,
    calibrationPrompts: options.prompts,
    gatePrompts: options.pictures,
    bar: { meanError, worstError, psnrDb },
    threads: options.threads,
  };
  const { plan, report, findings } = await runGate(choice, { signal: interruptSignal(), onProgress: say });
  const folder = resolve(out);
  await writeWhole(join(folder, 'plan.json'), Buffer.from(proofText(plan, gateSummary(report))));
  await writeWhole(join(folder, 'report.json'), Buffer.from(`${JSON.stringify(report, null, 2)}\n`));
  await writeWhole(join(folder, 'report.html'), Buffer.from(await reportPage(report, findings)));
  printResult(json, { out: folder, ...report }, [
    ...sentences(report),
    `The report is ${join(folder, 'report.html')}`,
  ]);
}

function sentences({ model, precision, passed, meanError, worstError, ...rest }: GateReport): string[] {
  const percent = (share: number) => `${(100 * share).toFixed(2)} %`;
  const psnrs = rest.pictures.map(({ psnrDb }) => psnrDb);
  return [
    `${model} in ${precision}: ${passed ? 'passed' : 'not passed'}, velocity ${percent(meanError)} off on average, ${percent(worstError)} at worst, pictures at least ${Math.min(...psnrs).toFixed(1)} dB`,
    `${rest.quantisedLayers} layers are quantised; high stay ${rest.keptHigh.join(', ') || 'only those that always do'}`,
    ...(rest.overflowing.length > 0 ? [`FP16 cannot hold ${rest.overflowing.join(', ')}: kept in FP32`] : []),
  ];
}
