import type { Candidate } from './convert.ts';

/** What the page asks of the thread that knows Chinese words. */
export type PinyinQuestion =
  | { readonly kind: 'convert'; readonly id: number; readonly letters: string; readonly fuzzy: boolean }
  | { readonly kind: 'learn'; readonly text: string; readonly syllables: readonly string[] }
  /** Everything that was learnt of this customer. */
  | { readonly kind: 'forget' };

export interface PinyinAnswer {
  readonly id: number;
  readonly candidates: readonly Candidate[];
}
