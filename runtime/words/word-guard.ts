/** Decides which words the kiosk does not draw, and says which list they are on. */
import { CommonWords } from './common-words.ts';
import { hanFinder, isHan } from './han-phrases.ts';
import { latinFinder } from './latin-phrases.ts';
import { type Finder, type Found, readSentence } from './sentence.ts';
import { soundFinder } from './sound-phrases.ts';
import type { WordClass } from './word-classes.ts';
import { builtInEntries, entryOf, harmlessWords, type ListEntry, type ListedClass } from './word-lists.ts';

/** Why words are refused. For the shop and its log: customers never read the entry. */
export interface Verdict {
  readonly wordClass: ListedClass;
  /** As it stands in the list. */
  readonly entry: string;
}

/** What a shop decides about words. */
export interface ShopWords {
  /** What this shop does not want besides: brands, persons; in either language. They win over all that is harmless. */
  readonly blocked: readonly string[];
  /** Words that are drawn here though they hold a listed one. */
  readonly allowed: readonly string[];
  /** Classes whose lists do not count here. */
  readonly off: readonly WordClass[];
}

export interface WordGuard {
  /** Why this sentence is not drawn; null where it is. */
  judge(text: string): Verdict | null;
}

interface BuiltIn {
  readonly words: CommonWords;
  readonly find: Finder;
  readonly findHarmless: Finder;
}

export const NO_SHOP_WORDS: ShopWords = { blocked: [], allowed: [], off: [] };

let kept: BuiltIn | undefined;

/** The lists that come with Motif; read once for all guards. */
function builtIn(): BuiltIn {
  kept ??= readBuiltIn();
  return kept;
}

function readBuiltIn(dictionary?: string): BuiltIn {
  const entries = builtInEntries();
  const words = new CommonWords(
    entries.filter(({ text }) => isHan(text)).map(({ text }) => text),
    dictionary,
  );
  return { words, find: finderOf(entries, words), findHarmless: exactFinderOf(harmlessWords()) };
}

/** A guard with the lists that come with Motif and the shop's own. */
export function wordGuard(shop: ShopWords = NO_SHOP_WORDS): WordGuard {
  return guardOf(builtIn(), shop);
}

/** A guard with the lists that come with Motif, for whoever makes the dictionary. @param dictionary its text */
export function guardBeside(dictionary: string): WordGuard {
  return guardOf(readBuiltIn(dictionary), NO_SHOP_WORDS);
}

function guardOf({ words, find, findHarmless }: BuiltIn, shop: ShopWords): WordGuard {
  const findUnwanted = finderOf(
    shop.blocked.map((text) => entryOf(text, 'shop')),
    words,
  );
  const findAllowed = exactFinderOf(shop.allowed);
  const off = new Set<ListedClass>(shop.off);
  return {
    judge(text) {
      const sentence = readSentence(text, words);
      const [unwanted] = findUnwanted(sentence);
      if (unwanted) return verdictOf(unwanted);
      const found = find(sentence).filter(({ entry }) => !off.has(entry.wordClass));
      if (found.length === 0) return null;
      const harmless = [...findHarmless(sentence), ...findAllowed(sentence)];
      const meant = found.find((one) => !harmless.some((other) => isWithin(one, other)));
      return meant ? verdictOf(meant) : null;
    },
  };
}

const verdictOf = ({ entry }: Found): Verdict => ({ wordClass: entry.wordClass, entry: entry.text });

function isWithin(inner: Found, outer: Found): boolean {
  return inner.from >= outer.from && inner.to <= outer.to;
}

function finderOf(entries: readonly ListEntry[], words: CommonWords): Finder {
  const chinese = entries.filter(({ text }) => isHan(text));
  const latin = entries.filter(({ text }) => !isHan(text));
  const finders = [
    latinFinder(latin, { exact: false }),
    hanFinder(chinese, { exact: false }),
    soundFinder(chinese, words),
  ];
  return (sentence) => finders.flatMap((find) => find(sentence));
}

/** Harmless words count as they stand; nobody disguises them. */
function exactFinderOf(texts: readonly string[]): Finder {
  const entries = texts.map((text) => entryOf(text, 'shop'));
  const latin = latinFinder(
    entries.filter(({ text }) => !isHan(text)),
    { exact: true },
  );
  const chinese = hanFinder(
    entries.filter(({ text }) => isHan(text)),
    { exact: true },
  );
  return (sentence) => [...latin(sentence), ...chinese(sentence)];
}
