import { readDeviceProfile } from '../../device/profile/profile.ts';
import { TensorRtError } from '../../device/tensorrt/errors.ts';
import { probeTensorRt } from '../../device/tensorrt/probe.ts';
import { openTensorRt, type TensorRt } from '../../device/tensorrt/tensorrt.ts';
import { GPU_TARGETS, type GpuTargetName, type TargetName, targetOfCapability } from '../ladder/targets.ts';

/** A GPU to build for, and the TensorRT that will. */
export interface GpuWork {
  readonly target: GpuTargetName;
  readonly computeCapability: string;
  readonly tensorRt: TensorRt;
  /** Of this machine; null without a GPU. */
  readonly driver: string | null;
}

/** Where the engine will run; `why` says what keeps a GPU that is there from it. */
export type ChosenTarget =
  | { readonly cpu: true; readonly why: string | null }
  | ({ readonly cpu: false } & GpuWork);

/**
 * Decides for what to build. `auto` takes the first GPU where TensorRT builds for it, else the CPU; a target
 * asked for by name is built for or refused.
 *
 * @throws TensorRtError when a GPU was asked for by name and nothing here builds for it
 */
export async function chooseTarget(asked: TargetName | 'auto'): Promise<ChosenTarget> {
  if (asked === 'cpu') return { cpu: true, why: null };
  const [gpu] = (await readDeviceProfile()).gpus;
  if (asked !== 'auto') return { cpu: false, ...(await workFor(asked, gpu ?? null)) };
  if (!gpu) return { cpu: true, why: null };
  const target = targetOfCapability(gpu.computeCapability);
  if (target === null) {
    return {
      cpu: true,
      why: `${gpu.name} has the compute capability ${gpu.computeCapability ?? 'unknown'}, which no engine is built for`,
    };
  }
  try {
    return { cpu: false, ...(await workFor(target, gpu)) };
  } catch (error) {
    if (!(error instanceof TensorRtError)) throw error;
    return { cpu: true, why: `${gpu.name} waits for TensorRT: ${error.message}` };
  }
}

interface FoundGpu {
  readonly computeCapability: string | null;
  readonly driver: string | null;
}

async function workFor(target: GpuTargetName, gpu: FoundGpu | null): Promise<GpuWork> {
  const { computeCapability } = GPU_TARGETS[target];
  const tensorRt = await triedTensorRt();
  const { library, computeCapabilities } = tensorRt;
  const known = computeCapabilities.length > 0 ? computeCapabilities : [gpu?.computeCapability ?? 'none'];
  if (known.includes(computeCapability)) {
    return { target, computeCapability, tensorRt, driver: gpu?.driver ?? null };
  }
  throw new TensorRtError(
    'wrong-target',
    `Expected a target that ${library} builds for here (compute capability ${known.join(', ')}) but received ` +
      `${target} (${computeCapability}). ${remedyFor(target)}`,
  );
}

/** TensorRT-RTX leaves these out. */
function remedyFor(target: GpuTargetName): string {
  return target === 'sm87' || target === 'sm110'
    ? "Provision on the Jetson itself, with JetPack's TensorRT."
    : 'Choose another --target, or install a TensorRT that knows it.';
}

/** Loaded here only after a process of its own has survived it. */
async function triedTensorRt(): Promise<TensorRt> {
  const probe = await probeTensorRt();
  if ('problem' in probe && probe.code === 'library-crashed') {
    throw new TensorRtError('library-crashed', probe.problem);
  }
  return openTensorRt();
}
