/** The lists that come with Motif: text files, an entry a line, `#` before remarks. Read once. */
import { readFileSync } from 'node:fs';
import { WORD_CLASSES, type WordClass } from './word-classes.ts';

const LISTS = new URL('./lists/', import.meta.url);
const LANGUAGES = ['en', 'zh'] as const;

/** What a shop has listed itself is of the class `shop`. */
export type ListedClass = WordClass | 'shop';

export interface ListEntry {
  /** As it stands in the list. A star before or after an English word: also within a longer one. */
  readonly text: string;
  readonly wordClass: ListedClass;
  /** Marked with `~`: two Chinese characters that are meant however they are written, if they sound so. */
  readonly byEar: boolean;
}

let kept: readonly ListEntry[] | undefined;

/** Every entry of every class. */
export function builtInEntries(): readonly ListEntry[] {
  kept ??= WORD_CLASSES.flatMap((wordClass) =>
    LANGUAGES.flatMap((language) => readList(`${wordClass}.${language}`)).map((line) =>
      entryOf(line, wordClass),
    ),
  );
  return kept;
}

/** How many entries a class has, in both languages. */
export function classSize(wordClass: WordClass): number {
  return builtInEntries().filter((entry) => entry.wordClass === wordClass).length;
}

/** Harmless words that hold a listed one, of both languages. */
export function harmlessWords(): readonly string[] {
  return LANGUAGES.flatMap((language) => readList(`harmless.${language}`));
}

/** The lines of one list, without remarks. @param name of the file, without `.txt` */
export function readList(name: string): readonly string[] {
  const lines = readFileSync(new URL(`${name}.txt`, LISTS), 'utf8').split('\n');
  return lines.map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('# '));
}

/** @param line as it stands in a list */
export function entryOf(line: string, wordClass: ListedClass): ListEntry {
  const byEar = line.endsWith('~');
  return { text: byEar ? line.slice(0, -1) : line, wordClass, byEar };
}
