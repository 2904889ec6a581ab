/** A sentence without its disguises: character by character, so that what is found can be compared by place. */
import { Converter } from 'opencc-js/t2cn';
import { readList } from './word-lists.ts';

/** Traditional characters, of Taiwan and Hong Kong too, read by OpenCC's tables. */
const simplified = Converter({ from: 't', to: 'cn' });
const LOOK_ALIKES = lookAlikes();
const FIRST_BEYOND_ASCII = '\u0080';
const INVISIBLE = /\p{M}|\p{Cf}|[\u115f\u1160\u3164\uffa0]/gu;

export interface Written {
  /** Lower-case letters, simplified Chinese characters, and whatever else there is. */
  readonly chars: readonly string[];
  /** Places of a capital I, which looks like a small l. */
  readonly capitalIs: ReadonlySet<number>;
}

/** NFKC makes full-width letters narrow; marks and invisible characters are dropped; look-alikes become letters. */
export function writtenOf(text: string): Written {
  const chars: string[] = [];
  const capitalIs = new Set<number>();
  const plain = simplified(text.normalize('NFKC')).normalize('NFD').replace(INVISIBLE, '').normalize('NFC');
  for (const char of plain) {
    if (char === 'I') capitalIs.add(chars.length);
    const lower = char.toLowerCase();
    chars.push(
      lower < FIRST_BEYOND_ASCII ? lower : (LOOK_ALIKES.get(char) ?? LOOK_ALIKES.get(lower) ?? lower),
    );
  }
  return { chars, capitalIs };
}

function lookAlikes(): ReadonlyMap<string, string> {
  const rows = readList('look-alikes').map((row) => [...row]);
  return new Map(rows.flatMap(([letter = '', , ...doubles]) => doubles.map((double) => [double, letter])));
}
