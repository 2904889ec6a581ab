import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { MotifError } from '../errors.ts';
import { writeWhole } from './atomic-write.ts';

/**
 * A look at whether a folder takes writes: writes and syncs a small file. A full disk is another matter, which
 * those look after who can free it.
 *
 * @param name of the file, of which no two lookers may have the same
 * @returns asks; resolves with null, or with the sentence of why not. Callers at the same time share one look.
 */
export function storeTakes(dataDir: string, name: string): () => Promise<string | null> {
  const path = join(dataDir, name);
  let looking: Promise<string | null> | null = null;
  return () => {
    looking ??= tryWriting(path).finally(() => {
      looking = null;
    });
    return looking;
  };
}

async function tryWriting(path: string): Promise<string | null> {
  try {
    await writeWhole(path, new TextEncoder().encode(`${Date.now()}\n`));
    await rm(path, { force: true });
    return null;
  } catch (failure) {
    if (failure instanceof MotifError && failure.code === 'disk-full') return null;
    return failure instanceof Error ? failure.message : String(failure);
  }
}
