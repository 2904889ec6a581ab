/** Finds listed words of Latin letters. */

import { type LatinForm, type LatinText, squeezed } from './latin-words.ts';
import { PhraseTrie } from './phrase-trie.ts';
import type { Finder, Found, Sentence } from './sentence.ts';
import type { ListEntry } from './word-lists.ts';
import { writtenOf } from './written.ts';

interface Phrase {
  readonly entry: ListEntry;
  readonly words: readonly string[];
}

/** Letters that are doubled to look different: as many more as this make a word of so many letters another one. */
const fewestExtra = (letters: number) => (letters <= 3 ? 2 : 1);

/**
 * Finds entries without Chinese characters: whole words and their plurals, and within longer words those with a star.
 *
 * @param exact words as they stand, not as they are disguised
 */
export function latinFinder(entries: readonly ListEntry[], { exact }: { readonly exact: boolean }): Finder {
  if (entries.length === 0) return () => [];
  const starred = exact ? [] : entries.filter(({ text }) => text.includes('*'));
  const whole = entries.filter((entry) => !starred.includes(entry));
  const trie = new PhraseTrie<Phrase>();
  for (const entry of whole)
    for (const words of withPlurals(wordsOf(entry.text)))
      trie.add(
        words.map((text) => keyOf({ text, squeezed: squeezed(text) })),
        { entry, words },
      );
  const within = starred.map((entry) => ({ entry, pattern: patternOf(entry.text) }));
  const anyWithin = new RegExp(within.map(({ pattern }) => pattern.source).join('|') || '(?!)');
  return (sentence) => [
    ...wholeWords(sentence, trie, exact),
    ...partsOfWords(sentence, (form) =>
      anyWithin.test(form) ? within.find(({ pattern }) => pattern.test(form))?.entry : undefined,
    ),
  ];
}

interface Search {
  readonly latin: LatinText;
  readonly exact: boolean;
  readonly found: Found[];
}

function wholeWords({ latin }: Sentence, trie: PhraseTrie<Phrase>, exact: boolean): readonly Found[] {
  const search: Search = { latin, exact, found: [] };
  for (let first = 0; first < latin.readings.length; first++) follow(search, trie, [], first, first);
  return search.found;
}

/** Every phrase that goes on from here. @param said the words since `first` */
function follow(
  search: Search,
  node: PhraseTrie<Phrase>,
  said: readonly string[],
  first: number,
  next: number,
): void {
  const { latin, exact, found } = search;
  for (const { entry, words } of node.ends)
    if (words.every((word, i) => isMeant(said[i] ?? '', word, exact)))
      found.push({ entry, ...placeOf(latin.places, first, next) });
  if (node.isLeaf) return;
  for (const word of latin.readings[next] ?? [])
    for (const form of word.forms) {
      const after = node.after(keyOf(form));
      if (after) follow(search, after, [...said, form.text], first, word.next);
      if (exact) break;
    }
}

/** Of the joins that begin at one place only the longest is looked into: it holds the others. */
function partsOfWords(
  { latin }: Sentence,
  entryIn: (form: string) => ListEntry | undefined,
): readonly Found[] {
  const longest = latin.readings.flatMap((words) => [...words.slice(0, 1), ...words.slice(1).slice(-1)]);
  return longest.flatMap(({ forms, first, next }) =>
    forms.flatMap(({ text }) => {
      const entry = entryIn(text);
      return entry ? [{ entry, ...placeOf(latin.places, first, next) }] : [];
    }),
  );
}

function placeOf(places: readonly (readonly [number, number])[], first: number, next: number) {
  return { from: places[first]?.[0] ?? 0, to: places[next - 1]?.[1] ?? 0 };
}

/** Whether a form is this word, or the word with letters repeated: "naaaked". */
function isMeant(form: string, word: string, exact: boolean): boolean {
  if (form === word) return true;
  // Of one letter alone, as in "xxx", any more of it is something else.
  const isOneLetter = squeezed(word).length === 1;
  if (exact || isOneLetter || form.length < word.length + fewestExtra(word.length)) return false;
  const runs = runsOf(form);
  return runsOf(word).every((run, i) => (runs[i]?.length ?? 0) >= run.length);
}

/** Words that may be meant by each other have the same: of one letter alone, only the word itself. */
function keyOf({ text, squeezed: letters }: LatinForm): string {
  return letters.length === 1 ? text : letters;
}

const runsOf = (word: string): readonly string[] => word.match(/(.)\1*/gu) ?? [];

/** As a sentence would be read, but with signs kept apart. */
function wordsOf(text: string): readonly string[] {
  const plain = writtenOf(text).chars.join('');
  const words = plain.match(/[a-z0-9]+/g);
  return words ?? [plain];
}

function withPlurals(words: readonly string[]): readonly (readonly string[])[] {
  const last = words.at(-1) ?? '';
  if (!/^[a-z]{3,}$/.test(last)) return [words];
  const before = words.slice(0, -1);
  const plural = /(?:s|x|z|ch|sh)$/.test(last) ? `${last}es` : `${last}s`;
  return [words, [...before, plural]];
}

/** `*word*` within any word, `word*` at its beginning; every letter may be repeated. */
function patternOf(text: string): RegExp {
  const start = text.startsWith('*') ? '' : '^';
  const end = text.endsWith('*') ? '' : '$';
  const letters = text.replaceAll('*', '').replace(/([a-z])\1*/g, (run) => `${run[0]}{${run.length},}`);
  return new RegExp(`${start}${letters}${end}`);
}
