/** Stable names of everything that can go wrong while serving; scripts and the page may rely on them. */
export type ErrorCode =
  | 'bad-input'
  | 'not-found'
  | 'words-refused'
  | 'print-not-promised'
  | 'wrong-state'
  | 'no-engine-for-size'
  | 'queue-full'
  | 'aborted'
  | 'engine-failed'
  | 'not-provisioned'
  | 'port-in-use'
  | 'data-in-use'
  | 'data-newer'
  | 'paused'
  | 'signed-out'
  | 'role-needed'
  | 'not-set-up'
  | 'wrong-password'
  | 'wrong-code'
  | 'too-many-guesses'
  | 'disk-full'
  | 'disk-unwritable'
  | 'too-large'
  | 'unsupported-type'
  | 'foreign-host'
  | 'foreign-origin'
  | 'wrong-scheme'
  | 'internal';

/**
 * An error a person may read. The message is one sentence (or two) that says what was expected,
 * what came, and what to do about it.
 */
export class MotifError extends Error {
  override readonly name: string = 'MotifError';
  readonly code: ErrorCode;
  /** When it is worth asking again; only where this was measured. */
  readonly retryAfterSeconds: number | undefined;
  /** What a customer reads in place of the code's own sentence. */
  readonly customer: CustomerSentence | undefined;

  constructor(code: ErrorCode, message: string, options?: MotifErrorOptions) {
    super(message, options);
    this.code = code;
    this.retryAfterSeconds = options?.retryAfterSeconds;
    this.customer = options?.customer;
  }
}

export interface MotifErrorOptions extends ErrorOptions {
  readonly retryAfterSeconds?: number;
  readonly customer?: CustomerSentence;
}

interface CustomerSentence {
  readonly zh: string;
  readonly en: string;
}

/** The caller's request cannot be served as it stands (HTTP 4xx, exit code 2). */
export class InputError extends MotifError {
  override readonly name = 'InputError';

  constructor(message: string, code: ErrorCode = 'bad-input', options?: ErrorOptions) {
    super(code, message, options);
  }
}

/** Work stopped because its AbortSignal fired. Never a failure of the machine. */
export class AbortedError extends MotifError {
  override readonly name = 'AbortedError';

  constructor(what: string) {
    super('aborted', `${what} was cancelled before it finished.`);
  }
}

/** @throws AbortedError when the signal has fired. */
export function throwIfAborted(signal: AbortSignal | undefined, what: string): void {
  if (signal?.aborted) throw new AbortedError(what);
}
