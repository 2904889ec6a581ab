import { readFile } from 'node:fs/promises';
import type { z } from 'zod';
import { asReadError, CheckpointError, isSystemError } from '../errors.ts';

/**
 * Reads a JSON file and parses it with a schema.
 *
 * @throws CheckpointError `missing` without the file, `corrupt` when it is not JSON, `mismatch` when
 * the schema refuses it (all problems in one message)
 */
export async function readJson<T>(file: string, schema: z.ZodType<T>): Promise<T> {
  const parsed = schema.safeParse(parseText(await readText(file), file), { reportInput: true });
  if (parsed.success) return parsed.data;
  throw new CheckpointError(
    'mismatch',
    `${file} does not fit: ${describe(parsed.error)}. Use a Stable Diffusion 3 model, or correct the file.`,
  );
}

/** Like {@link readJson}, and undefined where there is no such file. */
export async function readJsonIfThere<T>(file: string, schema: z.ZodType<T>): Promise<T | undefined> {
  try {
    return await readJson(file, schema);
  } catch (error) {
    if (error instanceof CheckpointError && error.code === 'missing') return undefined;
    throw error;
  }
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    if (!isSystemError(cause, 'ENOENT') && !isSystemError(cause, 'ENOTDIR')) throw asReadError(cause, file);
    throw new CheckpointError(
      'missing',
      `The model needs ${file}, which does not exist. Point at a whole diffusers folder.`,
      { cause },
    );
  }
}

function parseText(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new CheckpointError('corrupt', `${file} is not valid JSON. Copy it again.`, { cause });
  }
}

function describe(error: z.ZodError): string {
  return error.issues.map((issue) => `${issue.path.join('.') || 'the file'}: ${sentence(issue)}`).join('; ');
}

/** Zod names the type that came for wrong types only, not the value for wrong words. */
function sentence(issue: z.core.$ZodIssue): string {
  return issue.code === 'invalid_value'
    ? `${issue.message}, received ${JSON.stringify(issue.input)}`
    : issue.message;
}
