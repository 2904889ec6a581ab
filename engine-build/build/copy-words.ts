import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { asReadError, BuildError, isSystemError } from '../errors.ts';
import { jsonOrUndefined } from './json-text.ts';
import type { StagingFolder } from './staging-folder.ts';
import { wordTableSchema } from './word-table.ts';

/** In the model folder, beside `model_index.json`; optional. */
export const WORDS_FILE = 'words.json';
const target = `text/${WORDS_FILE}`;

export interface CopiedWords {
  /** In the engine folder. */
  readonly path: string;
  readonly sha256: string;
}

/**
 * Copies the model's table of everyday words, so that an engine folder needs nothing of the checkpoint.
 *
 * @returns null where the model brings none
 * @throws BuildError `bad-option` when the file is no such table
 */
export async function copyWords(modelDir: string, staging: StagingFolder): Promise<CopiedWords | null> {
  const file = path.join(modelDir, WORDS_FILE);
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (isSystemError(error, 'ENOENT')) return null;
    throw asReadError(error, file);
  });
  if (text === null) return null;
  const parsed = wordTableSchema.safeParse(jsonOrUndefined(text));
  if (!parsed.success) {
    throw new BuildError(
      'bad-option',
      `Expected ${file} to be a table of words but received ${z.prettifyError(parsed.error).replaceAll('\n', ' ')}. Correct or remove it.`,
    );
  }
  const { sha256 } = await staging.add(target, Buffer.from(text));
  return { path: target, sha256 };
}
