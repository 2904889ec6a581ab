import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { hasCode } from './atomic-write.ts';

/** Whether a line may be forgotten. */
export type IsOld = (line: string) => boolean;

/**
 * How many bytes of a file of lines are old. Lines are in the order of their time, so the old ones are its
 * beginning, and the first that is young ends the search.
 */
export async function oldBytes(path: string, isOld: IsOld): Promise<number> {
  const source = createReadStream(path);
  let bytes = 0;
  try {
    for await (const line of createInterface({ input: source, crlfDelay: Number.POSITIVE_INFINITY })) {
      if (!isOld(line)) break;
      bytes += Buffer.byteLength(line) + 1;
    }
  } catch (failure) {
    if (!hasCode(failure, 'ENOENT')) throw failure;
  } finally {
    source.destroy();
  }
  return bytes;
}

/** Old by the time under a key of its JSON: ISO 8601, or milliseconds since 1970. A damaged line is as old as its neighbours. */
export function olderThan(before: Date, timeOf: (record: Record<string, unknown>) => unknown): IsOld {
  return (line) => {
    try {
      const time = timeOf(JSON.parse(line) as Record<string, unknown>);
      return typeof time === 'string' || typeof time === 'number' ? new Date(time) < before : false;
    } catch {
      return true;
    }
  };
}
