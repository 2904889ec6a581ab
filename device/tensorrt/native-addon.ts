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

export type OnNativeProgress = (phase: string, parent: string, step: number, steps: number) => void;

/**
 * The C++ side, as it is: native/addon.cc. Asynchronous calls reject with an Error that has `code` and
 * `messages`, and no stack of ours; the callers in this folder add both sentence and stack.
 */
export interface NativeAddon {
  /** Loads both libraries into this process, for good. Throws like the others. */
  load(library: string, parser: string): { readonly family: string; readonly version: number };
  /** @returns bytes of the plan */
  build(
    request: NativeBuild,
    onProgress: OnNativeProgress,
  ): { readonly done: Promise<Answer<number>>; cancel(): void };
}

/** The only place that requires the addon. */
export function requireAddon(file: string): NativeAddon {
  const addon: NativeAddon = createRequire(import.meta.url)(file);
  return addon;
}
