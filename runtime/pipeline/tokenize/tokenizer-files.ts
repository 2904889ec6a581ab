import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { z } from 'zod';
import { InputError } from '../../errors.ts';

/** Where a person finds the files again; ends every sentence about a tokenizer folder. */
const REMEDY = "Copy the folder again from the checkpoint's model card.";

/** @returns the file's bytes, or null when there is no such file */
export async function readOptional(dir: string, name: string): Promise<Buffer | null> {
  try {
    return await readFile(join(dir, name));
  } catch (cause) {
    if (isMissing(cause)) return null;
    throw new InputError(`Expected to read ${join(dir, name)} but ${String(cause)}. ${REMEDY}`, 'bad-input', {
      cause,
    });
  }
}

/**
 * Parses an optional JSON file of a tokenizer folder.
 * @throws InputError when the file is no JSON or does not have the schema's form
 */
export async function readOptionalJson<T>(
  dir: string,
  name: string,
  schema: z.ZodType<T>,
): Promise<T | null> {
  const bytes = await readOptional(dir, name);
  if (bytes === null) return null;
  const parsed = schema.safeParse(parseJson(bytes, join(dir, name)));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue?.path.slice(0, 4).join('.') || 'the top level';
  throw brokenFile(join(dir, name), `at ${where}: ${issue?.message ?? 'unknown form'}`);
}

/** The sentence for a tokenizer file whose contents cannot be used. */
export function brokenFile(path: string, received: string, cause?: unknown): InputError {
  const message = `Expected a tokenizer file in ${path} but it is broken (${received}). ${REMEDY}`;
  return new InputError(message, 'bad-input', { cause });
}

/** The sentence for a tokenizer folder without the files it needs. */
export function missingFiles(dir: string, expected: string): InputError {
  return new InputError(
    `Expected ${expected} in ${dir} but found neither that nor another known form. ${REMEDY}`,
    'not-found',
  );
}

/** @throws InputError when the length leaves no room for the tokens around the text */
export function checkMaxLength(maxLength: number, least: number): void {
  if (Number.isInteger(maxLength) && maxLength >= least) return;
  throw new InputError(
    `Expected a token length of at least ${least} but received ${maxLength}. Set the length the text encoder was built for.`,
  );
}

function parseJson(bytes: Buffer, path: string): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch (cause) {
    throw brokenFile(path, `${basename(path)} is not JSON`, cause);
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}
