import { readFileSync } from 'node:fs';
import { pinyin } from 'pinyin-pro';
import { describe, expect, it } from 'vitest';
import { convert } from '../../../kiosk-ui/customer/keyboard/convert.ts';
import { addWord, readDictionary } from '../../../kiosk-ui/customer/keyboard/dictionary.ts';
import { SYLLABLES } from '../../../kiosk-ui/customer/keyboard/syllables.ts';

const read = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8');
const TEXT = read('../../../kiosk-ui/customer/keyboard/dictionary.txt');
const root = readDictionary(TEXT);
const EVERYDAY = read('everyday-words.txt').trim().split(/\s+/);
const OPTIONS = { fuzzy: true, most: 20 };

const typed = (text: string) =>
  pinyin(text, { toneType: 'none', type: 'array', v: true }).join('').replaceAll('ü', 'v');
const offered = (letters: string, most = 5) =>
  convert(root, letters, { ...OPTIONS, most }).map(({ text }) => text);

describe('the first five candidates', () => {
  it('hold at least 95 % of 200 everyday words of a merchandise kiosk', () => {
    expect(EVERYDAY).toHaveLength(200);
    const missed = EVERYDAY.filter((word) => !offered(typed(word)).includes(word));
    console.log(`${200 - missed.length} of 200; missed: ${missed.join(' ')}`);
    expect(missed.length).toBeLessThanOrEqual(10);
  });

  it.each(['樱花', '马克杯', '青花瓷', '敦煌', '祥云', '熊猫'])(
    'begin with %s, which the shop sells',
    (word) => {
      expect(offered(typed(word))[0]).toBe(word);
    },
  );
});

/** What customers say, whole. */
const WISHES = [
  '带有樱花元素的马克杯',
  '两只狐狸和枫叶',
  '粉色背景的熊猫',
  '一只可爱的小猫',
  '蓝色的海豚和波浪',
  '水墨风格的荷花',
  '我想要一个生日蛋糕',
  '月亮和星星的图案',
  '送给妈妈的康乃馨',
  '红色的灯笼',
  '竹子旁边的大熊猫',
  '雪山下的日出',
  '一条金色的锦鲤',
  '彩虹和白云',
  '向日葵花环',
  '剪纸风格的兔子',
  '夏天的西瓜',
  '圣诞节的雪人',
  '长城和烟花',
  '猫头鹰在月亮上',
];

describe('whole sentences', () => {
  it('come out of one row of letters, at least 16 of 20 as the first candidate', () => {
    const missed = WISHES.filter((wish) => offered(typed(wish))[0] !== wish);
    console.log(
      `${20 - missed.length} of 20; missed: ${missed.map((wish) => `${wish}→${offered(typed(wish))[0]}`).join(' ')}`,
    );
    expect(missed.length).toBeLessThanOrEqual(4);
  });
});

describe('what fingers type', () => {
  it.each([
    ['xm', '熊猫'],
    ['yinghu', '樱花'],
    ["xi'an", '西安'],
    ['mkb', '马克杯'],
  ])('%s may be cut short: %s', (letters, word) => {
    expect(offered(letters, 10)).toContain(word);
  });

  it.each([
    ['yinhua', '樱花'],
    ['lanse', '蓝色'],
    ['zongguo', '中国'],
    ['sengri', '生日'],
  ])('%s may sound alike: %s', (letters, word) => {
    const strict = convert(root, letters, { fuzzy: false, most: 10 }).map(({ text }) => text);
    expect(offered(letters, 10)).toContain(word);
    if (letters !== typed(word)) expect(strict[0]).not.toBe(word);
  });

  it('is never answered with letters, nor with nothing where a syllable is there', () => {
    for (const syllable of SYLLABLES) {
      for (const text of offered(syllable)) expect(text).toMatch(/^\p{Script=Han}+$/u);
    }
    expect(offered('')).toEqual([]);
    expect(offered('qqqq').every((text) => /^\p{Script=Han}+$/u.test(text))).toBe(true);
  });

  it('is answered within a frame of the screen', () => {
    const letters = typed('带有樱花元素的马克杯和两只可爱的熊猫');
    offered(letters);
    const begun = performance.now();
    for (let length = 1; length <= letters.length; length += 1) offered(letters.slice(0, length));
    const each = (performance.now() - begun) / letters.length;
    console.log(`${each.toFixed(1)} ms a key over ${letters.length} letters`);
    expect(each).toBeLessThan(16);
  });
});

it('learns what was chosen', () => {
  const own = readDictionary("ying'hua\t樱花 900,硬化 800\n");
  expect(convert(own, 'yinghua', OPTIONS)[0]?.text).toBe('硬化');
  addWord(own, ['ying', 'hua'], { text: '樱花', cost: 5 });
  expect(convert(own, 'yinghua', OPTIONS)[0]?.text).toBe('樱花');
});
