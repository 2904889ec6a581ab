import { join } from 'node:path';
import { z } from 'zod';
import type { AddedToken } from './added-tokens.ts';
import { brokenFile, missingFiles, readOptional, readOptionalJson } from './tokenizer-files.ts';
import { addedTokenList } from './tokenizer-settings.ts';

/** A byte pair vocabulary in the order and with the ids of its files. */
export interface BytePairFiles {
  /** The file that holds the merges, for messages. */
  readonly path: string;
  readonly vocabulary: ReadonlyMap<string, number>;
  readonly merges: readonly Merge[];
  readonly addedTokens: readonly AddedToken[];
}

type Merge = readonly [string, string];

// Plain loops over the two long lists: a schema for each of their 100,000 items doubles the time to load.
const vocabularyFile = z
  .custom<Readonly<Record<string, unknown>>>(isRecord, 'expected an object of tokens and ids')
  .transform(toVocabulary);
const mergeList = z.array(z.unknown(), 'expected a list of merges').transform(toMerges);
const tokenizerJson = z.object({
  model: z.object({ type: z.literal('BPE').optional(), vocab: vocabularyFile, merges: mergeList }),
  added_tokens: addedTokenList,
});

/**
 * Reads tokenizer.json, or vocab.json with merges.txt where that is absent.
 * @throws InputError when files are missing or broken
 */
export async function readBytePairFiles(dir: string): Promise<BytePairFiles> {
  const single = await readOptionalJson(dir, 'tokenizer.json', tokenizerJson);
  if (single) {
    return {
      path: join(dir, 'tokenizer.json'),
      vocabulary: single.model.vocab,
      merges: single.model.merges,
      addedTokens: single.added_tokens,
    };
  }
  const vocab = await readOptionalJson(dir, 'vocab.json', vocabularyFile);
  const merges = await readOptional(dir, 'merges.txt');
  if (!vocab || !merges) throw missingFiles(dir, 'tokenizer.json, or vocab.json with merges.txt,');
  const path = join(dir, 'merges.txt');
  return { path, vocabulary: vocab, merges: parseMerges(merges.toString('utf8'), path), addedTokens: [] };
}

function parseMerges(text: string, path: string): Merge[] {
  const lines = text.split(/\r?\n/).filter((line) => line !== '' && !line.startsWith('#version'));
  return lines.map((line) => {
    const merge = mergeOf(line);
    if (!merge) throw brokenFile(path, refusedMerge(line));
    return merge;
  });
}

function isRecord(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function toVocabulary(
  tokens: Readonly<Record<string, unknown>>,
  context: z.RefinementCtx,
): Map<string, number> {
  const vocabulary = new Map<string, number>();
  for (const [token, id] of Object.entries(tokens)) {
    if (typeof id === 'number' && Number.isInteger(id) && id >= 0) vocabulary.set(token, id);
    else context.addIssue(`expected an id for "${token}", received ${JSON.stringify(id)}`);
  }
  return vocabulary;
}

function toMerges(items: readonly unknown[], context: z.RefinementCtx): Merge[] {
  return items.flatMap((item) => {
    const merge = mergeOf(item);
    if (!merge) context.addIssue(refusedMerge(item));
    return merge ? [merge] : [];
  });
}

/** A merge in either spelling: "a b" or ["a", "b"]. */
function mergeOf(item: unknown): Merge | null {
  const parts: unknown = typeof item === 'string' ? item.split(' ') : item;
  if (!Array.isArray(parts) || parts.length !== 2) return null;
  const [left, right]: unknown[] = parts;
  return typeof left === 'string' && typeof right === 'string' ? [left, right] : null;
}

function refusedMerge(item: unknown): string {
  return `expected two tokens of a merge, received ${JSON.stringify(item)}`;
}
