import type { Precision } from '../../engine-build/build/manifest.ts';

/** What a GPU generation can be given, as data. */
export interface GpuTarget {
  /** E.g. `8.9`. */
  readonly computeCapability: string;
  /** For people. */
  readonly generation: string;
  /** Precisions from the best down; the quality gate decides how far one must climb down. */
  readonly precisions: readonly Precision[];
}

/**
 * FP8 tensor cores begin at 8.9. TensorRT refuses FP8 networks for Ampere even where only weights are FP8
 * ("Cannot compile for target(s) sm86, because the model contains HW-specific datatypes: fp8_e4m3").
 */
export const GPU_TARGETS = {
  sm80: ampere('8.0', 'Ampere (A100)'),
  sm86: ampere('8.6', 'Ampere (RTX 30)'),
  sm87: ampere('8.7', 'Jetson Orin'),
  sm89: withFp8('8.9', 'Ada (RTX 40)'),
  sm90: withFp8('9.0', 'Hopper (H100)'),
  sm110: withFp8('11.0', 'Jetson Thor'),
  sm120: withFp8('12.0', 'Blackwell (RTX 50)'),
} as const satisfies Record<string, GpuTarget>;

export type GpuTargetName = keyof typeof GPU_TARGETS;
export type TargetName = 'cpu' | GpuTargetName;

/** Everything that `--target` accepts. */
export const TARGET_NAMES = ['auto', 'cpu', ...gpuNames()] as const;

/** What a CPU runs: dynamic INT8 for the large linears, all else FP32. */
export const CPU_PRECISIONS = ['int8', 'fp32'] as const satisfies readonly Precision[];

/** The target that a compute capability belongs to; null for GPUs that no engine is built for. */
export function targetOfCapability(capability: string | null): GpuTargetName | null {
  return gpuNames().find((name) => GPU_TARGETS[name].computeCapability === capability) ?? null;
}

function gpuNames(): GpuTargetName[] {
  // The keys of a literal are all its keys.
  return Object.keys(GPU_TARGETS) as GpuTargetName[];
}

function ampere(computeCapability: string, generation: string): GpuTarget {
  return { computeCapability, generation, precisions: ['int8', 'fp16'] };
}

function withFp8(computeCapability: string, generation: string): GpuTarget {
  return { computeCapability, generation, precisions: ['fp8', 'fp16'] };
}
