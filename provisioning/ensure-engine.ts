import { access } from 'node:fs/promises';
import { join } from 'node:path';
import {
  estimateExport,
  exportFingerprint,
  exportModel,
  runtimeLibrary,
} from '../engine-build/build/build-engine.ts';
import type { PictureSize } from '../engine-build/build/engine-layout.ts';
import type { BuildEstimate } from '../engine-build/build/estimate.ts';
import {
  type Backend,
  MANIFEST_FILE,
  type Manifest,
  type Precision,
  type PreviewMap,
} from '../engine-build/build/manifest.ts';
import type { Proof } from '../engine-build/build/proof.ts';
import { type Checkpoint, openCheckpoint } from '../engine-build/checkpoint/checkpoint.ts';
import type { OperatorSet } from '../engine-build/graph/graph-builder.ts';
import { readManifest } from '../runtime/engines/open-manifest.ts';
import { percentSentences } from './progress.ts';
import { checkRoom, estimateSentence, roomFor } from './room.ts';
import { sourceFingerprint } from './source-fingerprint.ts';

/** What an engine is to draw; the model's own where left out. */
export interface EngineShapes {
  /** Pixels; with one side given, the favourite size has the other. */
  readonly width?: number;
  readonly height?: number;
  /** Length of the T5 slot. */
  readonly maxSequenceLength?: number;
}

export interface EngineChoice extends EngineShapes {
  readonly modelDir: string;
  readonly dataDir: string;
  readonly backend: Backend;
  readonly precision: Precision;
  /** Explicit quantisation; `precision` is then its format. */
  readonly proof?: Proof;
  /** Layers that F16 was seen not to hold. */
  readonly overflowing?: readonly string[];
  /** For whom the graphs are; ONNX Runtime by default. */
  readonly operators?: OperatorSet;
  /** The latent preview, where it was fitted already; null for models that have none. */
  readonly preview?: PreviewMap | null;
  /** Where to put the engine; a folder named by the fingerprint under `<dataDir>/engines` by default. */
  readonly outDir?: string;
  /** `outDir` is named by the fingerprint: what an interrupted build finished there is used. */
  readonly resume?: boolean;
}

export interface EngineHooks {
  readonly signal?: AbortSignal;
  readonly onProgress: (sentence: string) => void;
}

export interface BuiltEngine {
  readonly dir: string;
  readonly manifest: Manifest;
}

/**
 * Finds the engine for a model, size and precision, or builds it.
 *
 * @throws CheckpointError, BuildError or InputError with a sentence when it cannot be built
 */
export async function ensureEngine(choice: EngineChoice, hooks: EngineHooks): Promise<BuiltEngine> {
  await using checkpoint = await openCheckpoint(choice.modelDir);
  const options = exportOptions(checkpoint, choice);
  const dir = choice.outDir ?? join(choice.dataDir, 'engines', await nameOf(checkpoint, choice));
  // A folder of the caller's choice does not carry the fingerprint, so it is always built anew.
  const named = choice.outDir === undefined || choice.resume === true;
  const built = named ? await findEngine(dir) : null;
  if (built) return { dir, manifest: built };
  const estimate = await estimateExport(checkpoint, options);
  checkRoom(dir, estimate, await roomFor(dir));
  hooks.onProgress(`Building the ${choice.precision} engine of ${checkpoint.name} in ${dir}`);
  hooks.onProgress(estimateSentence(estimate));
  const manifest = await exportModel(checkpoint, {
    ...options,
    outDir: dir,
    resume: choice.resume ?? false,
    // Loaded only where an engine is really built: it brings the inference library with it.
    fitPreview: async (unfitted, folder) =>
      choice.preview ?? (await import('./fit-preview.ts')).fitPreview(unfitted, folder),
    signal: hooks.signal,
    onKeptHigh: (layers) => hooks.onProgress(`FP16 cannot hold ${layers.join(', ')}: kept in FP32`),
    onProgress: percentSentences(hooks.onProgress),
  });
  return { dir, manifest };
}

/**
 * The name of the engine that would be built, without reading weights.
 *
 * @param more what else decides it
 * @throws CheckpointError, BuildError or InputError with a sentence when it cannot be built
 */
export async function engineName(choice: EngineChoice, more: readonly string[] = []): Promise<string> {
  await using checkpoint = await openCheckpoint(choice.modelDir);
  return await nameOf(checkpoint, choice, more);
}

/** What building an engine would need; reads no weights. @throws as {@link engineName} */
export async function estimateEngine(choice: EngineChoice): Promise<BuildEstimate> {
  await using checkpoint = await openCheckpoint(choice.modelDir);
  return await estimateExport(checkpoint, exportOptions(checkpoint, choice));
}

async function nameOf(
  checkpoint: Checkpoint,
  choice: EngineChoice,
  more: readonly string[] = [],
): Promise<string> {
  const emission = await exportFingerprint(checkpoint, exportOptions(checkpoint, choice));
  return sourceFingerprint(choice.modelDir, [emission, choice.backend, runtimeLibrary(), ...more]);
}

async function findEngine(dir: string): Promise<Manifest | null> {
  const there = await access(join(dir, MANIFEST_FILE)).then(
    () => true,
    () => false,
  );
  return there ? readManifest(dir) : null;
}

function exportOptions(checkpoint: Checkpoint, choice: EngineChoice) {
  const { backend, precision, maxSequenceLength, proof, overflowing, operators } = choice;
  return {
    backend,
    precision,
    shapes: sizesOf(checkpoint, choice),
    ...(maxSequenceLength === undefined ? {} : { maxSequenceLength }),
    ...(proof === undefined ? {} : { proof }),
    ...(overflowing === undefined ? {} : { overflowing }),
    ...(operators === undefined ? {} : { operators }),
  };
}

/** Without a wish all sizes the model is meant for; a single side is completed by the favourite size. */
export function sizesOf(checkpoint: Checkpoint, { width, height }: EngineShapes): PictureSize[] {
  const sizes = checkpoint.sizes.map(([w, h]) => ({ width: w, height: h }));
  if (width === undefined && height === undefined) return sizes;
  const [favourite] = sizes;
  return [{ width: width ?? favourite?.width ?? 0, height: height ?? favourite?.height ?? 0 }];
}
