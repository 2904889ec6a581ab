import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { TensorRtError } from '../../../device/tensorrt/errors.ts';
import type { TensorRt } from '../../../device/tensorrt/tensorrt.ts';
import { BuildError, throwIfAborted } from '../../errors.ts';
import { engineKey } from '../engine-key.ts';
import { MANIFEST_FILE, type Manifest } from '../manifest.ts';
import { StagingFolder } from '../staging-folder.ts';
import { graphPaths, planPath, withPlans } from './plan-paths.ts';

/** Who builds, and what for. */
export interface PlanBuilder {
  readonly tensorRt: Pick<TensorRt, 'build' | 'library' | 'computeCapabilities'>;
  /** E.g. `8.9`; where the library cannot be told, it is the GPU of this machine. */
  readonly computeCapability: string;
  /** Of this machine; null without a GPU. */
  readonly driver: string | null;
}

/** An engine folder of graphs in TensorRT's operators, whole and verified. */
export interface GraphFolder {
  readonly dir: string;
  readonly manifest: Manifest;
}

export interface PlanOptions {
  /** The engine folder; replaced as a whole when all plans are built, untouched when one fails. */
  readonly outDir: string;
  /** Further files of the engine, by their path in the folder: what proves its precision. */
  readonly proof: Readonly<Record<string, Uint8Array>>;
  readonly onProgress?: (progress: PlanProgress) => void;
  readonly signal?: AbortSignal | undefined;
}

/** Told before each plan, and at the end. */
export interface PlanProgress {
  /** The graph whose plan is built next; null when all are built. */
  readonly graph: string | null;
  readonly done: number;
  readonly total: number;
}

/** TensorRT's own default: the figures of building are measured with it. */
const OPTIMIZATION_LEVEL = 3;

/**
 * Builds a plan of every graph of an engine. What an interrupted build for the same folder has finished is
 * used again, so the folder's name must say everything that decides what is built.
 *
 * @returns the manifest, which is written last
 * @throws TensorRtError with TensorRT's own words; BuildError `disk-full`, `write-failed` or `aborted`
 */
export async function buildPlanEngine(
  graphs: GraphFolder,
  builder: PlanBuilder,
  options: PlanOptions,
): Promise<Manifest> {
  const build = async (staging: StagingFolder): Promise<Manifest> => {
    await buildPlans(graphs, builder, staging, options);
    for (const name of otherFiles(graphs.manifest)) {
      await staging.add(name, await readFile(path.join(graphs.dir, name)));
    }
    for (const [name, bytes] of Object.entries(options.proof)) await staging.add(name, bytes);
    throwIfAborted(options.signal);
    const manifest = planManifest(graphs.manifest, builder, staging.files);
    await staging.add(MANIFEST_FILE, Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`));
    return manifest;
  };
  return StagingFolder.build(options.outDir, build, { resume: true });
}

async function buildPlans(
  { dir, manifest }: GraphFolder,
  { tensorRt, computeCapability }: PlanBuilder,
  staging: StagingFolder,
  { onProgress, signal }: PlanOptions,
): Promise<void> {
  const names = graphPaths(manifest);
  // A library that cannot be told builds for the GPU it finds.
  const computeCapabilities = tensorRt.computeCapabilities.length === 0 ? [] : [computeCapability];
  for (const [done, name] of names.entries()) {
    onProgress?.({ graph: name, done, total: names.length });
    const [graph, plan] = [path.join(dir, name), path.join(staging.dir, planPath(name))];
    throwIfAborted(signal);
    await staging.step(planPath(name), z.null(), async () => {
      await mkdir(path.dirname(plan), { recursive: true });
      const request = { graph, plan, computeCapabilities, optimizationLevel: OPTIMIZATION_LEVEL } as const;
      await tensorRt.build(request, { signal }).catch(asBuildError);
      await staging.adopt(planPath(name));
      return null;
    });
  }
  onProgress?.({ graph: null, done: names.length, total: names.length });
}

/** A full disk and a cancelled build mean the same here whoever says so. */
function asBuildError(error: unknown): never {
  const { code } = error instanceof TensorRtError ? error : { code: null };
  if (error instanceof TensorRtError && (code === 'disk-full' || code === 'aborted')) {
    throw new BuildError(code, error.message, { cause: error });
  }
  throw error;
}

/** What is neither graph nor weights: tokenizers and words. */
function otherFiles({ files }: Manifest): string[] {
  return files.map(({ path: name }) => name).filter((name) => !/\.(onnx|weights)$/.test(name));
}

function planManifest(
  graphs: Manifest,
  { tensorRt, computeCapability, driver }: PlanBuilder,
  files: Manifest['files'],
): Manifest {
  const { library } = tensorRt;
  const builtFor = { computeCapability, optimizationLevel: OPTIMIZATION_LEVEL, driver };
  const identity = {
    graphs: { graphs: graphs.key },
    weights: graphs.model.weightsHash,
    words: null,
    plan: null,
    shapes: graphs.shapes,
    precision: graphs.precision,
  };
  const key = engineKey({ ...identity, backend: 'tensorrt', library, builder: builtFor });
  return { ...graphs, ...withPlans(graphs), key, backend: 'tensorrt', library, builtFor, files: [...files] };
}
