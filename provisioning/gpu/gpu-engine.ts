import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Precision } from '../../engine-build/build/manifest.ts';
import { buildPlanEngine, type PlanProgress } from '../../engine-build/build/plans/build-plans.ts';
import { readManifest } from '../../runtime/engines/open-manifest.ts';
import { InputError } from '../../runtime/errors.ts';
import { type BuiltEngine, type EngineHooks, engineName, ensureEngine } from '../ensure-engine.ts';
import { rungsFor } from '../ladder/rungs.ts';
import { durationText } from '../progress.ts';
import type { EngineRecipe, RecipeFolders } from '../slot-engine.ts';
import { foldersFingerprint } from '../source-fingerprint.ts';
import type { GpuWork } from './choose-target.ts';
import { measureMagnitudes, overflowingOf } from './find-overflow.ts';
import { checkGpuRoom } from './gpu-room.ts';
import { type GateSubject, PROOF_FILES, type Proved, provePrecision } from './prove-precision.ts';

/** An engine of TensorRT's plans for one GPU. */
export interface GpuChoice extends GateSubject {
  readonly work: GpuWork;
  readonly asked: Precision | 'auto';
}

/** The program that decides how a precision is proved. */
const PROVING_FOLDERS = ['gate', 'gpu', 'ladder'].map((name) => join('provisioning', name));
/** A plan that quantises less than this share of what it may is not worth its conversions: the next rung is. */
const LEAST_QUANTISED = 0.5;

/**
 * How the engine of a GPU comes about: climb down the ladder of precisions until one is proved, emit its
 * graphs, build their plans.
 *
 * @throws InputError at once for a precision that the silicon does not compute; nothing is asked or built
 */
export function gpuRecipe(choice: GpuChoice): EngineRecipe {
  const { modelDir, work, asked } = choice;
  const rungs = rungsFor(work.target, asked);
  return {
    wish: { modelDir, target: work.target, precision: asked },
    source: () => gpuSource(choice),
    build: async (folders, hooks) => {
      const { work: _, asked: __, ...subject } = choice;
      await checkGpuRoom(subject, rungs[0] ?? 'fp16', folders.outDir, hooks);
      return climbDown(rungs, choice, folders, hooks);
    },
  };
}

/** Builds the engine of a recipe into a folder outside the slots, replaced as a whole. */
export async function buildOutside(
  recipe: EngineRecipe,
  outDir: string,
  hooks: EngineHooks,
): Promise<BuiltEngine> {
  const folders = { outDir: `${outDir}-${await recipe.source()}`, workDir: `${outDir}.work` };
  const { manifest } = await recipe.build(folders, hooks);
  await rm(outDir, { recursive: true, force: true });
  await rename(folders.outDir, outDir);
  await rm(folders.workDir, { recursive: true, force: true });
  return { dir: outDir, manifest };
}

/** Finds the engine of a choice under `<dataDir>/engines`, or builds it there, outside the slots. */
export async function ensureGpuEngine(
  choice: GpuChoice,
  dataDir: string,
  hooks: EngineHooks,
): Promise<BuiltEngine> {
  const recipe = gpuRecipe(choice);
  const outDir = join(dataDir, 'engines', await recipe.source());
  const there = await readManifest(outDir).catch(() => null);
  return there ? { dir: outDir, manifest: there } : await buildOutside(recipe, outDir, hooks);
}

/** Name of the engine by what decides it, {@link engineName}'s counterpart. */
async function gpuSource({ work, asked, gate, ...subject }: GpuChoice): Promise<string> {
  const emission = { ...subject, dataDir: '', backend: 'cpu', precision: 'fp32' } as const;
  const { threads: _, ...settings } = gate;
  const proving = await foldersFingerprint(PROVING_FOLDERS);
  const identity = JSON.stringify([work.target, asked, settings, work.tensorRt.library, proving]);
  return await engineName({ ...emission, operators: 'standard' }, [identity]);
}

async function climbDown(
  rungs: readonly Precision[],
  choice: GpuChoice,
  folders: RecipeFolders,
  hooks: EngineHooks,
): Promise<BuiltEngine> {
  for (const precision of rungs) {
    const proved = await prove(precision, choice, folders, hooks);
    if (proved !== null) return await build(precision, proved, choice, folders, hooks);
    hooks.onProgress(`${precision.toUpperCase()} does not keep to the bar with half of its layers`);
  }
  throw new InputError(
    `Expected ${choice.asked} to keep to the quality bar with at least half of its layers but it does not. Choose --precision auto, or another bar with "motif gate".`,
  );
}

/** Null where the rung does not hold. */
async function prove(
  precision: Precision,
  { work: _, asked: __, ...subject }: GpuChoice,
  { workDir }: RecipeFolders,
  hooks: EngineHooks,
): Promise<Proved | null> {
  if (precision !== 'fp8' && precision !== 'int8') return { proof: null, files: {} };
  const proved = await provePrecision(precision, subject, workDir, hooks);
  const { keptHigh = [], quantisedLayers = 0 } = proved.proof?.gate ?? {};
  const share = quantisedLayers / (quantisedLayers + keptHigh.length);
  return share >= LEAST_QUANTISED ? proved : null;
}

async function build(
  precision: Precision,
  { proof, files }: Proved,
  { work, asked: _, gate, ...subject }: GpuChoice,
  { outDir, workDir }: RecipeFolders,
  hooks: EngineHooks,
): Promise<BuiltEngine> {
  // FP32 on the CPU: what precisions are measured against, and where the live preview is fitted.
  const asked = { ...subject, dataDir: workDir };
  const reference = await ensureEngine({ ...asked, backend: 'cpu', precision: 'fp32' }, hooks);
  const magnitudes = await measureMagnitudes({ ...subject, gate }, reference, workDir, hooks);
  const graphs = await ensureEngine(
    {
      ...asked,
      backend: 'tensorrt',
      precision,
      operators: 'standard',
      preview: reference.manifest.preview,
      outDir: join(workDir, `graphs-${precision}`),
      resume: true,
      overflowing: overflowingOf(magnitudes),
      ...(proof ? { proof } : {}),
    },
    hooks,
  );
  const manifest = await buildPlanEngine(graphs, work, {
    outDir,
    proof: { ...files, [PROOF_FILES.magnitudes]: Buffer.from(`${JSON.stringify(magnitudes)}\n`) },
    onProgress: planSentences(hooks.onProgress),
    signal: hooks.signal,
  });
  return { dir: outDir, manifest };
}

/** A sentence for each plan, with the time left as the plans so far promise it. */
function planSentences(onProgress: (sentence: string) => void): (progress: PlanProgress) => void {
  const started = performance.now();
  return ({ graph, done, total }) => {
    if (graph === null) return;
    const left = ((performance.now() - started) * (total - done)) / Math.max(1, done);
    const promise = done === 0 ? '' : `, ${durationText(left)} left`;
    onProgress(`Building plan ${done + 1} of ${total}, ${graph}${promise}`);
  };
}
