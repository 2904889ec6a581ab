import { join } from 'node:path';
import type { ClipTokens } from '../model.ts';
import { addedTokenFinder, numberAddedTokens } from './added-tokens.ts';
import { BytePairs } from './byte-pairs.ts';
import { type BytePairFiles, readBytePairFiles } from './clip-files.ts';
import { clipWords, normalizeForClip } from './clip-words.ts';
import { brokenFile, checkMaxLength } from './tokenizer-files.ts';
import { readTokenizerSettings, uniqueByContent, verbatim } from './tokenizer-settings.ts';

const BOS = '<|startoftext|>';
const EOS = '<|endoftext|>';
/** What old configs say instead of the end token's true id (transformers, modeling_clip.py). */
const LEGACY_EOS = 2;

export interface ClipTokenizerOptions {
  /** Length of every result, 77 for all published checkpoints. */
  readonly maxLength: number;
  /** Fills the slot behind the end token; by default what the folder's settings name. */
  readonly padToken?: string;
  /** `eos_token_id` of the text encoder's config: where the pooled row is taken from. */
  readonly eosTokenId: number;
}

export interface ClipTokenizer {
  /** Any text, also none: `maxLength` ids, the begin token first, cut so that the end token always stands. */
  encode(text: string): ClipTokens;
}

/**
 * Opens a `tokenizer/` folder of a checkpoint; its ids equal those of transformers' CLIPTokenizer called with
 * `padding="max_length", truncation=True`.
 * @throws InputError when the folder's files are missing or broken
 */
export async function loadClipTokenizer(dir: string, options: ClipTokenizerOptions): Promise<ClipTokenizer> {
  checkMaxLength(options.maxLength, 2);
  const files = await readBytePairFiles(dir);
  const settings = await readTokenizerSettings(dir, files.addedTokens);
  const pad = options.padToken ?? settings.named.pad ?? EOS;
  const unknown = settings.named.unk ?? EOS;
  // The reference adds every special token to those it looks for: "!" too, where that is the padding.
  const tokens = uniqueByContent([...settings.addedTokens, ...[BOS, EOS, unknown, pad].map(verbatim)]);
  const added = numberAddedTokens(tokens, files.vocabulary);
  const idOf = (content: string) => idOfToken(files, dir, content);
  const find = addedTokenFinder(added, normalizeForClip);
  const pairs = learnPairs(files, idOf(unknown));
  const frame = { bos: idOf(BOS), eos: idOf(EOS), pad: idOf(pad) };
  return {
    encode(text) {
      const pieces = find(text);
      const body = pieces.flatMap((piece) =>
        typeof piece === 'number' ? [piece] : encodeWords(pairs, piece),
      );
      const ids = frameIds(body, frame, options.maxLength);
      return { ids, eosPosition: findEos(ids, options.eosTokenId) };
    },
  };
}

/**
 * Position of the row that is pooled: the first end token, or, in configs that carry the legacy id 2, the
 * first of the largest ids; 0 when the end token is absent. Source: transformers, modeling_clip.py.
 */
export function findEos(ids: BigInt64Array, eosTokenId: number): number {
  if (eosTokenId !== LEGACY_EOS) return Math.max(0, ids.indexOf(BigInt(eosTokenId)));
  return ids.reduce((best, id, at) => (id > (ids[best] ?? id) ? at : best), 0);
}

function encodeWords(pairs: BytePairs, text: string): number[] {
  return clipWords(text).flatMap((word) => pairs.encode(word));
}

interface Frame {
  readonly bos: number;
  readonly eos: number;
  readonly pad: number;
}

function frameIds(body: readonly number[], frame: Frame, maxLength: number): BigInt64Array {
  const ids = new BigInt64Array(maxLength).fill(BigInt(frame.pad));
  const kept = body.slice(0, maxLength - 2);
  [frame.bos, ...kept, frame.eos].forEach((id, at) => {
    ids[at] = BigInt(id);
  });
  return ids;
}

function learnPairs(files: BytePairFiles, unknown: number): BytePairs {
  try {
    return new BytePairs(files.vocabulary, files.merges, unknown);
  } catch (error) {
    throw brokenFile(files.path, error instanceof Error ? error.message : String(error), error);
  }
}

function idOfToken(files: BytePairFiles, dir: string, content: string): number {
  const id = files.vocabulary.get(content);
  if (id === undefined) throw brokenFile(join(dir), `its vocabulary lacks the token "${content}"`);
  return id;
}
