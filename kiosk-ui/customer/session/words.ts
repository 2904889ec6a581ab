/** Whether words can be drawn from, judged without a model. */

/** What is wrong with words; undefined when they can be drawn from. */
export type WordsTrouble = 'empty' | 'no-letters' | 'other-script';

const LETTER = /\p{L}/u;
const HAN_OR_LATIN = /[\p{Script=Han}\p{Script=Latin}]/u;

/** The kiosk reads Chinese and Latin letters: signs and emoji alone say nothing to it, other scripts neither. */
export function troubleOfWords(words: string): WordsTrouble | undefined {
  if (words.trim() === '') return 'empty';
  if (!LETTER.test(words)) return 'no-letters';
  return HAN_OR_LATIN.test(words) ? undefined : 'other-script';
}
