import { randomInt } from 'node:crypto';

/** No vowels, so that no code is a word, and nothing that looks or sounds like something else. */
const LETTERS = '23456789CDFGHJKMNPQRTVWX';
const LENGTH = 4;

/**
 * A code to say at the counter, which no other live order has. Four of 24 letters: 331,776 codes.
 *
 * @param taken whether an order has it
 */
export function newCode(taken: (code: string) => boolean): string {
  for (;;) {
    const code = Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('');
    if (!taken(code)) return code;
  }
}

/** A code as a person or a scanner may have typed it; null where it is none. */
export function codeIn(text: string): string | null {
  const typed = text
    .trim()
    .toUpperCase()
    .replace(/^MOTIF:/, '');
  return new RegExp(`^[${LETTERS}]{${LENGTH}}$`).test(typed) ? typed : null;
}
