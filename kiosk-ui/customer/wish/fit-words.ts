/** Keeps the customer's words as long as the server takes them, and free of what no font shows. */

/** Line ends and tabs, and the blanks around them: words stand on one line. */
const BREAKS = /\s*[\t\n\r\v\f\u0085\u2028\u2029]\s*/g;
/** Control characters and halves of surrogate pairs. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}]/gu;

/** Characters as the server counts them: Unicode code points. */
export function lengthOf(words: string): number {
  return [...words].length;
}

/** Words on one line, without control characters and torn surrogate pairs. */
export function plain(words: string): string {
  return words.replaceAll(BREAKS, ' ').replaceAll(UNPRINTABLE, '');
}

/**
 * What the field may keep of words just written: where they are too long, the last ones before the caret go,
 * so that what stood there before stays.
 *
 * @param caret in UTF-16 code units, as a text field tells it
 * @param most code points
 */
export function fitted(
  words: string,
  caret: number,
  most: number,
): { readonly words: string; readonly caret: number } {
  const [before, after] = [[...plain(words.slice(0, caret))], [...plain(words.slice(caret))]];
  const kept = before.slice(0, Math.max(0, most - after.length)).join('');
  return { words: kept + after.slice(0, most).join(''), caret: kept.length };
}
