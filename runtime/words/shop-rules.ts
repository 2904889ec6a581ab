import { join } from 'node:path';
import { z } from 'zod';
import { MotifError } from '../errors.ts';
import { Document } from '../store/document.ts';
import { readShopWords } from './shop-words.ts';
import { FIXED_CLASSES, SWITCHABLE_CLASSES, type WordClass } from './word-classes.ts';
import { type ShopWords, type Verdict, type WordGuard, wordGuard } from './word-guard.ts';
import type { ListedClass } from './word-lists.ts';

/** In the data folder. */
export const SHOP_RULES_FILE = 'words.json';
const MOST_WORDS = 5000;
const LONGEST_WORD = 60;
const UNPRINTABLE = /[\p{Cc}\p{Cs}\u2028\u2029]/u;

const word = z
  .string()
  .trim()
  .min(1, 'expected a word or name')
  .max(LONGEST_WORD, `expected a word or name of at most ${LONGEST_WORD} characters`)
  .refine((text) => !UNPRINTABLE.test(text), 'expected text without line breaks and control characters');
const words = z.array(word).max(MOST_WORDS, `expected at most ${MOST_WORDS} words`);

/** What a shop decides about words. */
export const shopRulesSchema = z.strictObject({
  blocked: words,
  allowed: words,
  off: z.array(z.enum(SWITCHABLE_CLASSES)),
});

export type ShopRules = z.infer<typeof shopRulesSchema>;

/** The guard of this shop: follows what the panel changes at once. */
export class ShopGuard implements WordGuard {
  readonly #document: Document<ShopRules>;
  #guard: WordGuard;

  private constructor(document: Document<ShopRules>) {
    this.#document = document;
    this.#guard = wordGuard(document.data);
  }

  /**
   * Until the panel has saved anything, the words of `blocked-words.txt` are the shop's.
   *
   * @param dir the server's data folder
   * @throws InputError for such a file that does not fit
   */
  static async open(dir: string): Promise<ShopGuard> {
    const initial: ShopRules = { blocked: [...(await readShopWords(dir))], allowed: [], off: [] };
    const kind = { schema: shopRulesSchema, initial, migrations: [] };
    return new ShopGuard(await Document.open(join(dir, SHOP_RULES_FILE), kind));
  }

  /** Damaged files found on opening. */
  get setAside() {
    return this.#document.setAside;
  }

  get rules(): ShopRules {
    return this.#document.data;
  }

  judge(text: string): Verdict | null {
    return this.#guard.judge(text);
  }

  /** @throws MotifError as `checkRules` does, or 'disk-full'; then nothing has changed. */
  async choose(rules: ShopRules): Promise<void> {
    checkRules(rules);
    this.#guard = wordGuard(await this.#document.update(() => rules));
  }
}

/**
 * What is allowed may hold a listed word, as 黑鬼鱼 does, but be none of those that no kiosk draws.
 *
 * @throws MotifError('bad-input') that names the word
 */
export function checkRules({ allowed }: Pick<ShopWords, 'allowed'>): void {
  const fixed: ReadonlySet<ListedClass> = new Set<WordClass>(FIXED_CLASSES);
  const guard = wordGuard();
  for (const text of allowed) {
    const verdict = guard.judge(text);
    const isItself = verdict !== null && [...text].length <= [...verdict.entry.replaceAll('*', '')].length;
    if (isItself && fixed.has(verdict.wordClass)) throw isListedItself(text, verdict);
  }
}

function isListedItself(text: string, { wordClass }: Verdict): MotifError {
  const en = `Expected allowed words that only hold a listed one but found ${JSON.stringify(text)}, which is itself on the list "${wordClass}". Take it out.`;
  const zh = `允许的词可以含有词表里的词，但“${text}”本身就在始终开启的词表里。请删去它。`;
  return new MotifError('bad-input', en, { customer: { zh, en } });
}
