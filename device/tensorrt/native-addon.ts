import { createRequire } from 'node:module';

/** One line of TensorRT's log. */
export interface NativeMessage {
  /** 0 internal error, 1 error, 2 warning, 3 information. */
  readonly severity: number;
  readonly text: string;
}

/** What an asynchronous call gives: its value, and what TensorRT said meanwhile. */
export interface Answer<T> {
  readonly value: T;
  readonly messages: readonly NativeMessage[];
}

export interface NativeBuild {
  readonly graph: string;
  readonly plan: string;
  /** TensorRT-RTX's numbers; empty for the GPU of this machine. */
  readonly computeCapabilities: readonly number[];
  readonly workspaceBytes: number;
  readonly optimizationLevel: number;
  readonly threads: number;
}

/** A tensor of a plan, as TensorRT lists it. */
export interface NativeTensor {
  readonly name: string;
  readonly isInput: boolean;
  /** TensorRT's DataType: 0 float32, 1 float16, 8 int64. */
  readonly type: number;
  readonly shape: readonly number[];
}

/** An engine and its thread on the C++ side. */
declare const handleBrand: unique symbol;
export interface NativeHandle {
  readonly [handleBrand]: never;
}

export interface NativeEngine {
  readonly handle: NativeHandle;
  readonly tensors: readonly NativeTensor[];
  /** Kernels compiled for this GPU; empty where plans hold them all. */
  readonly cache: ArrayBuffer;
}

export interface NativeRun {
  /** In the order in which the plan lists its outputs. */
  readonly outputs: readonly ArrayBuffer[];
  /** From the first copy to the last, on the GPU's clock. */
  readonly milliseconds: number;
}

export interface GpuReport {
  readonly name: string;
  /** E.g. `8.9`. */
  readonly computeCapability: string;
  /** Newest CUDA that the driver knows, e.g. 13000. */
  readonly cudaVersion: number;
  readonly freeBytes: number;
  readonly totalBytes: number;
}

export type OnNativeProgress = (phase: string, parent: string, step: number, steps: number) => void;

/**
 * The C++ side, as it is: native/addon.cc. Asynchronous calls reject with an Error that has `code` and
 * `messages`, and no stack of ours; the callers in this folder add both sentence and stack.
 */
export interface NativeAddon {
  /** Loads both libraries into this process, for good; the parser may be ''. Throws like the others. */
  load(library: string, parser: string): { readonly family: string; readonly version: number };
  /** @returns bytes of the plan */
  build(
    request: NativeBuild,
    onProgress: OnNativeProgress,
  ): { readonly done: Promise<Answer<number>>; cancel(): void };
  /** @param cache kernels compiled for this plan before, or nothing */
  openEngine(plan: string, cudaLibrary: string, cache: Uint8Array): Promise<Answer<NativeEngine>>;
  /** @param inputs in the order in which the plan lists its inputs; copied before this returns */
  runEngine(handle: NativeHandle, inputs: readonly Uint8Array[]): Promise<Answer<NativeRun>>;
  /** Frees everything; the handle is of no use afterwards. */
  closeEngine(handle: NativeHandle): Promise<Answer<undefined>>;
  /** Copies a megabyte to the GPU and back, and says what the GPU is. */
  examineGpu(cudaLibrary: string): Promise<Answer<GpuReport>>;
}

/** The only place that requires the addon. */
export function requireAddon(file: string): NativeAddon {
  const addon: NativeAddon = createRequire(import.meta.url)(file);
  return addon;
}
