import { join } from 'node:path';
import { z } from 'zod';
import type { AddedToken } from './added-tokens.ts';
import { parseSentencePieceModel } from './sentencepiece-model.ts';
import { brokenFile, missingFiles, readOptional, readOptionalJson } from './tokenizer-files.ts';
import { addedTokenList, verbatim } from './tokenizer-settings.ts';

/** A unigram vocabulary: the id of a piece is its place. */
export interface UnigramFiles {
  /** The file it was read from, for messages. */
  readonly path: string;
  readonly pieces: readonly (readonly [string, number])[];
  readonly charsmap: Buffer | null;
  readonly addedTokens: readonly AddedToken[];
}

/** T5 appends a hundred sentinels, the last one first, to what its spiece.model holds. */
const SENTINELS = Array.from({ length: 100 }, (_, at) => `<extra_id_${99 - at}>`);

interface Normalizer {
  readonly type: string;
  readonly precompiled_charsmap?: string | undefined;
  readonly normalizers?: readonly Normalizer[] | undefined;
}
const normalizer: z.ZodType<Normalizer> = z.lazy(() =>
  z.object({
    type: z.string(),
    precompiled_charsmap: z.string().optional(),
    normalizers: z.array(normalizer).optional(),
  }),
);
const tokenizerJson = z.object({
  model: z.object({
    type: z.literal('Unigram').optional(),
    vocab: z.array(z.tuple([z.string(), z.number()])).min(1),
  }),
  normalizer: normalizer.nullish(),
  added_tokens: addedTokenList,
});

/**
 * Reads tokenizer.json, or spiece.model where that is absent.
 * @throws InputError when files are missing or broken
 */
export async function readUnigramFiles(dir: string): Promise<UnigramFiles> {
  const single = await readOptionalJson(dir, 'tokenizer.json', tokenizerJson);
  if (!single) return await readSentencePiece(dir);
  const charsmap = charsmapOf(single.normalizer);
  return {
    path: join(dir, 'tokenizer.json'),
    pieces: single.model.vocab,
    charsmap: charsmap === undefined ? null : Buffer.from(charsmap, 'base64'),
    addedTokens: single.added_tokens,
  };
}

async function readSentencePiece(dir: string): Promise<UnigramFiles> {
  const path = join(dir, 'spiece.model');
  const bytes = await readOptional(dir, 'spiece.model');
  if (!bytes) throw missingFiles(dir, 'tokenizer.json, or spiece.model,');
  const { pieces, charsmap } = parseOrRefuse(bytes, path);
  return {
    path,
    pieces: [...pieces, ...SENTINELS.map((sentinel): [string, number] => [sentinel, 0])],
    charsmap: charsmap.length > 0 ? charsmap : null,
    addedTokens: SENTINELS.map(verbatim),
  };
}

function parseOrRefuse(bytes: Buffer, path: string) {
  try {
    const model = parseSentencePieceModel(bytes);
    if (model.pieces.length > 0) return model;
  } catch (cause) {
    throw brokenFile(path, 'it is no SentencePiece model', cause);
  }
  throw brokenFile(path, 'it holds no pieces');
}

/** Of the normalisers in the file the reference takes the charsmap and leaves the others. */
function charsmapOf(of: Normalizer | null | undefined): string | undefined {
  if (!of) return undefined;
  const all = of.type === 'Sequence' ? (of.normalizers ?? []) : [of];
  return all.find((one) => one.type === 'Precompiled')?.precompiled_charsmap;
}
