import { TensorRtError } from '../../device/tensorrt/errors.ts';
import { openTensorRt, type TensorRt, type TensorRtOptions } from '../../device/tensorrt/tensorrt.ts';
import type { Manifest } from '../../engine-build/build/manifest.ts';
import { MotifError } from '../errors.ts';
import type { Engine } from './engine.ts';
import { type OnnxEngineOptions, openOnnxEngine } from './onnx-engine.ts';
import { openTensorRtEngine } from './tensorrt-engine.ts';

export interface OpenerOptions {
  /** Threads for one graph; 0 (default) takes every physical core. */
  readonly threads?: number;
  /** Overrides the provider that the manifest's backend names. */
  readonly provider?: OnnxEngineOptions['provider'];
  /** Idle threads wait busily; for machines that do nothing but draw. Off by default. */
  readonly spinning?: boolean;
  /** Weights stay in their file; see {@link OnnxEngineOptions}. */
  readonly mapped?: boolean;
  /** Where TensorRT is. */
  readonly tensorRt?: TensorRtOptions;
}

/** Files with this ending are TensorRT's plans; all others are ONNX. */
export const PLAN_SUFFIX = '.plan';

/**
 * How the files of an engine folder are opened: plans by TensorRT, ONNX files by ONNX Runtime with the
 * backend's provider, on the CPU where they accompany plans.
 *
 * @throws MotifError('not-provisioned') when the TensorRT here is not the one that built the plans, or the GPU is
 * not one that they are for
 */
export async function graphOpener(
  { backend, library, builtFor }: Pick<Manifest, 'backend' | 'library' | 'builtFor'>,
  options: OpenerOptions = {},
): Promise<(path: string) => Promise<Engine>> {
  const onnx = {
    threads: options.threads ?? 0,
    provider: options.provider ?? (backend === 'tensorrt' ? 'cpu' : backend),
    spinning: options.spinning ?? false,
    mapped: options.mapped ?? false,
  };
  if (backend !== 'tensorrt') return (path) => openOnnxEngine(path, onnx);
  const tensorRt = await builderOf({ library, builtFor }, options.tensorRt);
  return (path) =>
    path.endsWith(PLAN_SUFFIX) ? openTensorRtEngine(path, tensorRt) : openOnnxEngine(path, onnx);
}

/** The TensorRT that built the plans, and the GPU they are for: others refuse them, or worse, do not. */
async function builderOf(
  { library, builtFor }: Pick<Manifest, 'library' | 'builtFor'>,
  options: TensorRtOptions | undefined,
): Promise<TensorRt> {
  const tensorRt = await opened(options);
  if (tensorRt.library !== library) {
    throw new MotifError(
      'not-provisioned',
      `Expected ${library}, which built this engine, but received ${tensorRt.library}. ` +
        'Rebuild needed because plans belong to one version: run "motif provision".',
    );
  }
  if (builtFor) await checkGpu(tensorRt, builtFor.computeCapability);
  return tensorRt;
}

async function checkGpu(tensorRt: TensorRt, wanted: string): Promise<void> {
  const { name, computeCapability } = await asNotProvisioned(() => tensorRt.gpu());
  if (computeCapability === wanted) return;
  throw new MotifError(
    'not-provisioned',
    `Expected a GPU of compute capability ${wanted}, which this engine is for, but received ${name} with ${computeCapability}. ` +
      'Rebuild needed because plans belong to one GPU generation: run "motif provision".',
  );
}

function opened(options: TensorRtOptions | undefined): Promise<TensorRt> {
  return asNotProvisioned(() => openTensorRt(options));
}

async function asNotProvisioned<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof TensorRtError) throw new MotifError('not-provisioned', cause.message, { cause });
    throw cause;
  }
}
