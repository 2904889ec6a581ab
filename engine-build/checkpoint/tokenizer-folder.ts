import { access } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { CheckpointError } from '../errors.ts';
import { readJsonIfThere } from './read-json.ts';

/** Files of a tokenizer; an engine carries those that exist. */
export const tokenizerFiles = [
  'tokenizer.json',
  'vocab.json',
  'merges.txt',
  'tokenizer_config.json',
  'special_tokens_map.json',
  'added_tokens.json',
] as const;

export interface TokenizerFolder {
  readonly folder: string;
  /** Those of {@link tokenizerFiles} that exist. */
  readonly files: readonly string[];
  /** The literal token that fills the row after the end token. */
  readonly padToken: string;
  /** `model_max_length`; null where the tokenizer states none (transformers writes about 1e30 then). */
  readonly maxLength: number | null;
}

const tokenSchema = z
  .union([z.string(), z.object({ content: z.string() }).transform((token) => token.content)])
  .nullish();
const tokenizerConfigSchema = z.object({
  pad_token: tokenSchema,
  model_max_length: z.number().positive().nullish(),
});
const specialTokensSchema = z.object({ pad_token: tokenSchema });

/** `CLIPTokenizer`'s default. */
const defaultPadToken = '<|endoftext|>';

/**
 * Reads what the engine needs to know of a tokenizer folder.
 *
 * @throws CheckpointError `missing` without tokenizer.json and without vocab.json plus merges.txt
 */
export async function openTokenizer(folder: string): Promise<TokenizerFolder> {
  const files = await existingFiles(folder);
  const whole =
    files.includes('tokenizer.json') || (files.includes('vocab.json') && files.includes('merges.txt'));
  if (!whole) {
    throw new CheckpointError(
      'missing',
      `The tokenizer folder ${folder} must hold tokenizer.json, or vocab.json and merges.txt. Copy the whole diffusers folder.`,
    );
  }
  const config = await readJsonIfThere(path.join(folder, 'tokenizer_config.json'), tokenizerConfigSchema);
  const special = await readJsonIfThere(path.join(folder, 'special_tokens_map.json'), specialTokensSchema);
  const maxLength = config?.model_max_length ?? null;
  return {
    folder,
    files,
    padToken: config?.pad_token ?? special?.pad_token ?? defaultPadToken,
    maxLength: maxLength !== null && Number.isSafeInteger(maxLength) ? maxLength : null,
  };
}

async function existingFiles(folder: string): Promise<string[]> {
  const found = await Promise.all(
    tokenizerFiles.map((name) =>
      access(path.join(folder, name)).then(
        () => [name],
        () => [],
      ),
    ),
  );
  return found.flat();
}
