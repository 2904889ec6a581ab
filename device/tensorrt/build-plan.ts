import { TensorRtError, type TensorRtErrorCode } from './errors.ts';
import type { NativeAddon, NativeBuild, NativeMessage, OnNativeProgress } from './native-addon.ts';
import { type Failure, failureOf } from './sentences.ts';

export interface BuildRequest {
  /** ONNX file; its external weights lie beside it. */
  readonly graph: string;
  /** File to write the plan to; replaced. */
  readonly plan: string;
  /** What the plan must run on, e.g. `['8.9']`; empty for the GPU of this machine. */
  readonly computeCapabilities: readonly string[];
  /** Most scratch memory a layer may take on the GPU; 1 GiB by default. */
  readonly workspaceBytes?: number;
  /** 0 (quickest build) to 5 (most thorough); 3 by default, as TensorRT has it. */
  readonly optimizationLevel?: 0 | 1 | 2 | 3 | 4 | 5;
  /** Threads that build; by default TensorRT decides. */
  readonly threads?: number;
}

export interface BuildProgress {
  /** TensorRT's own name, e.g. `Building Engine`. */
  readonly phase: string;
  /** The phase this one is part of; null for the outermost. */
  readonly parent: string | null;
  /** Steps done, and how many the phase has. */
  readonly step: number;
  readonly steps: number;
}

export interface BuildHooks {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: BuildProgress) => void) | undefined;
}

export interface BuiltPlan {
  readonly bytes: number;
  /** Everything TensorRT said, information and warnings alike. */
  readonly messages: readonly NativeMessage[];
}

/** Who builds. */
export interface Builder {
  readonly addon: NativeAddon;
  /** E.g. `TensorRT-RTX 1.7.1`. */
  readonly library: string;
  /** The library's numbers of what it can target. */
  readonly computeCapabilities: ReadonlyMap<string, number>;
}

const DEFAULT_WORKSPACE = 2 ** 30;

/**
 * Turns an ONNX file into a plan. Takes seconds to minutes on a thread of its own; builds wait for each
 * other. Networks are strongly typed: every precision is what the graph says.
 *
 * @throws TensorRtError `library-missing` without the ONNX parser, `wrong-target`, `graph-refused`, `build-refused`, `aborted`, `disk-full` or
 * `write-failed`, with TensorRT's own words; no half-written plan is left
 */
export async function buildPlan(
  builder: Builder,
  request: BuildRequest,
  { signal, onProgress }: BuildHooks = {},
): Promise<BuiltPlan> {
  const native = nativeRequest(builder, request);
  if (signal?.aborted) throw buildError(builder, request, cancelled);
  const { done, cancel } = builder.addon.build(native, progressOf(onProgress));
  signal?.addEventListener('abort', cancel, { once: true });
  try {
    const { value, messages } = await done;
    return { bytes: value, messages };
  } catch (cause) {
    throw buildError(builder, request, failureOf(cause), cause);
  } finally {
    signal?.removeEventListener('abort', cancel);
  }
}

const cancelled: Failure = { code: 'aborted', text: 'the build was cancelled', messages: [] };

function nativeRequest(builder: Builder, request: BuildRequest): NativeBuild {
  return {
    graph: request.graph,
    plan: request.plan,
    computeCapabilities: request.computeCapabilities.map((name) => targetNumber(builder, name)),
    workspaceBytes: request.workspaceBytes ?? DEFAULT_WORKSPACE,
    optimizationLevel: request.optimizationLevel ?? 3,
    threads: request.threads ?? 0,
  };
}

function targetNumber({ library, computeCapabilities }: Builder, name: string): number {
  const number = computeCapabilities.get(name);
  if (number !== undefined) return number;
  const known = [...computeCapabilities.keys()];
  const offered = known.length > 0 ? known.join(', ') : 'only the GPU of the machine it runs on';
  throw new TensorRtError(
    'wrong-target',
    `Expected a compute capability that ${library} builds for (${offered}) but received ${name}. ` +
      'Choose one of these, or install a TensorRT that knows it.',
  );
}

/** TensorRT tells a phase's parent and number of steps only when it starts. */
function progressOf(onProgress: BuildHooks['onProgress']): OnNativeProgress {
  const started = new Map<string, Pick<BuildProgress, 'parent' | 'steps'>>();
  return (phase, parent, step, steps) => {
    if (step === 0) started.set(phase, { parent: parent === '' ? null : parent, steps });
    const about = started.get(phase) ?? { parent: null, steps };
    onProgress?.({ phase, step, ...about });
  };
}

const REMEDIES: Partial<Readonly<Record<TensorRtErrorCode, string>>> = {
  'library-missing': "Install TensorRT's ONNX parser beside it",
  'graph-refused': 'Provision with another precision, or install a newer TensorRT',
  'build-refused': 'Choose another precision or target',
  'disk-full': 'Free some space and provision again',
  'write-failed': 'Check the folder and its permissions',
  aborted: 'Provision again to go on',
};

function buildError(
  builder: Builder,
  request: BuildRequest,
  failure: Failure,
  cause?: unknown,
): TensorRtError {
  const { code, text, messages } = failure;
  const targets = request.computeCapabilities.join(', ') || 'this GPU';
  const remedy = REMEDIES[code] ?? 'Provision again';
  return new TensorRtError(
    code,
    `Expected ${builder.library} to build ${request.graph} for ${targets} but received: ${text}. ${remedy}.`,
    { cause, messages },
  );
}
