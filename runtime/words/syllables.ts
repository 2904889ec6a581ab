/** Chinese as it sounds: syllables of Mandarin without tones, of characters and of pinyin in Latin letters. */
import { pinyin } from 'pinyin-pro';
import type { Written } from './written.ts';

const HAN = /\p{Script=Han}/u;
const LETTERS = /[a-z]/;
const TONE = /[1-5]/;
/** All syllables of Mandarin: the initial, then the finals that it takes. */
const SYLLABLES = new Set(
  [
    ' a ai an ang ao e ei en eng er o ou',
    'b a ai an ang ao ei en eng i ian iao ie in ing o u',
    'p a ai an ang ao ei en eng i ian iao ie in ing o ou u',
    'm a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u',
    'f a an ang ei en eng o ou u',
    'd a ai an ang ao e ei en eng i ia ian iao ie ing iu ong ou u uan ui un uo',
    't a ai an ang ao e eng i ian iao ie ing ong ou u uan ui un uo',
    'n a ai an ang ao e ei en eng i ian iang iao ie in ing iu ong ou u uan uo v ve ue',
    'l a ai an ang ao e ei eng i ia ian iang iao ie in ing iu ong ou u uan un uo v ve ue',
    'g a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo',
    'k a ai an ang ao e en eng ong ou u ua uai uan uang ui un uo',
    'h a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo',
    'j i ia ian iang iao ie in ing iong iu u uan ue un',
    'q i ia ian iang iao ie in ing iong iu u uan ue un',
    'x i ia ian iang iao ie in ing iong iu u uan ue un',
    'zh a ai an ang ao e ei en eng i ong ou u ua uai uan uang ui un uo',
    'ch a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo',
    'sh a ai an ang ao e ei en eng i ou u ua uai uan uang ui un uo',
    'r an ang ao e en eng i ong ou u uan ui un uo',
    'z a ai an ang ao e ei en eng i ong ou u uan ui un uo',
    'c a ai an ang ao e en eng i ong ou u uan ui un uo',
    's a ai an ang ao e en eng i ong ou u uan ui un uo',
    'y a an ang ao e i in ing o ong ou u uan ue un',
    'w a ai an ang ei en eng o u',
  ].flatMap((row) => {
    const [initial = '', ...finals] = row.split(' ');
    return finals.map((final) => initial + final);
  }),
);
const LONGEST_SYLLABLE = 6;
/** Two that stand apart and are English words too are no pinyin: "a man", "long pan". */
const ENGLISH = new Set(
  'a ai an ban bang bi bin bing bo can cha chang chi da dan dang den di die do fan fang fen fu gang gun ha hang he hen her hi ken la lan lie long lo ma man me men mo more nan no pa pan pang pen pi pie pin ping qi ran rang re run sang sang she shun si song sun ta tan tang ten tie ting to tong wan wang we wen wo xi ye yen yin you yu zen'.split(
    ' ',
  ),
);

/** One syllable of a sentence. */
export interface Syllable {
  readonly sound: string;
  /** The character, or null where it is written in letters. */
  readonly char: string | null;
  /** Places in the sentence: of a character itself, of letters their whole word's. */
  readonly from: number;
  readonly to: number;
  /** Where a word in letters begins, and where it ends. */
  readonly begins: boolean;
  readonly ends: boolean;
}

const plainSounds = new Map<string, string>();

/** Characters' readings, as they fit the word. */
export function soundsOf(word: string): readonly string[] {
  return pinyin(word, { toneType: 'none', type: 'array', v: true });
}

/** A character's commonest reading, whatever stands beside it. */
export function soundOf(char: string): string {
  const known = plainSounds.get(char);
  if (known !== undefined) return known;
  const [sound = ''] = soundsOf(char);
  plainSounds.set(char, sound);
  return sound;
}

/** All syllables of a sentence, in order; null where a word in letters is no pinyin. */
export function syllablesOf({ chars }: Written): readonly (Syllable | null)[] {
  const syllables: (Syllable | null)[] = [];
  for (let i = 0; i < chars.length; ) {
    const char = chars[i] ?? '';
    if (HAN.test(char)) {
      syllables.push({ sound: soundOf(char), char, from: i, to: ++i, begins: true, ends: true });
      continue;
    }
    const to = LETTERS.test(char) ? endOfWord(chars, i) : i + 1;
    if (LETTERS.test(char)) syllables.push(...spelt(chars.slice(i, to).join(''), i, to));
    i = to;
  }
  return syllables;
}

function endOfWord(chars: readonly string[], from: number): number {
  let to = from;
  while (LETTERS.test(chars[to] ?? '') || TONE.test(chars[to] ?? '')) to++;
  return to;
}

function spelt(word: string, from: number, to: number): readonly (Syllable | null)[] {
  const parts = word.split(/[1-5]/).filter((part) => part !== '');
  const sounds = parts.map(pinyinOf);
  if (sounds.some((found) => found === null)) return [null];
  const all = sounds.flatMap((found) => found ?? []);
  return all.map((sound, i) => ({
    sound,
    char: null,
    from,
    to,
    begins: i === 0,
    ends: i === all.length - 1,
  }));
}

/** The fewest syllables that make up a word in letters; null where none do. */
export function pinyinOf(word: string): readonly string[] | null {
  const best: (readonly string[] | null)[] = [[]];
  for (let to = 1; to <= word.length; to++) {
    best[to] = null;
    for (let from = Math.max(0, to - LONGEST_SYLLABLE); from < to; from++) {
      const before = best[from];
      const sound = word.slice(from, to);
      if (!before || !SYLLABLES.has(sound)) continue;
      const now = best[to];
      if (!now || before.length + 1 < now.length) best[to] = [...before, sound];
    }
  }
  return best[word.length] ?? null;
}

/** Whether an English word is written like this syllable. */
export function isEnglish(sound: string): boolean {
  return ENGLISH.has(sound);
}
