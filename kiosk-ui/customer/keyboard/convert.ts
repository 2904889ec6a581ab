/**
 * From letters to Chinese: every way to cut the letters into syllables, every word along it, and the
 * cheapest way through to the end (Viterbi over word costs).
 */
import type { Node, Word } from './dictionary.ts';
import { LONGEST_SYLLABLE, SYLLABLES, soundAlikes } from './syllables.ts';

export interface Candidate {
  readonly text: string;
  /** Letters that it stands for, from the start. */
  readonly length: number;
  /** As the dictionary has it, for learning; empty for a sentence. */
  readonly syllables: readonly string[];
}

export interface ConvertOptions {
  /** Whether zh and z, n and l, ang and an … may stand for each other. */
  readonly fuzzy: boolean;
  readonly most: number;
}

/** In natural logarithms: a sound taken for another, a syllable typed by its first letter, one not typed to its end. */
const ALIKE_COST = 3;
const INITIAL_COST = 5;
const UNFINISHED_COST = 1.5;
/** A way of more words is the less likely. */
const WORD_COST = 1;
/** A letter that belongs to no word. */
const LOST_COST = 60;
/** Nodes looked at from one place: abbreviations fan out. */
const MOST_STATES = 400;
/** Longer rows of letters are sentences, which nobody abbreviates. */
const LONGEST_ABBREVIATION = 8;
const MOST_WORDS_AT = 40;

interface Match {
  readonly word: Word;
  readonly end: number;
  readonly cost: number;
  readonly syllables: readonly string[];
}

/**
 * What the letters may mean, best first: the whole of them as a sentence, then words from the start, the
 * longer before the shorter.
 *
 * @param letters a to z and apostrophes between syllables
 */
export function convert(root: Node, letters: string, options: ConvertOptions): readonly Candidate[] {
  if (letters === '') return [];
  const matches = Array.from({ length: letters.length }, (_, at) => matchesAt(root, letters, at, options));
  const sentence = bestWay(matches, letters);
  const words = (matches[0] ?? [])
    .toSorted((a, b) => b.end - a.end || a.cost - b.cost)
    .map(({ word, end, syllables }) => ({ text: word.text, length: end, syllables }));
  const whole = sentence === null ? [] : [{ text: sentence, length: letters.length, syllables: [] }];
  return distinct([
    ...words.filter(({ length, text }) => length === letters.length && text === sentence),
    ...whole,
    ...words,
  ]).slice(0, options.most);
}

/** All words that begin at a place, cheapest first, at most one for each text and end. */
function matchesAt(root: Node, letters: string, at: number, { fuzzy }: ConvertOptions): readonly Match[] {
  interface State {
    readonly node: Node;
    readonly end: number;
    readonly cost: number;
    readonly syllables: readonly string[];
  }
  const found: Match[] = [];
  const open: State[] = [{ node: root, end: at, cost: 0, syllables: [] }];
  for (let looked = 0; looked < open.length && looked < MOST_STATES; looked += 1) {
    const state = open[looked];
    if (!state) break;
    for (const word of state.node.words.slice(0, MOST_WORDS_AT)) {
      found.push({ word, end: state.end, cost: word.cost + state.cost, syllables: state.syllables });
    }
    for (const { syllable, end, cost } of stepsAt(letters, state.end, state.node, fuzzy)) {
      const node = state.node.children.get(syllable);
      if (node) open.push({ node, end, cost: state.cost + cost, syllables: [...state.syllables, syllable] });
    }
  }
  return found.sort((a, b) => a.cost - b.cost);
}

interface Step {
  readonly syllable: string;
  readonly end: number;
  readonly cost: number;
}

/** The syllables that the letters from a place may be. */
function stepsAt(letters: string, at: number, node: Node, fuzzy: boolean): readonly Step[] {
  const from = letters[at] === "'" ? at + 1 : at;
  const steps: Step[] = [];
  for (let length = 1; length <= LONGEST_SYLLABLE && from + length <= letters.length; length += 1) {
    const syllable = letters.slice(from, from + length);
    if (syllable.includes("'")) break;
    const end = from + length;
    if (SYLLABLES.has(syllable)) {
      steps.push({ syllable, end, cost: 0 });
      if (fuzzy)
        for (const alike of soundAlikes(syllable)) steps.push({ syllable: alike, end, cost: ALIKE_COST });
    }
    const unfinished = end === letters.length;
    const abbreviated = length <= 2 && letters.length <= LONGEST_ABBREVIATION;
    if (abbreviated || unfinished) steps.push(...begunSteps(node, syllable, end, unfinished));
  }
  return steps;
}

/** Syllables of which only the first letters were typed: as abbreviations anywhere, or at the end of the letters. */
function begunSteps(node: Node, begun: string, end: number, unfinished: boolean): readonly Step[] {
  if (!/^([bpmfdtnlgkhjqxrzcsyw]|[zcs]h)$/.test(begun) && !unfinished) return [];
  const cost = unfinished && begun.length > 1 ? UNFINISHED_COST : INITIAL_COST;
  return [...node.children.keys()]
    .filter((syllable) => syllable.length > begun.length && syllable.startsWith(begun))
    .map((syllable) => ({ syllable, end, cost }));
}

/** The cheapest way through all letters; null where a letter fits into no word. */
function bestWay(matches: readonly (readonly Match[])[], letters: string): string | null {
  const best: { cost: number; text: string }[] = [{ cost: 0, text: '' }];
  for (let at = 0; at < letters.length; at += 1) {
    const so = best[at];
    if (!so) continue;
    const reach = (end: number, cost: number, text: string) => {
      const known = best[end];
      if (!known || cost < known.cost) best[end] = { cost, text };
    };
    for (const { word, end, cost } of matches[at] ?? [])
      reach(end, so.cost + cost + WORD_COST, so.text + word.text);
    reach(at + 1, so.cost + LOST_COST, so.text + letters[at]);
  }
  const end = best[letters.length];
  return end && end.cost < LOST_COST * Math.max(1, letters.length / 2) && !/[a-z']/.test(end.text)
    ? end.text
    : null;
}

function distinct(candidates: readonly Candidate[]): readonly Candidate[] {
  const seen = new Set<string>();
  return candidates.filter(({ text }) => !seen.has(text) && seen.add(text));
}
