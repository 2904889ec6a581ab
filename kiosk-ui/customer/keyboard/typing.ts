/** What each key does to what is being typed. Pure: the keyboard draws it, the words are the page's. */
import { lengthOf } from '../wish/fit-words.ts';
import type { Candidate } from './convert.ts';

export type Mode = 'pinyin' | 'latin' | 'signs';

export interface Typing {
  readonly mode: Mode;
  /** The next letter is a capital. */
  readonly shift: boolean;
  /** Letters that are not Chinese yet. */
  readonly letters: string;
}

export type Key =
  | { readonly kind: 'letter'; readonly letter: string }
  | { readonly kind: 'sign'; readonly sign: string }
  | { readonly kind: 'mode'; readonly mode: Mode }
  | { readonly kind: 'shift' | 'space' | 'backspace' };

/** What a key or a candidate changes in the words themselves. */
export interface Edit {
  /** Put in at the caret. */
  readonly insert?: string;
  /** Takes out the letter before the caret. */
  readonly erase?: boolean;
}

export interface Step {
  readonly typing: Typing;
  readonly edit?: Edit;
}

/** Longer than any sentence that one types without looking. */
const MOST_LETTERS = 60;

export function newTyping(language: 'zh' | 'en'): Typing {
  return { mode: language === 'zh' ? 'pinyin' : 'latin', shift: false, letters: '' };
}

/** @param first the candidate that the space bar takes, if there is one */
export function pressed(typing: Typing, key: Key, first: Candidate | undefined): Step {
  switch (key.kind) {
    case 'letter':
      return letterPressed(typing, key.letter);
    case 'sign':
      return { ...settled(typing), edit: { insert: typing.letters + key.sign } };
    case 'mode':
      return typing.letters === ''
        ? { typing: { ...typing, mode: key.mode, shift: false } }
        : { typing: { ...typing, mode: key.mode, letters: '' }, edit: { insert: typing.letters } };
    case 'shift':
      return { typing: { ...typing, shift: !typing.shift } };
    case 'space':
      if (typing.letters === '') return { typing, edit: { insert: ' ' } };
      return first ? taken(typing, first) : { ...settled(typing), edit: { insert: typing.letters } };
    case 'backspace':
      return typing.letters === ''
        ? { typing, edit: { erase: true } }
        : { typing: { ...typing, letters: typing.letters.slice(0, -1) } };
  }
}

/** A candidate goes into the words; letters that it does not stand for wait on. */
export function taken(typing: Typing, { text, length }: Candidate): Step {
  return {
    typing: { ...typing, letters: typing.letters.slice(length).replace(/^'/, '') },
    edit: { insert: text },
  };
}

function letterPressed(typing: Typing, letter: string): Step {
  if (typing.mode === 'pinyin' && !typing.shift) {
    const full = typing.letters.length >= MOST_LETTERS;
    return { typing: full ? typing : { ...typing, letters: typing.letters + letter } };
  }
  const insert = typing.letters + (typing.shift ? letter.toUpperCase() : letter);
  return { typing: { ...typing, shift: false, letters: '' }, edit: { insert } };
}

const settled = (typing: Typing): Step => ({ typing: { ...typing, letters: '' } });

/** The words after an edit at the caret. @param most code points that they may have */
export function edited(
  words: string,
  caret: { readonly start: number; readonly end: number },
  { insert = '', erase = false }: Edit,
  most: number,
): { readonly words: string; readonly caret: number } {
  const before = words.slice(0, caret.start);
  const kept = erase && caret.start === caret.end ? [...before].slice(0, -1).join('') : before;
  const room = most - lengthOf(kept) - lengthOf(words.slice(caret.end));
  const put = [...insert].slice(0, Math.max(0, room)).join('');
  return { words: kept + put + words.slice(caret.end), caret: kept.length + put.length };
}
