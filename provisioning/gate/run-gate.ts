import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { labGraph, writeRecordingGraph, writeSwitchedGraph } from '../../engine-build/build/lab.ts';
import { type Checkpoint, openCheckpoint } from '../../engine-build/checkpoint/checkpoint.ts';
import {
  type ActivationRanges,
  overflowingLayers,
  planFromRanges,
} from '../../engine-build/quantize/activation-ranges.ts';
import { attentionScales } from '../../engine-build/quantize/qdq-attention.ts';
import { type QdqFormat, type QdqPlan, shortened, without } from '../../engine-build/quantize/qdq-plan.ts';
import type { Engine } from '../../runtime/engines/engine.ts';
import { type LoadedModel, loadModel } from '../../runtime/engines/load-engines.ts';
import { type OnnxEngineOptions, openOnnxEngine } from '../../runtime/engines/onnx-engine.ts';
import { type EngineHooks, type EngineShapes, engineName, ensureEngine } from '../ensure-engine.ts';
import { calibrate } from './calibrate.ts';
import { Candidate } from './candidate.ts';
import { sizeOf } from './draw.ts';
import { isLarge } from './is-large.ts';
import { type Bar, judge } from './judge.ts';
import { FIRST_SEED, shopPrompts, wishesOf } from './prompts.ts';
import { referenceDrawings } from './reference.ts';
import { type Findings, type GateReport, gateReport } from './report.ts';

export interface GateChoice extends EngineShapes {
  readonly modelDir: string;
  readonly dataDir: string;
  readonly precision: QdqFormat;
  /** Whether the products inside FP8's attentions are quantised too; false by default. */
  readonly attention?: boolean;
  /** Prompts to calibrate with, and others to judge by. */
  readonly calibrationPrompts: number;
  readonly gatePrompts: number;
  readonly bar: Bar;
  readonly threads: number;
  /** Measure every layer alone, or only where all together miss the bar; `all` by default. */
  readonly layerErrors?: 'all' | 'if-needed';
  /** Steps of a drawing; the model's quick ones by default. */
  readonly steps?: number;
}

export interface GateResult {
  /** What may be built: only layers with which the bar is kept. */
  readonly plan: QdqPlan;
  readonly report: GateReport;
  readonly findings: Findings;
}

/**
 * Finds a precision plan that is proved: calibrates, measures each layer and the whole against FP32 on this
 * machine's CPU, and moves the worst layers back until the bar is kept. What ONNX Runtime computes from the
 * quantised graph is what the graph says, so the figures hold for every device up to the rounding of FP16.
 *
 * @throws CheckpointError, BuildError or InputError with a sentence
 */
export async function runGate(choice: GateChoice, hooks: EngineHooks): Promise<GateResult> {
  const asked = { ...choice, backend: 'cpu', precision: 'fp32' } as const;
  await using checkpoint = await openCheckpoint(choice.modelDir);
  const name = await engineName(asked);
  const { dir } = await ensureEngine(asked, hooks);
  const opening = { threads: choice.threads, spinning: true, mapped: await isLarge(checkpoint) };
  await using model = await loadModel(dir, opening);
  const lab = { dir: join(choice.dataDir, 'gate', name), opening };
  const ranges = await rangesFor(choice, checkpoint, model, lab, hooks);
  const plan = await planOf(choice, checkpoint, ranges);
  const findings = await findingsOf(choice, checkpoint, model, plan, lab, hooks);
  const complete = { ...findings, overflowing: overflowingLayers(ranges) };
  const report = gateReport(complete);
  return { plan: without(plan, report.keptHigh), report, findings: complete };
}

async function planOf(
  { precision, attention = false }: GateChoice,
  { transformer: { weights, config } }: Checkpoint,
  ranges: ActivationRanges,
): Promise<QdqPlan> {
  const plan = await planFromRanges(precision, ranges, weights);
  if (!attention || precision !== 'fp8') return plan;
  return { ...plan, attention: await attentionScales(ranges, weights, config.attention_head_dim) };
}

/** Where graphs are written only to be looked at, and how they are opened. */
interface Lab {
  readonly dir: string;
  readonly opening: Omit<OnnxEngineOptions, 'provider'>;
}

async function rangesFor(
  { calibrationPrompts, steps }: GateChoice,
  checkpoint: Checkpoint,
  model: LoadedModel,
  lab: Lab,
  { onProgress, signal }: EngineHooks,
): Promise<ActivationRanges> {
  const prompts = shopPrompts(checkpoint.styles, calibrationPrompts);
  const wishes = wishesOf(prompts, FIRST_SEED.calibration, steps);
  const dir = join(lab.dir, 'recording');
  onProgress(`Calibrating ${checkpoint.name} with ${wishes.length} prompts of the shop`);
  const layers = await writeRecordingGraph(checkpoint, labShape(model), dir, signal);
  await using recording = await openGraph(dir, lab);
  const identity = createHash('sha256')
    .update(JSON.stringify([wishes, model.manifest.key]))
    .digest('hex');
  const file = join(lab.dir, `ranges-${identity.slice(0, 16)}.json`);
  return await calibrate(model, recording, layers, wishes, file, {
    onProgress,
    ...(signal ? { signal } : {}),
  });
}

async function findingsOf(
  { bar, precision, gatePrompts, steps, layerErrors: wanted }: GateChoice,
  checkpoint: Checkpoint,
  model: LoadedModel,
  plan: QdqPlan,
  lab: Lab,
  hooks: EngineHooks,
): Promise<Omit<Findings, 'overflowing'>> {
  const dir = join(lab.dir, precision);
  const layers = shortened(plan);
  hooks.onProgress(`Measuring ${layers.length} layers in ${precision} against FP32`);
  await writeSwitchedGraph(checkpoint, labShape(model), plan, dir, hooks.signal);
  await using engine = await openGraph(dir, lab);
  const candidate = new Candidate(engine, layers);
  const wishes = wishesOf(shopPrompts(checkpoint.styles, gatePrompts), FIRST_SEED.gate, steps);
  const drawings = await referenceDrawings(model, wishes, hooks.signal);
  const subject = { candidate, model, drawings, layers, bar };
  const { ranked, verdict } = await judge(subject, wanted ?? 'all', hooks);
  return { model: checkpoint.name, precision, bar, ranked, verdict, drawings };
}

function labShape({ manifest }: LoadedModel) {
  return { size: sizeOf(manifest), maxSequenceLength: manifest.settings.maxSequenceLength };
}

function openGraph(dir: string, { opening }: Lab): Promise<Engine> {
  return openOnnxEngine(join(dir, labGraph), { ...opening, provider: 'cpu' });
}
