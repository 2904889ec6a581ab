import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { wordTableSchema } from '../../../engine-build/build/manifest.ts';
import { STARTER_MODEL } from '../../../provisioning/options.ts';
import { TermReader } from '../../../runtime/pipeline/term-reader.ts';

const table = wordTableSchema.parse(
  JSON.parse(await readFile(path.join(STARTER_MODEL, 'words.json'), 'utf8')),
);
const { terms } = table;
if (!terms) throw new Error('Expected the starter model to have terms but found none.');
const reader = new TermReader(terms, table);

describe('TermReader', () => {
  it.each([
    ['please go ahead with a lion', 'lion'],
    ['right, a nesting doll then please', 'nesting doll'],
    ['希望上面是松鼠', '松鼠'],
    ['an endless repeat of foxes', 'a pattern of foxes'],
    ['像棋盘格那样摆西瓜', '西瓜网格排列'],
    ['a seal and an apple, next to each other, watercolour', 'seal and apple, watercolour painting'],
    ['左边放电动车，右边放行李箱', '电动车和行李箱'],
    ['make the background green and draw a tent', 'tent, on a green background'],
    ['a fox on white', 'fox'],
    ['an orange on an orange background', 'orange, on an orange background'],
    ['three owls in a wreath', 'a wreath of owls'],
    ['a 樱花 mug, please', '樱花'],
    ['雏菊，背后是天空', '雏菊，浅蓝色天空白云'],
    ['能画乌龟，背后有几座山吗', '乌龟，绿色远山背景'],
    ['先画邮筒，边上再画鸭子', '邮筒和鸭子'],
    ['让郁金香排在边上', '郁金香边框'],
    ['a fox with some mountains behind it', 'fox, in front of green mountains'],
    ['明信片，帆船，蓝色波浪背景', '帆船，蓝色波浪背景'],
    ['an owl on purple polka dots', 'owl, on purple polka dots'],
    ['a fox and a mountain', 'fox and mountain'],
    ['put a fox on one half, a rabbit on the other', 'fox and rabbit'],
    ['只要狐狸，旁边什么都不加', '狐狸'],
    ['用狐狸围成一个花环', '狐狸花环'],
    ['狐狸排成一行，要三个', '三个狐狸排成一排'],
    ['整幅图只有一只熊猫', '熊猫'],
    ['整幅铺满熊猫', '满版熊猫'],
    ['一格一格的狐狸', '狐狸网格排列'],
    ['a mountain on a blue background', 'mountain, on a blue background'],
    ['two puppies on a t-shirt for my sister', 'two dogs'],
  ])('reads "%s" as "%s"', (prompt, read) => {
    expect(reader.read(prompt)).toBe(read);
  });

  it.each([
    ['a mammoth', 'an unknown word'],
    ['a purple fox on a mug', 'a colour that is not the ground’s'],
    ['a fox on a red mug', 'the colour of a product'],
    ['a wreath and a border of roses', 'two layouts'],
    ['a fox, a bear and a lion', 'three motifs'],
    ['not a fox', 'a word that denies'],
    ['four foxes', 'a number that it cannot draw'],
    ['foxes', 'several, without a number or a layout'],
    ['watercolour', 'no motif'],
    ['', 'nothing'],
  ])('leaves "%s" as it is: %s', (prompt) => {
    expect(reader.read(prompt)).toBeNull();
  });

  it('reads its own terms as they are, each motif in each layout', () => {
    for (const [k, { en, zh }] of terms.motifs.entries()) {
      const layout = terms.layouts[k % terms.layouts.length];
      for (const [language, { name }] of [
        ['en', en],
        ['zh', zh],
      ] as const) {
        const said = layout?.[language].said ?? '{a}';
        const prompt = said.replace('{a}', name).replace('{s}', en.plural);
        expect(reader.read(name)).toBe(name);
        expect(reader.read(prompt)).toBe(prompt);
      }
    }
  });

  it('reads the longest prompts within 20 ms', () => {
    const prompts = ['想要'.repeat(100), 'the '.repeat(50), '一'.repeat(200), 'a fox and '.repeat(20)];
    for (const prompt of prompts) {
      reader.read(prompt);
      const began = performance.now();
      reader.read(prompt);
      expect(performance.now() - began).toBeLessThan(20);
    }
  });
});
