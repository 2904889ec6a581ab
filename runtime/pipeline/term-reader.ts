import {
  type Language,
  type Meanings,
  type Sense,
  TermLexicon,
  type Terms,
  type Word,
} from './term-lexicon.ts';

type Kind = Sense['kind'];
type Motif = Extract<Sense, { kind: 'motif' }>;
/** What a sentence asks for, by the places in a model's terms. */
interface Asked {
  readonly motifs: readonly Motif[];
  readonly technique: number | undefined;
  readonly layout: number | undefined;
  readonly ground: number | undefined;
  readonly colour: number | undefined;
}

const DRAWN: ReadonlySet<Kind> = new Set(['motif', 'technique', 'colour', 'ground', 'layout', 'behind']);
const HAN = /\p{Script=Han}/u;
/** The layout of two motifs, and of one that is counted. */
const PAIR_STRENGTH = 0;

/**
 * Says what a sentence asks for as a model reads it best: a small model draws "fox, on a red background" surely and takes
 * "would a fox be doable, everything behind it red" for anything. Words that are not among the terms, which the model
 * cannot draw either, are left out beside a motif that is; what contradicts itself is left as it was.
 */
export class TermReader {
  readonly #terms: Terms;
  readonly #lexicon: TermLexicon;

  constructor(terms: Terms, meanings: Meanings) {
    this.#terms = terms;
    this.#lexicon = new TermLexicon(terms, meanings);
  }

  /** The prompt in the model's terms; null where it names no motif, denies, or asks for more than the model can draw. */
  read(prompt: string): string | null {
    const asked = this.#asked(this.#lexicon.words(prompt));
    return asked && this.#said(asked, HAN.test(prompt) ? 'zh' : 'en');
  }

  #asked(found: readonly Word[]): Asked | null {
    if (found.some(hidesAnother) || denies(found)) return null;
    const words = decided(found.map(({ senses }) => senses));
    const motifs = distinct(words.filter((sense): sense is Motif => sense.kind === 'motif'));
    const [technique, ...techniques] = indices(words, 'technique');
    const [colour, ...colours] = indices(words, 'colour');
    const [ground, ...grounds] = indices(words, 'ground');
    const tooMuch =
      techniques.length + colours.length + grounds.length > 0 || motifs.length === 0 || motifs.length > 2;
    if (tooMuch || (colour !== undefined && !isOfGround(words))) return null;
    const layout = this.#layout(indices(words, 'layout'), motifs);
    return layout === null ? null : { motifs, technique, layout, ground, colour };
  }

  /** The strongest of the layouts that are named; null where two contradict, or do not go with the motifs. */
  #layout(named: readonly number[], motifs: readonly Motif[]): number | undefined | null {
    const strengthOf = (layout: number) => this.#terms.layouts[layout]?.strength ?? PAIR_STRENGTH;
    const most = Math.max(...named.map(strengthOf));
    const [layout, ...others] = named.filter((each) => strengthOf(each) === most);
    if (others.length > 0) return null;
    const two = motifs.length === 2;
    if (layout === undefined || most === PAIR_STRENGTH) {
      // Several of a kind without a number or a layout: how many is the model's to say.
      if (two) return undefined;
      return layout === undefined && motifs[0]?.plural ? null : layout;
    }
    return two && most < 2 ? null : layout;
  }

  #said(asked: Asked, language: Language): string {
    const { techniques, colours, grounds, plain } = this.#terms;
    const colour = asked.colour === undefined ? '' : (colours[asked.colour]?.[language].said ?? '');
    const ground = asked.ground === undefined ? undefined : grounds[asked.ground]?.[language].said;
    // White is what goes without saying.
    const behind = ground ?? (asked.colour ? plain[language] : '');
    const technique =
      asked.technique === undefined ? '' : (techniques[asked.technique]?.[language].said ?? '');
    const parts = [this.#motifs(asked, language), filled(behind, { c: colour }), technique];
    return parts.filter(Boolean).join(language === 'zh' ? '，' : ', ');
  }

  #motifs({ motifs, layout }: Asked, language: Language): string {
    const and = language === 'zh' ? '和' : ' and ';
    const names = motifs.map(({ index }) => this.#terms.motifs[index]);
    const a = names.map((name) => name?.[language].name).join(and);
    const s = names.map((name) => name?.en.plural).join(and);
    return layout === undefined ? a : filled(this.#terms.layouts[layout]?.[language].said ?? '{a}', { a, s });
  }
}

