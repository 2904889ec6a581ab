import { readFileSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EXAMPLES } from '../../../runtime/products/examples.ts';
import { readShopWords, SHOP_WORDS_FILE } from '../../../runtime/words/shop-words.ts';
import { NO_SHOP_WORDS, type WordGuard, wordGuard } from '../../../runtime/words/word-guard.ts';
import { ROOT } from '../../architecture/imports.ts';

interface Named {
  readonly en: readonly string[];
  readonly zh: readonly string[];
  readonly also: { readonly en: readonly string[]; readonly zh: readonly string[] };
}

const STARTER = join(ROOT, 'engine-build', 'starter-model');
const read = (...path: string[]) => readFileSync(join(STARTER, ...path), 'utf8');
const shopGuard = (blocked: readonly string[], allowed: readonly string[] = []) =>
  wordGuard({ ...NO_SHOP_WORDS, blocked, allowed });
const guard = shopGuard(['Acme Cola', '王小明']);
const refuses = (text: string, by: WordGuard = guard) => by.judge(text) !== null;

/** Every name of a motif, every everyday word of the glossary and the evaluation, the page's examples. */
function harmless(): string[] {
  const concepts: Named[] = JSON.parse(read('data', 'concepts.json'));
  const names = concepts.flatMap(({ en, zh, also }) => [...en, ...zh, ...also.en, ...also.zh]);
  const glossary = read('data', 'glossary.txt')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .flatMap((line) => line.split('|').slice(1).join(',').split(','));
  const { words } = JSON.parse(read('measure', 'everyday_words.json'));
  const everyday = [...words.en, ...words.zh].map(({ word }: { word: string }) => word);
  return [...names, ...glossary, ...everyday, ...EXAMPLES.flatMap(({ zh, en }) => [zh, en])];
}

/** Names and everyday words that are refused on purpose. */
const REFUSED_NAMES = ['草泥马'];

/** Words in whose middle something else stands, and neighbours of blocked words. */
const LOOKS_WORSE = [
  ...[
    'Scunthorpe',
    'Essex',
    'Sussex sheep',
    'cocktail',
    'peacock',
    'cockerel',
    'shiitake',
    'grape',
    'a bass',
    'button nose',
  ],
  ...[
    'classic car',
    'assassin bug',
    'pussycat',
    'blue tit',
    'night sky',
    'analysis',
    'therapist',
    'raccoon',
    'cocoon',
    'skyscraper',
  ],
  ...['gunpowder tea', 'spice', 'spick and span', 'japan', 'pakistan', 'chinking glasses', 'unicorn party'],
  ...[
    'sextant',
    'sexagenarian birthday',
    'methane',
    'bombay mix',
    'begun',
    'two fishes in a bowl',
    'Mississippi',
    'a hoe and a rake',
  ],
  ...['吃鸡腿', '妈妈', '三角尺', '病毒防护', '日本樱花', '病毒', '小日历', '白皮书', '人民大会堂'],
];

/** Harmless words that hold a blocked one; the same sentence with the blocked one beside it is refused. */
const HARMLESS_AROUND: readonly (readonly [string, string])[] = [
  ['大麻花', '大麻'],
  ['一支那么多', '支那'],
  ['黑鬼鱼', '黑鬼'],
  ['手枪腿', '手枪'],
  ['a cockpit', 'cock'],
  ['a Maine Coon and two maine coons', 'coon'],
  ['Moby Dick', 'dick'],
];

const CORE = [
  'naked woman',
  'nigger',
  'fuck',
  'hitler',
  'cocaine',
  'chinks',
  'ak-47',
  'casino',
  'swastika',
  'retard',
  'faggot',
  'whore',
];
const CORE_ZH = [
  '裸体',
  '海洛因',
  '恐怖分子',
  '黑鬼',
  '小日本',
  '法轮功',
  '婊子',
  '白皮猪',
  '纳粹',
  '赌场',
  '骚货',
];

