import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { CUSTOMER_SENTENCES } from '../customer-sentences.ts';
import { type ErrorCode, MotifError } from '../errors.ts';

/** The body of every answer that is not a success. */
export interface FailureBody {
  readonly error: { readonly code: ErrorCode; readonly message: string; readonly messageZh: string };
}

const STATUS: Readonly<Record<ErrorCode, ContentfulStatusCode>> = {
  'bad-input': 400,
  'not-found': 404,
  'words-refused': 422,
  'print-not-promised': 422,
  'wrong-state': 409,
  'no-engine-for-size': 400,
  'queue-full': 503,
  aborted: 409,
  'engine-failed': 503,
  'not-provisioned': 503,
  'port-in-use': 500,
  'data-in-use': 500,
  'data-newer': 500,
  paused: 503,
  'signed-out': 401,
  'role-needed': 403,
  'not-set-up': 409,
  'wrong-password': 401,
  'wrong-code': 401,
  'too-many-guesses': 429,
  'disk-full': 507,
  'disk-unwritable': 503,
  'too-large': 413,
  'unsupported-type': 415,
  'foreign-host': 421,
  'foreign-origin': 403,
  'wrong-scheme': 426,
  internal: 500,
};

/** Codes whose own message helps the caller; the others may speak of the inside of this machine. */
const TELLS_CALLER: ReadonlySet<ErrorCode> = new Set([
  'bad-input',
  'not-found',
  'wrong-state',
  'no-engine-for-size',
  'queue-full',
  'too-large',
  'unsupported-type',
  'foreign-host',
  'foreign-origin',
  'wrong-scheme',
  'signed-out',
  'role-needed',
  'not-set-up',
  'wrong-password',
  'wrong-code',
  'too-many-guesses',
]);

/** Answers with a failure: the one place where codes become statuses and sentences. */
export function answerFailure(c: Context, failure: unknown): Response {
  const error = toMotifError(failure);
  const customer = error.customer ?? CUSTOMER_SENTENCES[error.code];
  const message = TELLS_CALLER.has(error.code) ? error.message : customer.en;
  const body: FailureBody = { error: { code: error.code, message, messageZh: customer.zh } };
  if (error.retryAfterSeconds !== undefined) c.header('Retry-After', String(error.retryAfterSeconds));
  c.header('Cache-Control', 'no-store');
  return c.json(body, STATUS[error.code]);
}

/** True where the failure is this machine's and must reach the log. */
export function isOurFault(failure: unknown): boolean {
  const { code } = toMotifError(failure);
  return STATUS[code] >= 500 && code !== 'queue-full' && code !== 'paused';
}

function toMotifError(failure: unknown): MotifError {
  if (failure instanceof MotifError) return failure;
  if (failure instanceof HTTPException && failure.status < 500) {
    return new MotifError(
      'bad-input',
      `${failure.message}. Expected a JSON object as in the API's description.`,
    );
  }
  return new MotifError('internal', 'An unexpected fault occurred.', { cause: failure });
}