/** A motif of one character beside an unknown one is likely a part of a longer word: 马 in 海马体. */
function hidesAnother({ senses, text, first }: Word, at: number, words: readonly Word[]): boolean {
  if (text.length > 1 || !HAN.test(text) || !senses.some(({ kind }) => kind === 'motif')) return false;
  const unknown = (word: Word | undefined) => word?.senses[0]?.kind === 'unknown';
  const next = words[at + 1];
  return (!first && unknown(words[at - 1])) || (!!next && !next.first && unknown(next));
}

/** Whether something that can be drawn is denied: the next of a clause, as in "no cats" but not in "no problem". */
function denies(words: readonly Word[]): boolean {
  return words.some(({ senses }, at) => {
    if (senses.every(({ kind }) => kind !== 'denial')) return false;
    const end = words.findIndex(({ opens }, next) => next > at && opens);
    return words
      .slice(at + 1, end < 0 ? undefined : end)
      .some((word) => word.senses.some(({ kind }) => DRAWN.has(kind)));
  });
}

/**
 * One sense for each word: a word that may be a motif is one only where no other word surely is, and is a ground (mountains,
 * the sky) only where something is said to lie behind, or the motif on it.
 */
function decided(found: readonly (readonly Sense[])[]): Sense[] {
  const has = (senses: readonly Sense[], kind: Kind) => senses.some((sense) => sense.kind === kind);
  const behind = found.some((senses) => has(senses, 'behind') || has(senses, 'on'));
  const surely = (senses: readonly Sense[]) =>
    senses.every(({ kind }) => kind === 'motif') ||
    (!behind && has(senses, 'motif') && has(senses, 'ground'));
  let hasMotif = found.some(surely);
  return found.flatMap((senses) => {
    const motif = senses.find(({ kind }) => kind === 'motif');
    const other =
      senses.find(({ kind }) => kind !== 'motif' && kind !== 'talk') ??
      senses.find(({ kind }) => kind === 'talk');
    const chosen = motif && (!hasMotif || surely(senses)) ? motif : (other ?? motif);
    hasMotif ||= chosen === motif && motif !== undefined;
    return chosen ? [chosen] : [];
  });
}

function distinct(motifs: readonly Motif[]): Motif[] {
  return motifs.filter(({ index }, at) => motifs.findIndex((other) => other.index === index) === at);
}

function indices(words: readonly Sense[], kind: 'technique' | 'colour' | 'ground' | 'layout'): number[] {
  return [...new Set(words.flatMap((sense) => (sense.kind === kind ? [sense.index] : [])))];
}

/** Whether the colour is said of what lies behind: nothing but small talk stands between them, and it is no product's. */
function isOfGround(words: readonly Sense[]): boolean {
  const at = words.findIndex(({ kind }) => kind === 'colour');
  const past = (kind: Kind) => kind !== 'talk';
  const right = words.slice(at + 1).find(({ kind }) => past(kind))?.kind;
  const left = words.slice(0, at).findLast(({ kind }) => past(kind))?.kind;
  if (right === 'product') return false;
  const behind = (kind: Kind | undefined) => kind === 'behind' || kind === 'ground';
  return behind(left) || behind(right) || left === 'on';
}

function filled(template: string, values: Readonly<Record<string, string>>): string {
  const text = template.replaceAll(
    /\{(\w)(?:\|([^}]*))?\}/g,
    (_, key: string, unsaid = '') => values[key] || unsaid,
  );
  return text.replaceAll(/\s+/g, ' ').replaceAll(/\ba(?= [aeio])/g, 'an');
}
