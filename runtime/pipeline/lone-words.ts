/** A motif's own name, and the words that are read by it where they are asked for themselves; lower case. */
export type LoneWords = Readonly<Record<string, readonly string[]>>;

interface Rule {
  readonly asked: RegExp;
  readonly instead: (count: string, plural: string) => string;
}

const START = '(?<=^\\s*|[,.!?;:，。、！？；：]\\s*)';
const END = '(?=\\s*(?:$|[,.!?;:，。、！？；：]))';
const COUNT = '(?<!\\b(?:for|to|from|by|like|as)\\s+)\\b(an?|the|one|two|three|some)\\s+';
/** What may follow a noun that is asked for; "a chinese dragon" goes on otherwise. */
const ENGLISH_AFTER = '(?=\\s*(?:$|[,.!?;:])|\\s+(?:and|with|on|in|at|for|please)\\b)';
const CHINESE_BEFORE = '(?<=^\\s*|[\\s,.!?;:，。、！？；：个位名群对只幅张画印])';
const CHINESE_AFTER = '(?=\\s*(?:$|[,.!?;:，。、！？；：和与跟])|元素|图案|的(?:图|样|头像|画像|照片))';

/**
 * Words that a model reads by another name only where they are asked for as a motif. Words for people are: mostly they tell
 * whom a picture is for ("for my mum", 给妈妈的), and there they stay as they were typed.
 */
export class LoneWordReader {
  readonly #rules: readonly Rule[];

  constructor(english: LoneWords, chinese: LoneWords) {
    this.#rules = [
      ...Object.entries(english).flatMap(([name, words]) => englishRules(name, anyOf(words))),
      ...Object.entries(chinese).map(([name, words]) => chineseRule(name, anyOf(words))),
    ];
  }

  /** The prompt with those words read by the model's names. */
  rewrite(prompt: string): string {
    return this.#rules.reduce(
      (text, { asked, instead }) =>
        text.replaceAll(asked, (_, count: string, plural: string) => instead(count, plural)),
      prompt,
    );
  }
}

function englishRules(name: string, words: string): Rule[] {
  const instead = (count: string, plural: string) => {
    const many = plural || /^(?:two|three|some)$/i.test(count);
    return [count, many ? `${name}s` : name].filter(Boolean).join(' ');
  };
  const noun = `(?:${words})(s?)`;
  return [
    { asked: new RegExp(`${START}()${noun}${END}`, 'giu'), instead },
    { asked: new RegExp(`${COUNT}${noun}${ENGLISH_AFTER}`, 'giu'), instead },
  ];
}

function chineseRule(name: string, words: string): Rule {
  return { asked: new RegExp(`${CHINESE_BEFORE}(?:${words})${CHINESE_AFTER}`, 'gu'), instead: () => name };
}

/** An expression of all words, the longest first. */
function anyOf(words: readonly string[]): string {
  const literal = (word: string) => word.replace(/[.*+?^$()|{}[\]\\]/g, '\\$&').replaceAll(/[ -]/g, '[ -]');
  return [...words]
    .sort((a, b) => b.length - a.length)
    .map(literal)
    .join('|');
}
