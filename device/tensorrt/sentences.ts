import { TensorRtError, type TensorRtErrorCode } from './errors.ts';
import type { NativeMessage } from './native-addon.ts';

/** What the C++ side says of a failure. */
export interface Failure {
  readonly code: TensorRtErrorCode;
  /** One clause without a full stop. */
  readonly text: string;
  readonly messages: readonly NativeMessage[];
}

/** Reads an error of the addon. Whatever else was thrown is thrown again. */
export function failureOf(cause: unknown): Failure {
  if (cause instanceof TensorRtError || !isNative(cause)) throw cause;
  return { code: cause.code, text: cause.message, messages: cause.messages };
}

interface NativeError extends Error {
  readonly code: TensorRtErrorCode;
  readonly messages: readonly NativeMessage[];
}

function isNative(cause: unknown): cause is NativeError {
  return cause instanceof Error && 'code' in cause && 'messages' in cause;
}
