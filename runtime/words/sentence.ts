/** One sentence, read in every way that lists are compared with. */
import type { CommonWords } from './common-words.ts';
import { type LatinText, latinText } from './latin-words.ts';
import { type Syllable, syllablesOf } from './syllables.ts';
import type { ListEntry } from './word-lists.ts';
import { type Written, writtenOf } from './written.ts';

/** A listed word in a sentence, and between which characters it stands. */
export interface Found {
  readonly entry: ListEntry;
  readonly from: number;
  readonly to: number;
}

export type Finder = (sentence: Sentence) => readonly Found[];

/** A character, and its place in the sentence. */
export interface Placed {
  readonly char: string;
  readonly at: number;
}

export interface Sentence {
  readonly written: Written;
  readonly latin: LatinText;
  /** Chinese characters only. */
  readonly han: readonly Placed[];
  /** Chinese characters, Latin letters and digits. */
  readonly mixed: readonly Placed[];
  /** Of each Chinese character's place, between which places its everyday word stands. */
  readonly wordAt: ReadonlyMap<number, readonly [from: number, to: number]>;
  readonly syllables: readonly (Syllable | null)[];
}

const HAN = /\p{Script=Han}/u;
const HAN_OR_LATIN = /[\p{Script=Han}a-z0-9]/u;

export function readSentence(text: string, words: CommonWords): Sentence {
  const written = writtenOf(text);
  const placed = written.chars.map((char, at) => ({ char, at }));
  const han = placed.filter(({ char }) => HAN.test(char));
  return {
    written,
    latin: latinText(written),
    han,
    mixed: placed.filter(({ char }) => HAN_OR_LATIN.test(char)),
    wordAt: wordsIn(han, words),
    syllables: syllablesOf(written),
  };
}

function wordsIn(han: readonly Placed[], words: CommonWords) {
  const wordAt = new Map<number, readonly [number, number]>();
  for (let i = 0; i < han.length; ) {
    const start = i;
    const at = han[start]?.at ?? 0;
    while (i < han.length && han[i]?.at === at + i - start) i++;
    const segments = words.divide(han.slice(start, i).map(({ char }) => char));
    segments.forEach(([from, to], k) => {
      wordAt.set(at + k, [at + from, at + to]);
    });
  }
  return wordAt;
}
