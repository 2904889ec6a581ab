/** Words in Latin letters, in every form in which a disguised one may be meant. */
import type { Written } from './written.ts';

const SPACE_OR_HAN = /[\s\p{Script=Han}]/u;
const LETTER = /[a-z0-9@$€]/;
const STANDS_IN = /[!|+]/;
const VEIL = /[*#]/;
const TONES = /^(?:[a-z]+[1-5])+$/;
/** Signs and digits that are read as letters, only beside letters. */
const LEET = lettersFor('0134578@$!|€+69', 'oieastbasiietgg');
const LEET_L = { ...LEET, ...lettersFor('1!|', 'lll') };
/** Longer joins are no word that anybody disguises. */
const LONGEST_JOIN = 16;
const FEWEST_LONE = 3;

/** One reading of some words that stand side by side. */
export interface LatinWord {
  /** Every form in which it may be meant, such as `sh1t` and `shit`. */
  readonly forms: readonly string[];
  /** Index of the first piece, and of the piece after the last. */
  readonly first: number;
  readonly next: number;
}

export interface LatinText {
  /** Places of each piece in the sentence: from, and behind. */
  readonly places: readonly (readonly [number, number])[];
  /** Readings by the piece they begin with. */
  readonly readings: readonly (readonly LatinWord[])[];
}

interface Piece {
  readonly text: string;
  readonly from: number;
  readonly to: number;
  /** Pieces without a space between them have the same number. */
  readonly chunk: number;
  /** With every capital I read as a small l. */
  readonly tall: string;
}

/** The words of a sentence; what stands between letters without a space, or letters that stand alone, may be one word. */
export function latinText(written: Written): LatinText {
  const pieces = piecesOf(written);
  return {
    places: pieces.map(({ from, to }) => [from, to]),
    readings: pieces.map((piece, first) => [
      { forms: pieceForms(piece), first, next: first + 1 },
      ...joinsFrom(pieces, first),
    ]),
  };
}

function piecesOf({ chars, capitalIs }: Written): readonly Piece[] {
  const pieces: Piece[] = [];
  let chunk = 0;
  for (let i = 0; i < chars.length; ) {
    if (!isLetter(chars, i)) {
      if (SPACE_OR_HAN.test(chars[i] ?? '')) chunk++;
      i++;
      continue;
    }
    const from = i;
    while (i < chars.length && isLetter(chars, i)) i++;
    const letters = chars.slice(from, i);
    const tall = letters.map((char, k) => (capitalIs.has(from + k) ? 'l' : char)).join('');
    pieces.push({ text: letters.join(''), from, to: i, chunk, tall });
  }
  return pieces;
}

/** A sign that stands in for a letter does so only before one: "sh!t", "f*ck", but not "cola!". */
function isLetter(chars: readonly string[], i: number): boolean {
  const char = chars[i] ?? '';
  if (LETTER.test(char)) return true;
  if (STANDS_IN.test(char)) return LETTER.test(chars[i + 1] ?? '');
  if (!VEIL.test(char) || !/[a-z*#]/.test(chars[i - 1] ?? '')) return false;
  let next = i + 1;
  while (VEIL.test(chars[next] ?? '')) next++;
  return i > 0 && /[a-z]/.test(chars[next] ?? '');
}

/** Pieces of one chunk as one word, and letters that stand alone: "f.u-ck", "f u c k". */
function joinsFrom(pieces: readonly Piece[], first: number): readonly LatinWord[] {
  const joins: LatinWord[] = [];
  let text = pieces[first]?.text ?? '';
  let areLone = text.length === 1;
  let isOneChunk = true;
  for (let next = first + 1; next < pieces.length; next++) {
    const piece = pieces[next];
    if (!piece) break;
    areLone &&= piece.text.length === 1;
    isOneChunk &&= piece.chunk === pieces[first]?.chunk;
    text += piece.text;
    if ((!areLone && !isOneChunk) || text.length > LONGEST_JOIN) break;
    if (isOneChunk || next - first + 1 >= FEWEST_LONE)
      joins.push({ forms: formsOf(text), first, next: next + 1 });
  }
  return joins;
}

function pieceForms({ text, tall }: Piece): readonly string[] {
  return tall === text ? formsOf(text) : [...formsOf(text), tall];
}

function formsOf(text: string): readonly string[] {
  if (/^[a-z]+$/.test(text)) return [text];
  const bare = text.replace(/[^a-z0-9]/g, '');
  const forms = [bare];
  if (TONES.test(text)) forms.push(text.replace(/[1-5]/g, ''));
  if (/[a-z]/.test(text)) forms.push(readAs(text, LEET), readAs(text, LEET_L));
  if (VEIL.test(text)) forms.push(...unveiled(text));
  return [...new Set(forms)];
}

function readAs(text: string, letters: Readonly<Record<string, string>>): string {
  return [...text]
    .map((char) => letters[char] ?? char)
    .join('')
    .replace(/[^a-z]/g, '');
}

/** "f*ck" with each vowel; of several stars all are the same. */
function unveiled(text: string): readonly string[] {
  const stars = text.match(/[*#]+/g) ?? [];
  if (stars.length > 2) return [];
  return ['a', 'e', 'i', 'o', 'u', 'uc', 'hi', 'un'].map((letters) =>
    readAs(text.replace(/[*#]+/g, letters), LEET),
  );
}

/** Each character of `from` by the one at its place in `to`. */
function lettersFor(from: string, to: string): Readonly<Record<string, string>> {
  const targets = [...to];
  return Object.fromEntries([...from].map((character, i) => [character, targets[i] ?? character]));
}
