import { TensorRtError, type TensorRtErrorCode } from './errors.ts';
import { keepKernels, readKernels } from './kernel-cache.ts';
import type {
  Answer,
  GpuReport,
  NativeAddon,
  NativeEngine,
  NativeHandle,
  NativeMessage,
  NativeTensor,
} from './native-addon.ts';
import { failureOf } from './sentences.ts';

/** An input or output of a plan; the shape is static. */
export interface PlanTensor {
  readonly name: string;
  readonly type: 'float32' | 'int64';
  readonly shape: readonly number[];
}

export interface PlanRun {
  /** By name; each has a memory of its own. */
  readonly outputs: ReadonlyMap<string, ArrayBuffer>;
  /** From the first copy to the last, on the GPU's clock. */
  readonly milliseconds: number;
}

/** A plan on the GPU, on a thread of its own. Runs are done one after the other. */
export interface PlanEngine {
  readonly inputs: readonly PlanTensor[];
  readonly outputs: readonly PlanTensor[];
  /** What TensorRT said while the plan was opened. */
  readonly messages: readonly NativeMessage[];
  /**
   * @param inputs bytes for each input, copied before this returns
   * @throws TensorRtError `execution-failed`, `out-of-memory` or `device-lost`
   */
  run(inputs: ReadonlyMap<string, Uint8Array>): Promise<PlanRun>;
  /** Waits for the run that is under way. Once; nothing may be run afterwards. */
  close(): Promise<void>;
}

interface Executor {
  readonly addon: NativeAddon;
  readonly library: string;
  readonly cudaLibrary: string;
}

/**
 * Loads a plan onto the first GPU and makes room for its tensors. Whoever calls has proved by its hash that
 * the file is whole: TensorRT trusts what it reads.
 *
 * @throws TensorRtError `no-gpu`, `engine-refused` (another GPU, driver or version), `out-of-memory`
 */
export async function openPlan(executor: Executor, plan: string): Promise<PlanEngine> {
  const { value, messages } = await opened(executor, plan);
  const { handle, tensors } = value;
  try {
    const inputs = tensors.filter(({ isInput }) => isInput).map((tensor) => described(plan, tensor));
    const outputs = tensors.filter(({ isInput }) => !isInput).map((tensor) => described(plan, tensor));
    return {
      inputs,
      outputs,
      messages,
      run: (feeds) => runPlan(executor, plan, handle, { inputs, outputs, feeds }),
      close: async () => void (await executor.addon.closeEngine(handle)),
    };
  } catch (error) {
    await executor.addon.closeEngine(handle);
    throw error;
  }
}

/** With the kernels that were compiled the last time, which takes seconds instead of half a minute. */
async function opened(executor: Executor, plan: string): Promise<Answer<NativeEngine>> {
  const cache = await readKernels(plan);
  try {
    const answer = await executor.addon.openEngine(plan, executor.cudaLibrary, cache);
    await keepKernels(plan, cache, new Uint8Array(answer.value.cache));
    return answer;
  } catch (cause) {
    throw engineError(`${executor.library} to load ${plan}`, cause);
  }
}

async function runPlan(
  { addon, library }: Executor,
  plan: string,
  handle: NativeHandle,
  io: Pick<PlanEngine, 'inputs' | 'outputs'> & { readonly feeds: ReadonlyMap<string, Uint8Array> },
): Promise<PlanRun> {
  try {
    const bytes = io.inputs.map((input) => bytesFor(input, io.feeds));
    const { value } = await addon.runEngine(handle, bytes);
    const named = io.outputs.map(({ name }, i) => [name, value.outputs[i] ?? new ArrayBuffer()] as const);
    return { outputs: new Map(named), milliseconds: value.milliseconds };
  } catch (cause) {
    throw engineError(`${library} to run ${plan}`, cause);
  }
}

/** The C++ side copies as many bytes as it is given, so the number must be right. */
function bytesFor({ name, type, shape }: PlanTensor, feeds: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const wanted = shape.reduce((product, side) => product * side, type === 'int64' ? 8 : 4);
  const bytes = feeds.get(name);
  if (bytes?.length === wanted) return bytes;
  throw new TensorRtError(
    'execution-failed',
    `Expected ${wanted} bytes for input "${name}" but received ${bytes?.length ?? 'none'}. Give every input.`,
  );
}

/** TensorRT's DataType. */
const TYPES: ReadonlyMap<number, PlanTensor['type']> = new Map([
  [0, 'float32'],
  [8, 'int64'],
]);

function described(plan: string, { name, type, shape }: NativeTensor): PlanTensor {
  const known = TYPES.get(type);
  if (known) return { name, type: known, shape };
  throw new TensorRtError(
    'engine-refused',
    `Expected float32 or int64 tensors in ${plan} but "${name}" has TensorRT's type ${type}. Provision again.`,
  );
}

/** Asks the driver for the GPU. @throws TensorRtError `no-gpu` where there is none */
export async function examineGpu(addon: NativeAddon, cudaLibrary: string): Promise<GpuReport> {
  try {
    return (await addon.examineGpu(cudaLibrary)).value;
  } catch (cause) {
    throw engineError('an NVIDIA GPU that answers', cause);
  }
}

const REMEDIES: Partial<Readonly<Record<TensorRtErrorCode, string>>> = {
  'no-gpu': "Install NVIDIA's driver, or provision for the CPU",
  'engine-refused':
    'Rebuild needed because the plan does not fit this GPU, driver or TensorRT: run "motif provision" on this machine',
  'out-of-memory': 'End other programs that use the GPU, or provision fewer picture sizes',
  'device-lost': 'Start the process again',
};

function engineError(expected: string, cause: unknown): TensorRtError {
  const { code, text, messages } = failureOf(cause);
  const remedy = REMEDIES[code] ?? 'Start the process again; if it comes back, provision again';
  return new TensorRtError(code, `Expected ${expected} but received: ${text}. ${remedy}.`, {
    cause,
    messages,
  });
}
