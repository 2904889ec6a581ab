/** Everyday Chinese words and what they cost a sentence, from the keyboard's dictionary; read once. */
import { readFileSync } from 'node:fs';

const DICTIONARY = new URL('../../kiosk-ui/customer/keyboard/dictionary.txt', import.meta.url);
const LONGEST = 6;
/** Stands for a character beyond the first 65,536, which no word of the dictionary has. */
const NO_WORD = '□';
/** Of a character that no list has; more than any word. */
const UNKNOWN_COST = 1700;
/** Of a listed word that the dictionary leaves out: as if it were among the less usual ones. */
const LISTED_COST = 1400;

/** Where each character's word begins, and where it ends. */
export type Segments = readonly (readonly [from: number, to: number])[];

/** A dictionary of words and readings. */
export class CommonWords {
  readonly #costs = new Map<string, number>();
  readonly #readings = new Map<string, string>();

  /**
   * @param listed words that the dictionary leaves out, which sentences hold nevertheless
   * @param dictionary its text; left out: the one that the keyboard has
   */
  constructor(listed: readonly string[], dictionary = readFileSync(DICTIONARY, 'utf8')) {
    for (const line of dictionary.split('\n')) this.#take(line);
    for (const word of listed) if (!this.#costs.has(word)) this.#costs.set(word, LISTED_COST);
  }

  has(word: string): boolean {
    return this.#costs.has(word);
  }

  /** Words with these syllables, written without tones. */
  withSyllables(syllables: readonly string[]): readonly string[] {
    const words = this.#readings.get(syllables.join("'"))?.split(',') ?? [];
    return words.map((word) => word.slice(0, word.indexOf(' ')));
  }

  /**
   * The likeliest division of a text into words: the cheapest path (Viterbi), each word's cost being the negative
   * logarithm of how often it is used.
   *
   * @param chars Chinese characters
   */
  divide(chars: readonly string[]): Segments {
    const text = chars.map((char) => (char.length === 1 ? char : NO_WORD)).join('');
    const costs = [0];
    const before = [0];
    for (let to = 1; to <= text.length; to++) {
      costs[to] = Number.POSITIVE_INFINITY;
      for (let from = Math.max(0, to - LONGEST); from < to; from++) {
        const own =
          this.#costs.get(text.slice(from, to)) ??
          (to - from === 1 ? UNKNOWN_COST : Number.POSITIVE_INFINITY);
        const cost = (costs[from] ?? 0) + own;
        if (cost >= (costs[to] ?? 0)) continue;
        costs[to] = cost;
        before[to] = from;
      }
    }
    return wordsBack(before);
  }

  #take(line: string): void {
    const tab = line.indexOf('\t');
    const words = line.slice(tab + 1);
    for (const entry of words.split(',')) {
      const gap = entry.indexOf(' ');
      const word = entry.slice(0, gap);
      const cost = Number(entry.slice(gap + 1));
      if (cost < (this.#costs.get(word) ?? Number.POSITIVE_INFINITY)) this.#costs.set(word, cost);
    }
    this.#readings.set(line.slice(0, tab), words);
  }
}

/** @param before of each end the beginning of the word that ends there */
function wordsBack(before: readonly number[]): Segments {
  const segments: (readonly [number, number])[] = [];
  for (let to = before.length - 1; to > 0; ) {
    const from = before[to] ?? 0;
    for (let i = from; i < to; i++) segments[i] = [from, to];
    to = from;
  }
  return segments;
}
