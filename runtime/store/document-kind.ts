import type { z } from 'zod';

/** What a document holds, and how older versions become the present one. */
export interface DocumentKind<T> {
  readonly schema: z.ZodType<T>;
  /** What it holds when it is new. */
  readonly initial: T;
  /** Entry i turns version i + 1 into version i + 2. The present version is one more than there are entries. */
  readonly migrations: readonly ((data: unknown) => unknown)[];
}