/** The same word as people disguise it. */
const DISGUISES: readonly ((word: string) => string)[] = [
  (word) => word.toUpperCase(),
  (word) => `please draw ${word} on my mug`,
  (word) => [...word].join(' '),
  (word) => [...word].join('.'),
  (word) => [...word].join('\u200b'),
  (word) => word.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)),
  (word) => word.replaceAll('a', '4').replaceAll('e', '3').replaceAll('i', '1').replaceAll('o', '0'),
  (word) => word.replaceAll('a', 'а').replaceAll('e', 'е').replaceAll('o', 'о'),
  (word) => [...word].map((c) => `${c}\u0301`).join(''),
  (word) => word.replace(/[aeiou]/g, (c) => c.repeat(3)),
];
const DISGUISES_ZH: readonly ((word: string) => string)[] = [
  (word) => `给我画${word}`,
  (word) => [...word].join(' '),
  (word) => [...word].join('*'),
  (word) => [...word].join('🌸'),
  (word) => [...word].join('a'),
];

describe('the word guard', () => {
  it('lets every motif, everyday word and example pass, but for brands', () => {
    const words = [...harmless(), ...LOOKS_WORSE];
    expect(words.length).toBeGreaterThan(5000);
    const unbranded = wordGuard({ ...NO_SHOP_WORDS, off: ['brands', 'persons'] });
    expect(words.filter((word) => refuses(word, unbranded))).toEqual(REFUSED_NAMES);
  });

  it('lets harmless words around a blocked one through, and the blocked one beside them not', () => {
    const refused = HARMLESS_AROUND.filter(([harmless]) => refuses(harmless));
    const missed = HARMLESS_AROUND.filter(([harmless, blocked]) => !refuses(`${harmless}, ${blocked}`));
    expect({ refused, missed }).toEqual({ refused: [], missed: [] });
  });

  it('refuses what is harmless elsewhere where the shop does not want it', () => {
    const shop = shopGuard(['Moby Dick', '大麻花', 'cockpit']);
    const wishes = ['Moby Dick on a mug', '一支大麻花', 'two cockpits'];
    expect(wishes.filter((wish) => !refuses(wish, shop))).toEqual([]);
    expect(refuses('the letter s', shop)).toBe(false);
  });

  it('refuses blocked words in every disguise', () => {
    const missed = [
      ...CORE.flatMap((word) => DISGUISES.map((disguise) => disguise(word))),
      ...CORE_ZH.flatMap((word) => DISGUISES_ZH.map((disguise) => disguise(word))),
    ].filter((text) => !refuses(text));
    expect(missed).toEqual([]);
  });

  it('takes a word of letters and characters as a whole: the list’s and the shop’s', () => {
    expect(['三K党', '三 k 黨', '３Ｋ党'].map((text) => refuses(text))).toEqual([true, true, false]);
    expect(['第三党', '第三党代表', '一只小猫'].filter((text) => refuses(text))).toEqual([]);
    const shop = shopGuard(['A股', '小Q', 'T恤', 'Q']);
    expect(['小猫', '一股清泉', '恤', 'queen'].filter((text) => refuses(text, shop))).toEqual([]);
    expect(['Ａ股大涨', '小 q', 't-恤', 'q'].filter((text) => !refuses(text, shop))).toEqual([]);
  });

  it.each([
    '強姦',
    '賭場',
    '搖頭丸',
    '裸體',
    '納粹',
    '發輪功',
    '法抡功',
    '海落因',
    '恐怖份子',
    'falungong',
    'HEIGUI',
    'wang ba dan',
    'shabi',
  ])('refuses %s, which is written otherwise', (text) => {
    expect(refuses(text)).toBe(true);
  });

  it.each(['a can of Acme Cola', 'ＡＣＭＥ  cola!', '王 小 明的头像', '亡晓明'])(
    'refuses the shop’s own word in “%s”',
    (text) => {
      expect(refuses(text)).toBe(true);
      expect(refuses(text, wordGuard())).toBe(false);
    },
  );
});

describe('the shop’s own list', () => {
  const shop = async (text: string) => {
    const data = await mkdtemp(join(tmpdir(), 'motif-words-'));
    await writeFile(join(data, SHOP_WORDS_FILE), text);
    return data;
  };

  it('is empty where there is no file', async () => {
    expect(await readShopWords(await mkdtemp(join(tmpdir(), 'motif-words-')))).toEqual([]);
  });

  it('has a word a line, remarks left out', async () => {
    expect(await readShopWords(await shop('# brands\r\nAcme Cola\n\n  王小明 \n'))).toEqual([
      'Acme Cola',
      '王小明',
    ]);
  });

  it('refuses a line that is no word, and says which', async () => {
    await expect(readShopWords(await shop(`fine\n${'x'.repeat(200)}`))).rejects.toThrow(
      /line 2 .* found 200/,
    );
  });
});
