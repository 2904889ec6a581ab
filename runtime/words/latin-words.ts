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

export interface LatinForm {
  readonly text: string;
  /** With every run of a letter as one. */
  readonly squeezed: string;
}

/** One reading of some words that stand side by side. */
export interface LatinWord {
  /** Every form in which it may be meant, such as `sh1t` and `shit`; first as it stands. */
  readonly forms: readonly LatinForm[];
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
  readonly reading: Reading;
}

/** Letters, digits and signs as they may be read; of several side by side it is theirs one after the other. */
interface Reading {
  readonly text: string;
  /** Letters and digits alone. */
  readonly bare: LatinForm;
  /** Signs and digits as the letters that they resemble, in two ways. */
  readonly leet: LatinForm;
  readonly leetL: LatinForm;
  /** Letters only. */
  readonly isPlain: boolean;
  readonly hasLetter: boolean;
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
    const text = letters.join('');
    pieces.push({ text, from, to: i, chunk, tall, reading: readingOf(text) });
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
  const start = pieces[first];
  if (!start) return joins;
  let { reading } = start;
  let areLone = reading.text.length === 1;
  let isOneChunk = true;
  for (let next = first + 1; next < pieces.length; next++) {
    const piece = pieces[next];
    if (!piece) break;
    areLone &&= piece.text.length === 1;
    isOneChunk &&= piece.chunk === start.chunk;
    if ((!areLone && !isOneChunk) || reading.text.length + piece.text.length > LONGEST_JOIN) break;
    reading = side(reading, piece.reading);
    if (isOneChunk || next - first + 1 >= FEWEST_LONE)
      joins.push({ forms: formsOf(reading), first, next: next + 1 });
  }
  return joins;
}

function pieceForms({ text, tall, reading }: Piece): readonly LatinForm[] {
  const forms = formsOf(reading);
  return tall === text ? forms : [...forms, formOf(tall)];
}

function readingOf(text: string): Reading {
  const isPlain = /^[a-z]+$/.test(text);
  const bare = formOf(isPlain ? text : text.replace(/[^a-z0-9]/g, ''));
  return {
    text,
    bare,
    leet: isPlain ? bare : formOf(readAs(text, LEET)),
    leetL: isPlain ? bare : formOf(readAs(text, LEET_L)),
    isPlain,
    hasLetter: /[a-z]/.test(text),
  };
}

/** Two that stand side by side, as one. */
function side(left: Reading, right: Reading): Reading {
  const isPlain = left.isPlain && right.isPlain;
  const bare = joined(left.bare, right.bare);
  return {
    text: left.text + right.text,
    bare,
    leet: isPlain ? bare : joined(left.leet, right.leet),
    leetL: isPlain ? bare : joined(left.leetL, right.leetL),
    isPlain,
    hasLetter: left.hasLetter || right.hasLetter,
  };
}

function joined(left: LatinForm, right: LatinForm): LatinForm {
  const goesOn = left.squeezed !== '' && left.squeezed.at(-1) === right.squeezed[0];
  return {
    text: left.text + right.text,
    squeezed: left.squeezed + (goesOn ? right.squeezed.slice(1) : right.squeezed),
  };
}

const formOf = (text: string): LatinForm => ({ text, squeezed: squeezed(text) });

/** Every run of a letter as one. */
export function squeezed(word: string): string {
  let out = '';
  for (let i = 0; i < word.length; i++) if (i === 0 || word[i] !== word[i - 1]) out += word[i];
  return out;
}

/** Every form in which it may be meant, each once. */
function formsOf({ text, bare, leet, leetL, isPlain, hasLetter }: Reading): readonly LatinForm[] {
  if (isPlain) return [bare];
  const forms = [bare];
  if (hasLetter && TONES.test(text)) addForm(forms, formOf(text.replace(/[1-5]/g, '')));
  if (hasLetter) {
    addForm(forms, leet);
    addForm(forms, leetL);
  }
  if (VEIL.test(text)) for (const form of unveiled(text)) addForm(forms, formOf(form));
  return forms;
}

function addForm(forms: LatinForm[], form: LatinForm): void {
  for (const known of forms) if (known.text === form.text) return;
  forms.push(form);
}

function readAs(text: string, letters: Readonly<Record<string, string>>): string {
  let out = '';
  for (const char of text) {
    const letter = letters[char] ?? char;
    if (letter >= 'a' && letter <= 'z') out += letter;
  }
  return out;
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
