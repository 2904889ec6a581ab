import { join } from 'node:path';
import { InputError } from '../errors.ts';
import { readTextOrNull } from '../store/read-text.ts';

/** The shop's own list in its data folder: a word or name a line; lines that begin with # are remarks. */
export const SHOP_WORDS_FILE = 'blocked-words.txt';
const MOST_WORDS = 5000;
const LONGEST_WORD = 60;

/**
 * The words that this shop does not want drawn; none where there is no list.
 *
 * @throws InputError for a list that is too long or has a line that is no word
 */
export async function readShopWords(dataDir: string): Promise<readonly string[]> {
  const text = (await readTextOrNull(join(dataDir, SHOP_WORDS_FILE))) ?? '';
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const words = lines.filter((line) => line !== '' && !line.startsWith('#'));
  if (words.length > MOST_WORDS)
    throw new InputError(
      `Expected at most ${MOST_WORDS} words in ${SHOP_WORDS_FILE} but found ${words.length}. Shorten it.`,
    );
  const odd = lines.findIndex((line) => !line.startsWith('#') && line.length > LONGEST_WORD);
  if (odd >= 0)
    throw new InputError(
      `Expected a word or name of at most ${LONGEST_WORD} characters in line ${odd + 1} of ${SHOP_WORDS_FILE} but found ${lines[odd]?.length}. Write one a line.`,
    );
  return words;
}
