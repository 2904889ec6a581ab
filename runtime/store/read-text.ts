import { readFile } from 'node:fs/promises';
import { hasCode } from './atomic-write.ts';

/** A file as UTF-8; null where there is none. Every other failure is thrown. */
export async function readTextOrNull(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    if (hasCode(cause, 'ENOENT')) return null;
    throw cause;
  }
}
