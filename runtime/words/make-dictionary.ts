/**
 * Makes the dictionary of the kiosk's keyboard from jieba's word counts (MIT) and the shop's own words:
 * `npx tsx runtime/words/make-dictionary.ts path/to/jieba/dict.txt`. Words that the shop does not draw are
 * left out, so that the keyboard never offers them.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { pinyin } from 'pinyin-pro';
import { CHIPS } from '../products/chips.ts';
import { PRODUCT_NAMES } from '../products/product-names.ts';
import { PRODUCTS } from '../products/products.ts';
import { STYLES } from '../products/styles.ts';
import { guardBeside, type WordGuard } from './word-guard.ts';

const TARGET = new URL('../../kiosk-ui/customer/keyboard/dictionary.txt', import.meta.url);
const CONCEPTS = new URL('../../engine-build/starter-model/data/concepts.txt', import.meta.url);
const GLOSSARY = new URL('../../engine-build/starter-model/data/glossary.txt', import.meta.url);
const HAN = /^\p{Script=Han}{1,6}$/u;
/** Words of several letters that are used less often than this, in jieba's counts, are left out. */
const LEAST_COUNT = 25;
/** A shop's own word counts as if it were used so often. */
const SHOP_COUNT = 20_000;
/** One that the starter model's glossary explains. */
const KNOWN_COUNT = 4_000;
/** What a museum shop is asked for, and no list above has as such. */
const ASKED =
  '祥云 敦煌 青花瓷 飞天 锦鲤 中国风 国潮 团扇 元素 图案 风格 背景 花纹 底纹 一只 两只 三只 一条 一朵 一对 送给 可爱的';
const COST_UNIT = 100;

const counts = new Map<string, number>();
const [source = ''] = process.argv.slice(2);
for (const line of (await readFile(source, 'utf8')).split('\n')) {
  const [word = '', count = '0'] = line.split(' ');
  const needed = [...word].length === 1 ? 1 : LEAST_COUNT;
  if (HAN.test(word) && Number(count) >= needed) counts.set(word, Number(count));
}
const known = (await readFile(GLOSSARY, 'utf8')).match(/\p{Script=Han}+/gu) ?? [];
for (const word of known) if (HAN.test(word)) raise(word, KNOWN_COUNT);
for (const word of await shopWords()) raise(word, SHOP_COUNT);

const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
let dictionary = dictionaryOf(counts);
// What is refused depends on the everyday words around it, which are those of the dictionary itself.
while (dropRefused(guardBeside(dictionary)) > 0) dictionary = dictionaryOf(counts);
await writeFile(TARGET, dictionary);
console.log(`${counts.size} words`);

/** @returns how many words the guard would refuse; they are in the counts no more */
function dropRefused(guard: WordGuard): number {
  const refused = [...counts.keys()].filter((word) => guard.judge(word) !== null);
  for (const word of refused) counts.delete(word);
  return refused.length;
}

/** In the form that the keyboard and the guard read. */
function dictionaryOf(words: ReadonlyMap<string, number>): string {
  const readings = new Map<string, string[]>();
  for (const [word, count] of [...words].sort((a, b) => b[1] - a[1])) {
    const entry = `${word} ${Math.round(-Math.log(count / total) * COST_UNIT)}`;
    for (const reading of readingsOf(word)) readings.set(reading, [...(readings.get(reading) ?? []), entry]);
  }
  const lines = [...readings]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([reading, entries]) => `${reading}\t${entries.join(',')}`);
  return `${lines.join('\n')}\n`;
}

/** Motifs, products, styles and chips, as customers type them. */
async function shopWords(): Promise<readonly string[]> {
  const motifs = (await readFile(CONCEPTS, 'utf8')).match(/\p{Script=Han}+/gu) ?? [];
  const named = [...PRODUCTS, ...STYLES].map(({ name }) => name.zh);
  const chips = CHIPS.map(({ name }) => name.zh);
  const called = Object.values(PRODUCT_NAMES).flat();
  return [...motifs, ...named, ...chips, ...called, ...ASKED.split(' ')].filter((word) => HAN.test(word));
}

function raise(word: string, count: number): void {
  counts.set(word, Math.max(count, counts.get(word) ?? 0));
}

/** A lone letter has all its readings; a word the one that fits. */
function readingsOf(word: string): readonly string[] {
  const options = { toneType: 'none', type: 'array', v: true } as const;
  if ([...word].length === 1) return [...new Set(pinyin(word, { ...options, multiple: true }))].map(typed);
  return [pinyin(word, options).map(typed).join("'")];
}

/** As it is typed. */
function typed(syllable: string): string {
  return syllable.replaceAll('ü', 'v');
}
