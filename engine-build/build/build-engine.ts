import { createRequire } from 'node:module';
import type { Checkpoint } from '../checkpoint/checkpoint.ts';
import { throwIfAborted } from '../errors.ts';
import { float16Dialect, float32Dialect } from '../graph/dialect.ts';
import type { OperatorSet } from '../graph/graph-builder.ts';
import { overflowingConvs, overflowingWeights } from '../quantize/overflow.ts';
import { precisionPlan } from '../quantize/precision-plan.ts';
import { cpuFlags, weightBitsFor } from '../quantize/weight-bits.ts';
import { checkPrecision, checkSequenceLength, checkSizes } from './check-options.ts';
import { copyTokenizers } from './copy-tokenizers.ts';
import { copyWords } from './copy-words.ts';
import { engineKey, weightsHash } from './engine-key.ts';
import { engineComponents, type LayoutOptions, type PictureSize, shapeFiles } from './engine-layout.ts';
import { type BuildEstimate, estimateBuild } from './estimate.ts';
import { planComponent, type WrittenComponent, writeComponent, writtenSchema } from './export-component.ts';
import { emissionFingerprint } from './fingerprint.ts';
import { type Backend, MANIFEST_FILE, type Manifest, type Precision, type PreviewMap } from './manifest.ts';
import { describeModel } from './model-manifest.ts';
import { checkPlan, type Proof } from './proof.ts';
import { StagingFolder } from './staging-folder.ts';

export type UnfittedManifest = Omit<Manifest, 'preview'>;

export interface BuildProgress {
  /** What is being done, e.g. `transformer/transformer.weights`. */
  readonly step: string;
  /** Bytes of weights written, of all that will be. */
  readonly bytes: number;
  readonly totalBytes: number;
}

