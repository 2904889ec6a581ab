import { zValidator } from '@hono/zod-validator';
import type { z } from 'zod';
import { InputError } from '../../errors.ts';

/** Parses a JSON body at the edge. @param what completes "Expected …" */
export function checkedBody<S extends z.ZodType>(what: string, schema: S) {
  return zValidator('json', schema, (result) => {
    if (result.success) return;
    // What came is not repeated: it may be a password.
    const problems = result.error.issues.map(({ path, message }) =>
      path.length === 0 ? message : `${path.map(String).join('.')}: ${message}`,
    );
    throw new InputError(
      `Expected ${what} but received something that does not fit: ${problems.join('; ')}.`,
    );
  });
}
