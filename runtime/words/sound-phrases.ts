/** Finds listed Chinese words that are written by their sound: with other characters, in pinyin, or half and half. */
import type { CommonWords } from './common-words.ts';
import { charsOf } from './han-phrases.ts';
import { PhraseTrie } from './phrase-trie.ts';
import type { Finder, Found, Sentence } from './sentence.ts';
import { isEnglish, type Syllable, soundOf, soundsOf } from './syllables.ts';
import type { ListEntry } from './word-lists.ts';

interface Phrase {
  readonly entry: ListEntry;
  readonly chars: readonly string[];
  /** Everyday words have the same sound: in letters alone it says nothing. */
  readonly isShared: boolean;
}

const WIDEST_GAP = 4;
/** Longer ones share their sound with hardly any harmless word. */
const SURE = 3;
const LATIN = /[a-z0-9]/;

/** Finds entries of two and more Chinese characters by their sound. @param words everyday words, which are not meant */
export function soundFinder(entries: readonly ListEntry[], words: CommonWords): Finder {
  const listed = new Set(entries.map(({ text }) => text));
  const trie = new PhraseTrie<Phrase>();
  for (const entry of entries) {
    const chars = charsOf(entry.text);
    if (chars.length < 2 || chars.some((char) => LATIN.test(char)) || isShortName(entry, chars)) continue;
    for (const sounds of readingsOf(chars)) {
      const isShared = words.withSyllables(sounds).some((word) => !listed.has(word));
      trie.add(sounds, { entry, chars, isShared });
    }
  }
  return (sentence) => bySound(sentence, trie, words);
}

/** As the word is read, and as its characters are read one by one, where that differs. */
function readingsOf(chars: readonly string[]): readonly (readonly string[])[] {
  const asWord = soundsOf(chars.join(''));
  const oneByOne = chars.map(soundOf);
  return asWord.join() === oneByOne.join() ? [asWord] : [asWord, oneByOne];
}

function isShortName({ wordClass }: ListEntry, chars: readonly string[]): boolean {
  const isName = wordClass === 'brands' || wordClass === 'persons' || wordClass === 'shop';
  return isName && chars.length < SURE;
}

function bySound(sentence: Sentence, trie: PhraseTrie<Phrase>, words: CommonWords): readonly Found[] {
  const { syllables } = sentence;
  const found: Found[] = [];
  syllables.forEach((start, first) => {
    if (!start?.begins) return;
    const soundAt = (i: number) => (i > first && isTornAt(syllables, i) ? undefined : syllables[i]?.sound);
    trie.walk(first, soundAt, (phrase, next) => {
      const said = syllables.slice(first, next).filter((syllable) => syllable !== null);
      const last = said.at(-1);
      if (!last?.ends || !isMeant(phrase, said, sentence, words)) return;
      found.push({ entry: phrase.entry, from: start.from, to: last.to });
    });
  });
  return found;
}

function isTornAt(syllables: readonly (Syllable | null)[], i: number): boolean {
  return (syllables[i]?.from ?? 0) - (syllables[i - 1]?.to ?? 0) > WIDEST_GAP;
}

function isMeant(phrase: Phrase, said: readonly Syllable[], sentence: Sentence, words: CommonWords): boolean {
  const lettered = said.filter(({ char }) => char === null).length;
  if (lettered === said.length) return isMeantInLetters(phrase, said);
  if (lettered > 0) return said.length >= SURE || keeps(phrase, said) === said.length - lettered;
  return isMeantInCharacters(phrase, said, sentence, words);
}

function isMeantInLetters({ isShared }: Phrase, said: readonly Syllable[]): boolean {
  if (isShared) return false;
  const standApart = said.every(({ begins, ends }) => begins && ends);
  return !(standApart && said.every(({ sound }) => isEnglish(sound)));
}

/** Other characters are no disguise where they make everyday words: 病毒 sounds like 冰毒. */
function isMeantInCharacters(
  phrase: Phrase,
  said: readonly Syllable[],
  { wordAt }: Sentence,
  words: CommonWords,
): boolean {
  const kept = keeps(phrase, said);
  if (kept === said.length || words.has(said.map(({ char }) => char).join(''))) return false;
  const from = said[0]?.from ?? 0;
  const to = said.at(-1)?.to ?? 0;
  const around = said.map(({ from: at }) => wordAt.get(at) ?? [at, at + 1]);
  if (around.some(([begin, end]) => begin < from || end > to)) return false;
  if (said.length >= SURE) return true;
  return kept > 0 && phrase.entry.byEar && around.every(([begin, end]) => end - begin === 1);
}

/** How many characters are the listed word's own. */
function keeps({ chars }: Phrase, said: readonly Syllable[]): number {
  return said.filter(({ char }, i) => char === chars[i]).length;
}
