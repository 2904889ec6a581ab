import type { z } from 'zod';

const LONGEST_VALUE = 60;

/** One sentence per problem that a schema found, with what came instead. */
export function describeIssues(
  error: { readonly issues: readonly z.core.$ZodIssue[] },
  input: unknown,
): string {
  return error.issues
    .map(({ path, message, code }) => {
      const where = path.length === 0 ? '' : `${path.map(String).join('.')}: `;
      const received = code === 'unrecognized_keys' ? '' : `; received ${shown(valueAt(input, path))}`;
      return `${where}${message}${received}.`;
    })
    .join(' ');
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    input,
  );
}

/** A value as one short line: what a log or a reply may quote of foreign input. */
function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? typeof value);
  if (text.length <= LONGEST_VALUE) return text;
  return `${text.slice(0, LONGEST_VALUE)}… (${text.length} characters)`;
}
