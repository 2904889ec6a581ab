import { LoneWordReader, type LoneWords } from './lone-words.ts';
import type { Terms } from './term-lexicon.ts';
import { TermReader } from './term-reader.ts';

/** A model's `words.json`, lower case. */
export interface WordTable {
  readonly en: LanguageWords;
  readonly zh: LanguageWords;
  /** All that the model can be asked for; sentences of nothing else are said in its own terms. */
  readonly terms?: Terms | undefined;
}

interface LanguageWords {
  /** A motif's own name, and everyday words that mean it. */
  readonly means: Readonly<Record<string, readonly string[]>>;
  /** Words that hold one of those and mean something else. */
  readonly keeps: readonly string[];
  /** As `means`, for words that are read so only where they are asked for themselves. */
  readonly alone?: LoneWords | undefined;
}

/** Between two words of one English phrase. */
const WITHIN_PHRASE = /^[\s-]+$/;
const ENGLISH_WORD = /[A-Za-z0-9]+(?:['’][A-Za-z0-9]+)*/g;
const HAN_RUN = /\p{Script=Han}+/gu;
/** What stands before a person or an occasion rather than before a motif. */
const FOR_WHOM = /\bfor(?:\s+(?:my|our|your|his|her|their|the|a|an))?\s+$/i;
/** Characters beside which a single Chinese character is a word of its own. */
const BEFORE_ALONE = /(?:^|[\s，。、：！？,.!?只个条头匹朵棵颗把的和与跟画要])$/u;
const AFTER_ALONE = /^(?:$|[\s，。、：！？,.!?的和与跟吧吗])/u;

interface Dictionary {
  /** Entry to what replaces it; null keeps it. */
  readonly entries: ReadonlyMap<string, string | null>;
  /** Words of the longest English entry, characters of the longest Chinese one. */
  readonly longest: number;
}

/**
 * Everyday words that a model knows by another name: "puppy" is read as "dog" by a model that was taught dogs.
 * What the customer typed stays as it is everywhere else. Both languages may stand in one prompt.
 */
export class PromptWords {
  readonly #english: Dictionary;
  readonly #chinese: Dictionary;
  readonly #alone: LoneWordReader;
  readonly #terms: TermReader | null;

  constructor({ en, zh, terms }: WordTable) {
    this.#terms = terms ? new TermReader(terms, { en, zh }) : null;
    this.#alone = new LoneWordReader(en.alone ?? {}, zh.alone ?? {});
    this.#english = dictionary(en, (entry) => entry.split(' ').length);
    this.#chinese = dictionary(zh, (entry) => entry.length);
  }

  /** The prompt as the model should read it. */
  rewrite(prompt: string): string {
    const understood = this.#terms?.read(prompt);
    if (understood) return understood;
    const named = this.#alone.rewrite(prompt);
    return this.#rewriteEnglish(
      named.replaceAll(HAN_RUN, (run, at: number) => this.#chineseRun(run, at, named)),
    );
  }

  #rewriteEnglish(text: string): string {
    const words = [...text.matchAll(ENGLISH_WORD)];
    let out = '';
    let end = 0;
    let known = Number.NaN; // where the last word ends that stands in the table
    for (let i = 0; i < words.length; ) {
      const found = this.#englishAt(text, words, i);
      const first = words[i];
      const compound = first && /^ $/.test(text.slice(known, first.index));
      if (found) known = found.end;
      if (found && first && found.text !== null && !compound) {
        out = withArticle(out + text.slice(end, first.index), found.text);
        end = found.end;
      }
      i += found?.count ?? 1;
    }
    return out + text.slice(end);
  }

  /** The longest entry that begins with word `i`; its text is null where it is to stay. */
  #englishAt(text: string, words: readonly RegExpExecArray[], i: number) {
    for (let count = this.#english.longest; count > 0; count--) {
      const last = words[i + count - 1];
      const first = words[i];
      if (!last || !first || !isPhrase(text, words.slice(i, i + count))) continue;
      const end = last.index + last[0].length;
      if (/-$/.test(text.slice(0, first.index)) || text.charAt(end) === '-') continue;
      const found = lookUp(
        this.#english.entries,
        words.slice(i, i + count).map(([word]) => word.toLowerCase()),
      );
      if (found === undefined) continue;
      const spared = FOR_WHOM.test(text.slice(0, first.index));
      return { text: spared ? null : found, end, count };
    }
    return undefined;
  }

  #chineseRun(run: string, at: number, prompt: string): string {
    let out = '';
    for (let i = 0; i < run.length; ) {
      const [entry, found] = this.#chineseAt(run, i, prompt, at) ?? [run.charAt(i), null];
      const spared = /[送给像如]$/u.test(run.slice(0, i));
      out += found === null || spared ? entry : found;
      i += entry.length;
    }
    return out;
  }

  #chineseAt(
    run: string,
    i: number,
    prompt: string,
    at: number,
  ): readonly [string, string | null] | undefined {
    for (let length = Math.min(this.#chinese.longest, run.length - i); length > 0; length--) {
      const entry = run.slice(i, i + length);
      const found = this.#chinese.entries.get(entry);
      if (found === undefined) continue;
      const start = at + i;
      if (found !== null && this.#isCut(run, i, length)) continue;
      if (length > 1 || isAlone(prompt.slice(0, start), prompt.slice(start + 1))) return [entry, found];
    }
    return undefined;
  }

  /** Whether another entry begins within the one at `i` and goes on after it: 放风 in 放风筝. */
  #isCut(run: string, i: number, length: number): boolean {
    for (let start = i + 1; start < i + length; start++) {
      for (let end = i + length + 1; end <= Math.min(run.length, start + this.#chinese.longest); end++) {
        if (this.#chinese.entries.has(run.slice(start, end))) return true;
      }
    }
    return false;
  }
}

/** Hyphens count as spaces. */
function dictionary({ means, keeps }: LanguageWords, lengthOf: (entry: string) => number): Dictionary {
  const entries = new Map<string, string | null>();
  const add = (entry: string, name: string | null) => entries.set(entry.replaceAll('-', ' '), name);
  for (const entry of keeps) add(entry, null);
  for (const [name, words] of Object.entries(means)) for (const word of words) add(word, name);
  return { entries, longest: Math.max(0, ...[...entries.keys()].map(lengthOf)) };
}

function isPhrase(text: string, words: readonly RegExpExecArray[]): boolean {
  return words.slice(1).every((word, k) => {
    const before = words[k];
    return before && WITHIN_PHRASE.test(text.slice(before.index + before[0].length, word.index));
  });
}

/** Also in the plural, which the name then takes, too. */
function lookUp(entries: Dictionary['entries'], words: readonly string[]): string | null | undefined {
  const found = entries.get(words.join(' '));
  if (found !== undefined) return found;
  const rest = words.slice(0, -1);
  for (const singular of singularsOf(words.at(-1) ?? '')) {
    const name = entries.get([...rest, singular].join(' '));
    if (name !== undefined) return name === null ? null : pluralOf(name);
  }
  return undefined;
}

function singularsOf(word: string): string[] {
  if (word.length < 4 || !word.endsWith('s')) return [];
  const bare = [word.slice(0, -1)];
  if (word.endsWith('ies')) bare.push(`${word.slice(0, -3)}y`);
  return word.endsWith('es') ? [...bare, word.slice(0, -2)] : bare;
}

function pluralOf(name: string): string {
  if (/(?:s|fish|deer|sheep|shrimp|sushi|\p{Script=Han})$/u.test(name)) return name;
  if (/[^aeiou]y$/.test(name)) return `${name.slice(0, -1)}ies`;
  return /(?:x|ch|sh|z)$/.test(name) ? `${name}es` : `${name}s`;
}

/** "an antelope" becomes "a deer". */
function withArticle(before: string, name: string): string {
  const article = (_: string, a: string, space: string) => `${a}${/^[aeiou]/i.test(name) ? 'n' : ''}${space}`;
  return before.replace(/\b(a)n?(\s+)$/i, article) + name;
}

function isAlone(before: string, after: string): boolean {
  return BEFORE_ALONE.test(before) && AFTER_ALONE.test(after);
}
