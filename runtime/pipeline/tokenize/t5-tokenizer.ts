import { addedTokenFinder, numberAddedTokens } from './added-tokens.ts';
import { precompiledNormalizer } from './precompiled-charsmap.ts';
import { readUnigramFiles, type UnigramFiles } from './t5-files.ts';
import { brokenFile, checkMaxLength } from './tokenizer-files.ts';
import { readTokenizerSettings, uniqueByContent, verbatim } from './tokenizer-settings.ts';
import { Unigram } from './unigram.ts';

const PAD = '<pad>';
const EOS = '</s>';
const UNKNOWN = '<unk>';
/** Fixed by the reference's class, whatever the file says. */
const UNKNOWN_ID = 2;
const WORD_START = '▁';

export interface T5TokenizerOptions {
  /** Length of every result: the T5 slot of the prompt embedding. */
  readonly maxLength: number;
}

export interface T5Tokenizer {
  /** Any text, also none: `maxLength` ids, cut so that the end token always stands, then padding. */
  encode(text: string): BigInt64Array;
}

/**
 * Opens a `tokenizer_3/` folder of a checkpoint; its ids equal those of transformers' T5TokenizerFast called
 * with `padding="max_length", truncation=True, add_special_tokens=True`.
 * @throws InputError when the folder's files are missing or broken
 */
export async function loadT5Tokenizer(dir: string, options: T5TokenizerOptions): Promise<T5Tokenizer> {
  checkMaxLength(options.maxLength, 1);
  const files = await readUnigramFiles(dir);
  const settings = await readTokenizerSettings(dir, files.addedTokens);
  const tokens = uniqueByContent([...settings.addedTokens, ...[PAD, EOS, UNKNOWN].map(verbatim)]);
  const vocabulary = new Map(files.pieces.map(([piece], id) => [piece, id]));
  const find = addedTokenFinder(numberAddedTokens(tokens, vocabulary), normalizerOf(files));
  const model = new Unigram(files.pieces, UNKNOWN_ID);
  const pad = BigInt(idOfToken(files, vocabulary, PAD));
  const eos = BigInt(idOfToken(files, vocabulary, EOS));
  return {
    encode(text) {
      const pieces = find(text);
      const body = pieces.flatMap((piece) =>
        typeof piece === 'number' ? [piece] : encodeWords(model, piece),
      );
      const kept = body.slice(0, options.maxLength - 1);
      const ids = new BigInt64Array(options.maxLength).fill(pad);
      ids.set([...kept.map(BigInt), eos]);
      return ids;
    },
  };
}

/** Words are parted by white space, and again before every mark of a word's start that was typed. */
function encodeWords(model: Unigram, text: string): number[] {
  const words = text.split(/\p{White_Space}+/u).filter((word) => word !== '');
  const marked = words.map((word) => (word.startsWith(WORD_START) ? word : WORD_START + word));
  return marked.flatMap((word) => word.match(/▁[^▁]*/g) ?? []).flatMap((word) => model.encode(word));
}

function normalizerOf(files: UnigramFiles): (text: string) => string {
  if (files.charsmap === null) return (text) => text;
  try {
    return precompiledNormalizer(files.charsmap);
  } catch (error) {
    throw brokenFile(files.path, error instanceof Error ? error.message : String(error), error);
  }
}

function idOfToken(files: UnigramFiles, vocabulary: ReadonlyMap<string, number>, content: string): number {
  const id = vocabulary.get(content);
  if (id === undefined) throw brokenFile(files.path, `its vocabulary lacks the token "${content}"`);
  return id;
}
