import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensureAddon } from './build-addon.ts';
import { type BuildHooks, type BuildRequest, type BuiltPlan, buildPlan } from './build-plan.ts';
import { TensorRtError } from './errors.ts';
import { type GpuReport, type NativeAddon, requireAddon } from './native-addon.ts';
import { examineGpu, openPlan, type PlanEngine } from './open-plan.ts';
import { failureOf } from './sentences.ts';
import { FAMILIES, type Family } from './slot-tables.ts';

/** TensorRT, loaded into this process. There is one; it cannot be unloaded. */
export interface TensorRt {
  readonly product: Family['product'];
  /** E.g. `1.7.1`. */
  readonly version: string;
  /** As manifests state it, e.g. `TensorRT-RTX 1.7.1`. */
  readonly library: string;
  /** What it builds for on any machine, e.g. `8.9`; empty where it builds only for the GPU it finds. */
  readonly computeCapabilities: readonly string[];
  /** @throws TensorRtError; see {@link buildPlan} */
  build(request: BuildRequest, hooks?: BuildHooks): Promise<BuiltPlan>;
  /** @throws TensorRtError; see {@link openPlan} */
  open(plan: string): Promise<PlanEngine>;
  /** The GPU that runs plans, proved by a copy. @throws TensorRtError `no-gpu` */
  gpu(): Promise<GpuReport>;
}

export interface TensorRtOptions {
  /** Holds the libraries; by default MOTIF_TENSORRT, else wherever the dynamic linker looks. */
  readonly folder?: string | undefined;
  /** The CUDA driver's library. */
  readonly cudaLibrary?: string;
}

const CUDA_LIBRARY = 'libcuda.so.1';

/**
 * Loads the best TensorRT there is, and its ONNX parser where that is there. A library can crash the process that loads it, so
 * ask `probeTensorRt` first where that matters.
 *
 * @throws TensorRtError `addon-missing`, `library-missing`, `library-unknown` or `libraries-mixed`
 */
export async function openTensorRt(options: TensorRtOptions = {}): Promise<TensorRt> {
  const addon = requireAddon(await ensureAddon());
  const { family, version } = load(addon, options.folder ?? process.env.MOTIF_TENSORRT);
  const cudaLibrary = options.cudaLibrary ?? CUDA_LIBRARY;
  const library = `${family.product} ${version}`;
  const computeCapabilities = new Map<string, number>(Object.entries(family.computeCapabilities));
  return {
    product: family.product,
    version,
    library,
    computeCapabilities: [...computeCapabilities.keys()],
    build: (request, hooks) => buildPlan({ addon, library, computeCapabilities }, request, hooks),
    open: (plan) => openPlan({ addon, library, cudaLibrary }, plan),
    gpu: () => examineGpu(addon, cudaLibrary),
  };
}

interface Loaded {
  readonly family: Family;
  readonly version: string;
}

function load(addon: NativeAddon, folder: string | undefined): Loaded {
  const missing: string[] = [];
  for (const family of FAMILIES.filter((candidate) => isThere(candidate, folder))) {
    try {
      return loadFamily(addon, family, folder);
    } catch (cause) {
      const failure = failureOf(cause);
      if (failure.code !== 'library-missing') throw cannotLoad(failure, cause);
      missing.push(failure.text);
    }
  }
  const names = FAMILIES.map(({ library }) => library).join(', ');
  throw new TensorRtError(
    'library-missing',
    `Expected one of ${names} ${folder ? `in ${folder}` : 'where the dynamic linker looks'} ` +
      `but received: ${missing[0] ?? 'none of them'}. Install TensorRT-RTX, or set MOTIF_TENSORRT to its folder.`,
  );
}

/** Without a folder only the dynamic linker knows. */
function isThere({ library }: Family, folder: string | undefined): boolean {
  return folder === undefined || existsSync(join(folder, library));
}

function loadFamily(addon: NativeAddon, asked: Family, folder: string | undefined): Loaded {
  const path = (name: string) => (folder === undefined ? name : join(folder, name));
  const loaded = loadWithParser(addon, path(asked.library), path(asked.parser));
  const family = FAMILIES.find((candidate) => candidate.family === loaded.family) ?? asked;
  return { family, version: versionText(loaded.version) };
}

/** Plans run without a parser; whoever builds is told then. */
function loadWithParser(
  addon: NativeAddon,
  library: string,
  parser: string,
): ReturnType<NativeAddon['load']> {
  try {
    return addon.load(library, parser);
  } catch (cause) {
    if (failureOf(cause).code !== 'library-missing') throw cause;
    return addon.load(library, '');
  }
}

function cannotLoad({ code, text }: ReturnType<typeof failureOf>, cause: unknown): TensorRtError {
  const known = FAMILIES.map(
    ({ product, versions }) =>
      `${product} ${versionText(versions.from)} to below ${versionText(versions.below)}`,
  ).join(', ');
  const remedy =
    code === 'libraries-mixed' ? 'Install library and parser of one release' : 'Install one of these';
  return new TensorRtError(code, `Expected ${known} but received: ${text}. ${remedy}.`, { cause });
}

/** 10701 is 1.7.1, 101401 is 10.14.1. */
function versionText(version: number): string {
  return [Math.floor(version / 10_000), Math.floor(version / 100) % 100, version % 100].join('.');
}