export interface ExportOptions {
  /** The engine folder; replaced as a whole when the export succeeds, untouched when it fails. */
  readonly outDir: string;
  /** Picture sizes to serve; the model's own by default. */
  readonly shapes?: readonly PictureSize[];
  /**
   * FP16, and FP8 and INT8 for `standard` operators, compute in FP16 what is not quantised; the graphs' inputs
   * and outputs are FP32 always. FP8, and INT8 for other than ONNX Runtime, need a proof.
   */
  readonly precision: Precision;
  readonly backend?: Backend;
  /** Length of the T5 slot; the model's own by default. */
  readonly maxSequenceLength?: number;
  /** Bits of INT8 weights; by default what this machine's CPU multiplies without saturating. */
  readonly weightBits?: 7 | 8;
  /** Quantise the transformer explicitly, by a plan that was proved; `precision` is then the plan's format. */
  readonly proof?: Proof;
  /** Layers, by their name in the checkpoint, whose activations F16 was seen not to hold; they stay in FP32. */
  readonly overflowing?: readonly string[];
  /** For whom the graphs are; ONNX Runtime by default. */
  readonly operators?: OperatorSet;
  /** Fits the latent preview with the finished graphs in `dir`, before the manifest is written. */
  readonly fitPreview?: (manifest: UnfittedManifest, dir: string) => Promise<PreviewMap>;
  /** Go on with what an interrupted export for the same `outDir` has finished; see {@link StagingFolder}. */
  readonly resume?: boolean;
  readonly onProgress?: (progress: BuildProgress) => void;
  /** Told the layers that stay in FP32 because their weights or activations leave the range of F16. */
  readonly onKeptHigh?: (layers: readonly string[]) => void;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Turns a checkpoint into an engine folder: graphs, one weight file for each network, tokenizers, and
 * the manifest, written last. Weights are streamed, so memory stays far below the model's size.
 *
 * @returns the manifest
 * @throws BuildError for sizes and options the model cannot serve, a full disk or a cancelled export;
 * CheckpointError when the model's files turn out to be damaged
 */
export async function exportModel(checkpoint: Checkpoint, options: ExportOptions): Promise<Manifest> {
  const wanted = await layoutOf(checkpoint, options);
  const highLayers = wanted.dialect.compute === 'float32' ? [] : await overflowingIn(checkpoint, options);
  if (highLayers.length > 0) options.onKeptHigh?.(highLayers);
  const layout = highLayers.length > 0 ? { ...wanted, dialect: float16Dialect(highLayers) } : wanted;
  const build = async (staging: StagingFolder): Promise<Manifest> => {
    const written = await writeComponents(checkpoint, layout, staging, options);
    const tokenizers = await copyTokenizers(checkpoint, staging);
    const words = await copyWords(checkpoint.dir, staging);
    const manifest: UnfittedManifest = {
      format: 1,
      ...describeModel(checkpoint, layout.maxSequenceLength, { tokenizers, words: words?.path ?? null }),
      ...identify(checkpoint, layout, { written, words: words?.sha256 ?? null }, options),
      builtFor: null,
      shapes: layout.sizes.map((size) => shapeFiles(size, checkpoint)),
      ...(options.proof ? { gate: options.proof.gate } : {}),
      ...(highLayers.length > 0 ? { highLayers: [...highLayers] } : {}),
      files: [...staging.files],
    };
    throwIfAborted(options.signal);
    const preview = (await options.fitPreview?.(manifest, staging.dir)) ?? null;
    throwIfAborted(options.signal);
    const whole: Manifest = { ...manifest, preview };
    await staging.add(MANIFEST_FILE, Buffer.from(`${JSON.stringify(whole, null, 2)}\n`));
    return whole;
  };
  return StagingFolder.build(options.outDir, build, { resume: options.resume ?? false });
}

/**
 * sha256 over what {@link exportModel} would emit with these options, reading no weights; see
 * {@link emissionFingerprint}.
 *
 * @throws BuildError for options the model cannot serve
 */
export async function exportFingerprint(
  checkpoint: Checkpoint,
  options: Omit<ExportOptions, 'outDir'>,
): Promise<string> {
  return emissionFingerprint(checkpoint, await layoutOf(checkpoint, options));
}

/**
 * What {@link exportModel} would need with these options; reads no weights.
 *
 * @throws BuildError for options the model cannot serve
 */
export async function estimateExport(
  checkpoint: Checkpoint,
  options: Omit<ExportOptions, 'outDir'>,
): Promise<BuildEstimate> {
  const layout = await layoutOf(checkpoint, options);
  return estimateBuild(checkpoint, layout.sizes, engineComponents(checkpoint, layout).map(planComponent));
}

async function layoutOf(
  checkpoint: Checkpoint,
  options: Omit<ExportOptions, 'outDir'>,
): Promise<LayoutOptions> {
  const sizes = options.shapes ?? checkpoint.sizes.map(([width, height]) => ({ width, height }));
  const maxSequenceLength = options.maxSequenceLength ?? checkpoint.maxSequenceLength;
  const operators = options.operators ?? 'onnxruntime';
  const precision = checkPrecision(options.precision, operators, options.proof);
  if (options.proof) checkPlan(checkpoint, options.proof.plan);
  checkSizes(checkpoint, sizes);
  checkSequenceLength(checkpoint, maxSequenceLength);
  const weightBits = options.weightBits ?? weightBitsFor(await cpuFlags());
  const plan = precisionPlan(precision, weightBits);
  const qdq = options.proof ? { qdq: options.proof.plan } : {};
  const half = options.precision === 'fp16' || (options.precision !== 'fp32' && operators === 'standard');
  const dialect = half ? float16Dialect(seenToOverflow(options)) : float32Dialect;
  return { sizes, maxSequenceLength, plan, ...qdq, operators, dialect };
}

type Measured = Pick<ExportOptions, 'proof' | 'overflowing'>;

/** Layers whose activations F16 was seen not to hold, by the gate and by who drew for it. */
function seenToOverflow({ proof, overflowing = [] }: Measured): readonly string[] {
  return [...(proof?.gate.overflowing ?? []), ...overflowing];
}

/** Layers that F16 cannot hold, by what they were seen to compute or by their weights, which are read for it. */
async function overflowingIn(
  { transformer, vae, clipL, clipG, t5 }: Checkpoint,
  options: Measured,
): Promise<readonly string[]> {
  const convs = vae.decoderRanges ? overflowingConvs(vae.decoderRanges) : [];
  const layers = new Set([...seenToOverflow(options), ...convs]);
  for (const { weights } of [transformer, vae, clipL, clipG, ...(t5 ? [t5] : [])]) {
    for (const layer of await overflowingWeights(weights)) layers.add(layer);
  }
  return [...layers];
}

async function writeComponents(
  checkpoint: Checkpoint,
  layout: LayoutOptions,
  staging: StagingFolder,
  { onProgress, signal }: ExportOptions,
): Promise<WrittenComponent[]> {
  const planned = engineComponents(checkpoint, layout).map(planComponent);
  const totalBytes = planned.reduce((sum, component) => sum + component.layout.bytes, 0);
  const written: WrittenComponent[] = [];
  let bytes = 0;
  for (const component of planned) {
    const step = component.plan.weightFile;
    const onBytes = (more: number): void => {
      bytes += more;
      onProgress?.({ step, bytes, totalBytes });
    };
    const end = bytes + component.layout.bytes;
    const write = () => writeComponent(staging, component, { onBytes, signal });
    throwIfAborted(signal);
    written.push(await staging.step(step, writtenSchema, write));
    onBytes(end - bytes); // what was there already
  }
  return written;
}

function identify(
  checkpoint: Checkpoint,
  { plan: base, qdq, sizes }: LayoutOptions,
  { written, words }: { readonly written: readonly WrittenComponent[]; readonly words: string | null },
  { precision, backend = 'cpu' }: ExportOptions,
): Pick<Manifest, 'key' | 'model' | 'backend' | 'precision' | 'library'> {
  const library = runtimeLibrary();
  const weights = weightsHash(written.map((component) => component.weights));
  const graphs = Object.assign({}, ...written.map((component) => component.graphs));
  const shapes = sizes.map((size) => shapeFiles(size, checkpoint));
  const plan = qdq ? [base, qdq] : base;
  const key = engineKey({ graphs, weights, words, plan, shapes, backend, precision, library });
  const model = { name: checkpoint.name, family: checkpoint.family, weightsHash: weights };
  return { key, model, backend, precision, library };
}

/** Name and version of what executes the graphs. */
export function runtimeLibrary(): string {
  const { version } = createRequire(import.meta.url)('onnxruntime-node/package.json') as { version: string };
  return `onnxruntime-node ${version}`;
}
