/** The one door for all words that may be drawn or shown: what customers write, and what the shop calls things. */
import { MotifError } from '../errors.ts';
import type { Bilingual } from '../products/bilingual.ts';
import type { Verdict, WordGuard } from './word-guard.ts';

/** Where words come from; for the log. */
export type WordPlace = 'prompt' | 'negative' | 'product' | 'chip' | 'reprint' | 'attract';

export interface PlacedWords {
  readonly place: WordPlace;
  readonly text: string;
}

export interface PlacedVerdict extends Verdict {
  readonly place: WordPlace;
  /** What was refused; the shop may read its own words, nobody reads a customer's. */
  readonly text: string;
}

/** What may be written down of a refusal: neither the words nor the list's entry. */
export type Refusal = Pick<PlacedVerdict, 'place' | 'wordClass'>;

/** The first of these words that this kiosk does not draw, and why; null where it draws all. */
export function judgeWords(guard: WordGuard, texts: readonly PlacedWords[]): PlacedVerdict | null {
  for (const { place, text } of texts) {
    const verdict = guard.judge(text);
    if (verdict) return { ...verdict, place, text };
  }
  return null;
}

/**
 * @param texts all that a customer wrote
 * @param onRefused is told the class and the place
 * @throws MotifError('words-refused'), which the customer reads as a kind sentence; it repeats nothing
 */
export function refuseUnwanted(
  guard: WordGuard,
  texts: readonly PlacedWords[],
  onRefused: (refusal: Refusal) => void,
): void {
  const verdict = judgeWords(guard, texts);
  if (!verdict) return;
  onRefused({ place: verdict.place, wordClass: verdict.wordClass });
  throw new MotifError(
    'words-refused',
    'Expected words that this kiosk draws but found some that are on its lists. Say something else.',
  );
}

/**
 * For the panel, when it names products and chips: says which words are refused and by which entry.
 *
 * @throws MotifError('words-refused')
 */
export function refuseShopWords(guard: WordGuard, texts: readonly PlacedWords[]): void {
  const verdict = judgeWords(guard, texts);
  if (!verdict) return;
  throw refusedInPanel(verdict, { zh: `“${verdict.text}”`, en: `“${verdict.text}”` });
}

/**
 * For the panel, before an order's design is printed once more or shown to everybody. The words are a customer's, so
 * only the entry is named.
 *
 * @throws MotifError('words-refused')
 */
export function refuseOrderWords(
  guard: WordGuard,
  { prompt, negative }: { readonly prompt: string; readonly negative: string | null },
  place: WordPlace,
): void {
  const verdict = judgeWords(guard, [
    { place, text: prompt },
    { place, text: negative ?? '' },
  ]);
  if (verdict) throw refusedInPanel(verdict, { zh: '这张订单的文字', en: 'an order' });
}

function refusedInPanel({ entry, wordClass }: PlacedVerdict, what: Bilingual): MotifError {
  const en = `Expected words that this kiosk draws but found ${what.en} refused for “${entry}” (${wordClass}). Change it, or allow the word on the page Words.`;
  const zh = `${what.zh}含有不画的词“${entry}”。请修改，或在“用词”页允许这个词。`;
  return new MotifError('words-refused', en, { customer: { zh, en } });
}
