import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { CHIPS } from '../../../runtime/products/chips.ts';
import { EXAMPLES } from '../../../runtime/products/examples.ts';
import { PRODUCT_NAMES } from '../../../runtime/products/product-names.ts';
import { PRODUCTS } from '../../../runtime/products/products.ts';
import { STYLES } from '../../../runtime/products/styles.ts';
import { NO_SHOP_WORDS, wordGuard } from '../../../runtime/words/word-guard.ts';
import { ROOT } from '../../architecture/imports.ts';
import { heldOut } from './held-out.ts';

const guard = wordGuard();
const STARTER = join(ROOT, 'engine-build', 'starter-model');

/** Shares of wishes that must be refused, in percent: a little below what was measured. */
const REFUSED = { 'blocked-en': 97, 'blocked-zh': 97, pinyin: 80, evasions: 95 } as const;
/** Shares of wishes that must pass. */
const PASSED = { 'harmless-en': 98, 'harmless-zh': 94, 'harmless-pinyin': 97 } as const;

/** Prints what a person wants to read: how many, and which ones were judged wrongly. */
function shareOf(group: string, isRight: (wish: string) => boolean): number {
  const wishes = heldOut(group);
  const wrong = wishes.filter(({ wish }) => !isRight(wish));
  const right = wishes.length - wrong.length;
  console.log(
    `${group}: ${right} of ${wishes.length}; not ${wrong.map(({ wish }) => wish).join(', ') || 'one wrong'}`,
  );
  return (100 * right) / wishes.length;
}

describe('the word guard on wishes written before its lists', () => {
  it.each(Object.entries(REFUSED))('refuses enough of %s', (group, least) => {
    expect(heldOut(group).length).toBeGreaterThanOrEqual(40);
    expect(shareOf(group, (wish) => guard.judge(wish) !== null)).toBeGreaterThanOrEqual(least);
  });

  it.each(Object.entries(PASSED))('lets enough of %s pass', (group, least) => {
    expect(heldOut(group).length).toBeGreaterThanOrEqual(40);
    expect(shareOf(group, (wish) => guard.judge(wish) === null)).toBeGreaterThanOrEqual(least);
  });

  it.each(['slurs', 'sexual', 'hate', 'politics', 'violence', 'drugs', 'gambling', 'brands', 'persons'])(
    'refuses nine tenths of the class %s in either language',
    (wordClass) => {
      for (const group of ['blocked-en', 'blocked-zh']) {
        const wishes = heldOut(group).filter((one) => one.wordClass === wordClass);
        const refused = wishes.filter(({ wish }) => guard.judge(wish) !== null);
        expect(refused.length / wishes.length).toBeGreaterThanOrEqual(0.9);
      }
    },
  );
});

describe('what Motif itself says', () => {
  it('passes: products, styles, chips, examples and the names that the models know', () => {
    const named = [...PRODUCTS, ...STYLES, ...CHIPS].flatMap(({ name }) => [name.zh, name.en]);
    const fragments = CHIPS.flatMap(({ fragment }) => [fragment.zh, fragment.en]);
    const examples = EXAMPLES.flatMap(({ zh, en }) => [zh, en]);
    const called = Object.values(PRODUCT_NAMES).flat();
    const words = [...named, ...fragments, ...examples, ...called];
    expect(words.filter((word) => guard.judge(word) !== null)).toEqual([]);
  });

  it('passes: the words that the model knows, but for brands and some that are refused on purpose', () => {
    const unbranded = wordGuard({ ...NO_SHOP_WORDS, off: ['brands', 'persons'] });
    const words = [...new Set(wordsOfModel())];
    expect(words.length).toBeGreaterThan(10_000);
    const refused = words.filter((word) => unbranded.judge(word) !== null);
    expect(new Set(refused)).toEqual(new Set(REFUSED_NAMES));
  });
});

/** Also words of a model may be among those that no kiosk draws. */
const REFUSED_NAMES = [
  ...['咖逼', 'nude painting', 'peyote', 'gambling house', 'lingerie', 'panty'],
  'rocket launcher',
];

const tableSchema = z.object({ means: z.record(z.string(), z.array(z.string())) });

/** Everyday words that the shipped weights read as another name, and those names. */
function wordsOfModel(): readonly string[] {
  const file = readFileSync(join(STARTER, 'weights', 'words.json'), 'utf8');
  const { en, zh } = z.object({ en: tableSchema, zh: tableSchema }).parse(JSON.parse(file));
  return [en, zh].flatMap(({ means }) => Object.entries(means).flatMap(([name, words]) => [name, ...words]));
}

describe('the time that it takes', () => {
  it.each([
    ['both languages', '一只可爱的小熊猫在竹林里吃竹子，旁边有樱花和祥云 a red panda with flowers '],
    ['Chinese', '一只可爱的小熊猫在竹林里吃竹子旁边有樱花和祥云月亮上坐着两只小兔子捣药'],
    ['English', 'a red panda with flowers under the cherry tree at night, in watercolour style, '],
    ['letters that stand alone', 'a h o m e i n t h e w o o d s '],
    ['one letter that stands alone', 'x '],
    ['digits among letters', '5 s '],
    ['letters and digits in one row', 'a1.'],
  ])('is short for 200 characters of %s', (name, sentence) => {
    const text = sentence.repeat(100).slice(0, 200);
    const judgements = 40;
    // The process's own time, in the best of some rounds: what else the machine does is no business of this test.
    const rounds = Array.from({ length: 6 }, () => {
      const before = process.cpuUsage();
      for (let i = 0; i < judgements; i++) guard.judge(text);
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1000 / judgements;
    });
    const ms = Math.min(...rounds);
    console.log(`${name}: ${ms.toFixed(2)} ms of processor time a judgement`);
    expect(ms).toBeLessThan(4);
  });
});
