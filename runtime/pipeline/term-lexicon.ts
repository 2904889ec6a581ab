/** What the words of a sentence can mean to a model. */
export type Sense =
  | { readonly kind: 'motif'; readonly index: number; readonly plural: boolean }
  | { readonly kind: 'technique' | 'colour' | 'ground' | 'layout'; readonly index: number }
  | { readonly kind: 'behind' | 'on' | 'product' | 'talk' | 'denial' }
  /** Of a word that is not among the terms. */
  | { readonly kind: 'unknown' };

/** A word of a prompt with what it can mean. */
export interface Word {
  readonly senses: readonly Sense[];
  readonly text: string;
  /** Whether something other than a letter or a character stands before it. */
  readonly first: boolean;
  /** Whether a clause begins with it. */
  readonly opens: boolean;
}

export type Language = 'en' | 'zh';
type Both<T> = Readonly<Record<Language, T>>;
type Words = readonly string[];

interface Said {
  /** How the model reads it best: {a} is a motif's name, {s} its plural, {c|green} a colour, green where none is said. */
  readonly said: string;
  readonly words: Words;
}

/** A model's terms, lower case: all that it can draw, with the words that mean it, and words that say nothing of the picture. */
export interface Terms {
  readonly motifs: readonly {
    readonly en: {
      readonly name: string;
      readonly plural: string;
      readonly words: Words;
      readonly plurals: Words;
    };
    readonly zh: { readonly name: string; readonly words: Words };
  }[];
  readonly techniques: readonly Both<Said>[];
  readonly colours: readonly Both<Said>[];
  readonly grounds: readonly Both<Said>[];
  /** Where several are named, the strongest counts: "three" in a wreath is no row. */
  readonly layouts: readonly (Both<Said> & { readonly strength: number })[];
  /** Words that make the colour beside them that of the ground, and those that do so before it. */
  readonly behind: Both<Words>;
  readonly on: Both<Words>;
  /** The ground that has a colour and nothing else. */
  readonly plain: Both<string>;
  readonly products: Both<Words>;
  readonly talk: Both<Words>;
  /** Words that turn a wish into its opposite. */
  readonly denials: Both<Words>;
}

/** Everyday words by the name of the motif that they mean; words for people, who are mostly whom a picture is for. */
export type Meanings = Both<{
  readonly means: Readonly<Record<string, Words>>;
  readonly alone?: Readonly<Record<string, Words>> | undefined;
}>;

/** A part of a prompt as words, and how many of its characters say something of the picture. */
interface Division {
  readonly told: number;
  readonly words: readonly Word[];
}

const LANGUAGES: readonly Language[] = ['en', 'zh'];
const LATIN = /[\p{Script=Latin}\p{N}]/u;
const OPENS = /(?:^|[,.!?;:，。！？；：、…])\s*$/;
const LATIN_WORD = /^[\p{Script=Latin}\p{N}']+/u;
/** Of a word that is not known, in characters that say something of the picture. */
const UNKNOWN_COST = 0.5;
const BETWEEN = /[\s\p{P}\p{S}]/u;

/** Every word of a model's terms with its senses; both languages in one, since a prompt may mix them. */
export class TermLexicon {
  readonly #senses = new Map<string, Sense[]>();
  #longest = 0;

  constructor(terms: Terms, meanings: Meanings) {
    this.#addNames(terms);
    for (const language of LANGUAGES) {
      this.#addMeanings(terms, meanings[language].means, language);
      for (const kind of ['technique', 'colour', 'ground', 'layout'] as const)
        for (const [index, entry] of terms[`${kind}s`].entries())
          this.#add(entry[language].words, { kind, index });
      for (const kind of ['behind', 'on', 'talk'] as const) this.#add(terms[kind][language], { kind });
      this.#add(terms.denials[language], { kind: 'denial' });
      this.#add(terms.products[language], { kind: 'product' });
      this.#add(Object.values(meanings[language].alone ?? {}).flat(), { kind: 'talk' });
    }
  }

  /**
   * The words of a prompt. Of all divisions the one in which most characters say something of the picture and fewest are
   * unknown: 放|电动车 rather than 放电|动车.
   */
  words(prompt: string): readonly Word[] {
    const text = plain(prompt);
    const best: Division[] = [];
    best[text.length] = { told: 0, words: [] };
    for (let at = text.length - 1; at >= 0; at--) best[at] = this.#bestFrom(text, at, best);
    return best[0]?.words ?? [];
  }

  #bestFrom(text: string, at: number, best: readonly Division[]): Division {
    const nothing = { told: 0, words: [] };
    if (BETWEEN.test(text.charAt(at))) return best[at + 1] ?? nothing;
    const place = {
      first: at === 0 || BETWEEN.test(text.charAt(at - 1)),
      opens: OPENS.test(text.slice(0, at)),
    };
    const unknown = at + (LATIN_WORD.exec(text.slice(at))?.[0].length ?? 1);
    let found = joined(
      -UNKNOWN_COST,
      { senses: [{ kind: 'unknown' }], text: text.slice(at, unknown), ...place },
      best[unknown] ?? nothing,
    );
    for (let end = Math.min(text.length, at + this.#longest); end > at; end--) {
      if (LATIN.test(text.charAt(end - 1)) && LATIN.test(text.charAt(end))) continue;
      const senses = this.#senses.get(text.slice(at, end));
      if (!senses) continue;
      const told = senses.every(({ kind }) => kind === 'talk') ? 0 : end - at;
      const division = joined(told, { senses, text: text.slice(at, end), ...place }, best[end] ?? nothing);
      if (division.told > found.told) found = division;
    }
    return found;
  }

  /** Before the meanings: "jeans" is a motif, although "jean" means another. */
  #addNames(terms: Terms): void {
    for (const [index, { en, zh }] of terms.motifs.entries()) {
      this.#add([...en.words, ...zh.words], { kind: 'motif', index, plural: false });
      this.#add(en.plurals, { kind: 'motif', index, plural: true });
    }
  }

  #addMeanings(terms: Terms, meanings: Readonly<Record<string, Words>>, language: Language): void {
    for (const [index, motif] of terms.motifs.entries()) {
      const words = meanings[motif[language].name] ?? [];
      this.#add(words, { kind: 'motif', index, plural: false });
      if (language === 'en')
        this.#add(
          words.map((word) => `${word}s`),
          { kind: 'motif', index, plural: true },
        );
    }
  }

  #add(words: Words, sense: Sense): void {
    for (const word of words.map(plain)) {
      this.#longest = Math.max(this.#longest, word.length);
      const there = this.#senses.get(word);
      if (!there) this.#senses.set(word, [sense]);
      else if (!there.some(({ kind }) => kind === sense.kind)) there.push(sense);
    }
  }
}

function joined(told: number, word: Word, rest: Division): Division {
  return { told: told + rest.told, words: [word, ...rest.words] };
}

/** Hyphens count as spaces, apostrophes are straight, blanks are single. */
function plain(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('’', "'")
    .replaceAll(/[\s-]+/g, ' ');
}
