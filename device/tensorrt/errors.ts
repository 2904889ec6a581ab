import type { NativeMessage } from './native-addon.ts';

/** Stable names of what can go wrong between us, the compiler, TensorRT and the GPU. */
export type TensorRtErrorCode =
  /** There is no prebuilt addon for this platform, and none could be compiled. */
  | 'addon-missing'
  /** The dynamic linker does not find TensorRT or its ONNX parser, or refuses it. */
  | 'library-missing'
  /** A version whose tables nobody has checked. */
  | 'library-unknown'
  /** Library and parser do not belong together, or a process was asked for two TensorRTs. */
  | 'libraries-mixed'
  /** It ended, or hung, the process that tried it. */
  | 'library-crashed'
  /** TensorRT cannot target this GPU. */
  | 'wrong-target'
  /** The ONNX parser does not take the graph. */
  | 'graph-refused'
  /** The builder does not build the network. */
  | 'build-refused'
  | 'aborted'
  | 'disk-full'
  | 'write-failed'
  /** No NVIDIA driver, or no GPU behind it. */
  | 'no-gpu'
  /** The plan is for another GPU, driver or version, or damaged. */
  | 'engine-refused'
  | 'out-of-memory'
  /** The GPU's context is lost for good: only a new process can go on. */
  | 'device-lost'
  | 'execution-failed'
  | 'internal';

/** What this folder throws. The message says what was expected, what came and what to do. */
export class TensorRtError extends Error {
  override readonly name = 'TensorRtError';
  readonly code: TensorRtErrorCode;
  /** Everything TensorRT said on the way. */
  readonly messages: readonly NativeMessage[];

  constructor(
    code: TensorRtErrorCode,
    message: string,
    options?: ErrorOptions & { readonly messages?: readonly NativeMessage[] },
  ) {
    super(message, options);
    this.code = code;
    this.messages = options?.messages ?? [];
  }
}
