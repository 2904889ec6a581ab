/** The forms in which a sentence is compared with lists of words, so that disguises fall away. */
import { Converter } from 'opencc-js/t2cn';
import { pinyin } from 'pinyin-pro';

/** Each character of `from` by the one at its place in `to`. */
function charactersTo(from: string, to: string): Readonly<Record<string, string>> {
  const targets = [...to];
  return Object.fromEntries([...from].map((character, i) => [character, targets[i] ?? character]));
}

/** Characters that look like letters; digits count only within words. */
const LOOK_ALIKES = charactersTo(
  '0134578@$!|€аеорсухікмтнвѕαεορνικτυ',
  'oieastbasiieaeopcyxikmthbsaeopviktu',
);
/** Traditional characters, of Taiwan and Hong Kong too, read by OpenCC's tables. */
const simplified = Converter({ from: 't', to: 'cn' });
const HAN = /\p{Script=Han}/u;

export interface Spellings {
  /** Lower-case Latin words between single spaces, with a space at both ends; look-alikes read as letters. */
  readonly words: string;
  /** The same with letters that were written one by one joined: " h e l l o " becomes " hello ". */
  readonly joined: string;
  /** All Chinese characters, simplified, nothing between them. */
  readonly han: string;
  /** Their syllables without tones, each between spaces. */
  readonly sounds: string;
  /** Chinese characters, simplified, and lower-case Latin letters and digits, nothing between them: "三k党". */
  readonly mixed: string;
}

/** NFKC makes full-width letters narrow; marks and invisible characters are dropped. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .normalize('NFD')
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .normalize('NFC')
    .toLowerCase();
}

function latinWords(text: string): string {
  // A mark that looks like a letter is one only where a letter follows: "sh!t", but not "cola!".
  const meant = text.replace(/[!|](?!\p{L})/gu, ' ');
  const read = [...meant].map((c) => LOOK_ALIKES[c] ?? c).join('');
  return ` ${read.replace(/[^a-z]+/g, ' ').trim()} `;
}

/** Runs of three and more single letters are one word, spelt out; wider gaps part such words. */
function joinedWords(text: string): string {
  const tight = text.replace(/(?<=[\p{L}\d@$!|€])[^\p{L}\d\s@$!|€]+(?=[\p{L}\d@$!|€])/gu, '');
  const parts = tight.split(/\s{2,}/).map(latinWords);
  return parts
    .map((part) => part.replace(/(?<= )(?:[a-z] ){2,}[a-z](?= )/g, (run) => run.replaceAll(' ', '')))
    .join('');
}

/** All forms of one sentence. */
export function spellingsOf(text: string): Spellings {
  const shown = plain(text);
  const simple = simplified(shown);
  const han = [...simple].filter((c) => HAN.test(c)).join('');
  const mixed = simple.replace(/[^\p{Script=Han}a-z0-9]/gu, '');
  const sounds = han === '' ? [] : pinyin(han, { toneType: 'none', type: 'array', v: true });
  return {
    words: latinWords(shown),
    joined: joinedWords(shown),
    han,
    sounds: ` ${sounds.join(' ')} `,
    mixed,
  };
}
