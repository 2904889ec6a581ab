/** What is wrong with a model folder. Stable: provisioning maps these to exit codes. */
export type CheckpointErrorCode =
  /** A file, folder or tensor that the model needs is not there. */
  | 'missing'
  /** A file is there and is not what its format says (truncated, overlapping, not JSON). */
  | 'corrupt'
  /** A tensor or setting contradicts the configuration. */
  | 'mismatch'
  /** Well-formed, but not a model, format or option that this program builds. */
  | 'unsupported';

/** Why an engine could not be built although the model folder is good. */
export type BuildErrorCode =
  | 'bad-size'
  | 'bad-option'
  | 'disk-full'
  | 'write-failed'
  | 'aborted'
  /** An emitted graph holds what a builder would refuse. */
  | 'forbidden-graph'
  /** The machine has too little memory for it. */
  | 'no-memory'
  /** What was built earlier is not what its hashes say. */
  | 'damaged';

/** What this folder throws. The message is one or two sentences that a person can act on. */
export abstract class EngineBuildError extends Error {
  abstract readonly code: CheckpointErrorCode | BuildErrorCode;
}

/**
 * The model folder cannot be used as it stands. The message says what was expected, what came and
 * what to do, and names the tensor or file.
 */
export class CheckpointError extends EngineBuildError {
  override readonly name = 'CheckpointError';
  override readonly code: CheckpointErrorCode;

  constructor(code: CheckpointErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Building failed; nothing half-written is left behind. */
export class BuildError extends EngineBuildError {
  override readonly name = 'BuildError';
  override readonly code: BuildErrorCode;

  constructor(code: BuildErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** @throws BuildError `aborted` when the signal has fired. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new BuildError('aborted', 'The export was cancelled before it finished.');
}

/** Narrows what `catch` gives to an error of the operating system, e.g. `ENOENT`. */
export function isSystemError(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

/**
 * What a person reads when the operating system will not let a file be read (permissions, a broken disk).
 *
 * @returns a CheckpointError for errors of the operating system; everything else unchanged
 */
export function asReadError(error: unknown, file: string): unknown {
  if (error instanceof EngineBuildError || !(error instanceof Error && 'code' in error)) return error;
  const message = `${file} cannot be read: ${error.message}. Check its permissions and the disk.`;
  return new CheckpointError('missing', message, { cause: error });
}
