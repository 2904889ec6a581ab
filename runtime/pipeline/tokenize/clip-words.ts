import { composeLikeReference, LETTER, NUMBER, SYMBOL } from './reference-unicode.ts';

const LITERALS = ['<|startoftext|>', '<|endoftext|>'];
// The pattern of the original CLIP; a constructor because the `v` flag is younger than the compile target.
const WORD = new RegExp(
  `<\\|startoftext\\|>|<\\|endoftext\\|>|'s|'t|'re|'ve|'m|'ll|'d|${LETTER}+|${NUMBER}|${SYMBOL}+`,
  'gv',
);
const BYTE_SYMBOLS = byteSymbols();
const utf8 = new TextEncoder();

/** Canonical composition, every run of white space to one space, lower case. */
export function normalizeForClip(text: string): string {
  const spaced = composeLikeReference(text).replace(/\p{White_Space}+/gu, ' ');
  // The reference lowers letter by letter, so a sigma at the end of a word is no exception.
  return spaced.replaceAll('Σ', 'σ').toLowerCase();
}

/** Splits normalised text into words, each written as the printable stand-ins of its UTF-8 bytes. */
export function clipWords(text: string): string[] {
  return (text.match(WORD) ?? []).flatMap(splitLiteral).map(toByteSymbols);
}

/** The reference runs a second, GPT-2 pattern over each word; only these two are split further by it. */
function splitLiteral(word: string): string[] {
  return LITERALS.includes(word) ? ['<|', word.slice(2, -2), '|>'] : [word];
}

function toByteSymbols(word: string): string {
  return Array.from(utf8.encode(word), (byte) => BYTE_SYMBOLS[byte]).join('');
}

/** GPT-2's table: printable Latin-1 bytes stand for themselves, the others for U+0100 and following. */
function byteSymbols(): string[] {
  let next = 0x100;
  return Array.from({ length: 256 }, (_, byte) =>
    String.fromCharCode(/[!-~¡-¬®-ÿ]/.test(String.fromCharCode(byte)) ? byte : next++),
  );
}
