/** Finds listed words that are written with Chinese characters. */
import { PhraseTrie } from './phrase-trie.ts';
import type { Finder, Found, Placed, Sentence } from './sentence.ts';
import type { ListEntry } from './word-lists.ts';
import { writtenOf } from './written.ts';

/** As many signs may stand between two characters of one word: "裸 🌸 体". */
const WIDEST_GAP = 4;
const SHORT = 2;
const HAN = /\p{Script=Han}/u;
const HAN_OR_LATIN = /[\p{Script=Han}a-z0-9]/u;
const LATIN = /[a-z0-9]/;

/** @param exact words wherever they stand, also where everyday words overlap them */
export function hanFinder(entries: readonly ListEntry[], { exact }: { readonly exact: boolean }): Finder {
  const pure = new PhraseTrie<ListEntry>();
  // Without its letters such a word is another one: 三K党 would be found in 第三党, A股 in 一股.
  const mixed = new PhraseTrie<ListEntry>();
  for (const entry of entries) {
    const chars = charsOf(entry.text);
    (chars.some((char) => LATIN.test(char)) ? mixed : pure).add(chars, entry);
  }
  return (sentence) => [
    ...among(sentence.han, pure).filter((found) => exact || isMeant(found, sentence)),
    ...among(sentence.mixed, mixed),
  ];
}

/** Whether an entry is for this finder: it has a Chinese character. */
export function isHan(text: string): boolean {
  return HAN.test(text);
}

export function charsOf(text: string): readonly string[] {
  return writtenOf(text).chars.filter((char) => HAN_OR_LATIN.test(char));
}

function among(placed: readonly Placed[], trie: PhraseTrie<ListEntry>): readonly Found[] {
  const found: Found[] = [];
  placed.forEach(({ char }, first) => {
    if (!trie.after(char)) return;
    const charAt = (i: number) => (i > first && isTornAt(placed, i) ? undefined : placed[i]?.char);
    trie.walk(first, charAt, (entry, next) => {
      found.push({ entry, from: placed[first]?.at ?? 0, to: (placed[next - 1]?.at ?? 0) + 1 });
    });
  });
  return found;
}

function isTornAt(placed: readonly Placed[], i: number): boolean {
  return (placed[i]?.at ?? 0) - (placed[i - 1]?.at ?? 0) > WIDEST_GAP + 1;
}

/**
 * Short words come about by chance where everyday words meet: 一支|那么 holds 支那, 色|情绪 holds 色情. Longer ones do only
 * where they are cut on both sides, as in 学习|近|平面; names of brands and persons may also stand within an everyday word.
 */
function isMeant({ entry, from, to }: Found, { wordAt }: Sentence): boolean {
  if (entry.wordClass === 'shop') return true;
  const length = charsOf(entry.text).length;
  const first = wordAt.get(from) ?? [from, from + 1];
  const last = wordAt.get(to - 1) ?? [to - 1, to];
  if (length === 1) return first[1] - first[0] === 1;
  const isCutBefore = first[0] < from && first[1] < to;
  const isCutAfter = last[1] > to && last[0] > from;
  if (length > SHORT) return !(isCutBefore && isCutAfter);
  const isWithin = first[0] <= from && first[1] >= to && first[1] - first[0] > to - from;
  const isName = entry.wordClass === 'brands' || entry.wordClass === 'persons';
  return !isCutBefore && !isCutAfter && !(isName && isWithin);
}
