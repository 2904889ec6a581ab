import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { wordTableSchema } from '../../../engine-build/build/word-table.ts';
import { STARTER_MODEL } from '../../../provisioning/options.ts';
import { PromptWords } from '../../../runtime/pipeline/prompt-words.ts';
import { EXAMPLES } from '../../../runtime/products/examples.ts';
import { STYLES } from '../../../runtime/products/styles.ts';

const words = new PromptWords({
  en: {
    means: {
      dog: ['puppy', 'golden retriever'],
      deer: ['antelope'],
      apple: ['braeburn'],
      fox: ['vixen'],
      cherry: ['morello'],
    },
    keeps: ['puppy eyes', 'hot-dog'],
    alone: { heart: ['mum', 'black girl', 'chinese', 'women'] },
  },
  zh: {
    means: { 狗: ['小狗', '汪星人'], 鹿: ['羚羊', '羚'], 猫: ['小猫咪'] },
    keeps: ['小狗钱钱', '狗熊'],
    alone: { 心: ['妈妈', '人', '女人'] },
  },
});

describe('PromptWords', () => {
  it.each([
    ['puppy', 'dog'],
    ['A Puppy, please', 'A dog, please'],
    ['two golden retrievers on a mug', 'two dogs on a mug'],
    ['Golden-Retriever', 'dog'],
    ['an antelope and a braeburn', 'a deer and an apple'],
    ['three morellos', 'three cherries'],
    ['puppy eyes', 'puppy eyes'],
    ['hot dog', 'hot dog'],
    ['puppyish antelopes', 'puppyish deer'],
    ['golden, retriever', 'golden, retriever'],
    ['a fox for my puppy', 'a fox for my puppy'],
    ['a puppy-like hot dog', 'a puppy-like hot dog'],
    ['hot dog puppy', 'hot dog puppy'],
    ['Mum', 'heart'],
    ['two black girls on a mug', 'two hearts on a mug'],
    ['three women, a puppy', 'three hearts, a dog'],
    ['a chinese', 'a heart'],
    ['a chinese dragon', 'a chinese dragon'],
    ['a fox for a mum, watercolour', 'a fox for a mum, watercolour'],
    ['my mum likes a vixen', 'my mum likes a fox'],
    ['', ''],
  ])('reads %j as %j', (typed, read) => {
    expect(words.rewrite(typed)).toBe(read);
  });

  it.each([
    ['带有汪星人元素的马克杯', '带有狗元素的马克杯'],
    ['小猫咪和小狗', '猫和狗'],
    ['小狗钱钱', '小狗钱钱'],
    ['羚', '鹿'],
    ['一只羚和一只猫', '一只鹿和一只猫'],
    ['羚锐制药', '羚锐制药'],
    ['送小狗的礼物', '送小狗的礼物'],
    ['像小狗一样', '像小狗一样'],
    ['只要汪星人，旁边再加花', '只要狗，旁边再加花'],
    ['小狗熊', '小狗熊'],
    ['一只 cute puppy，剪纸', '一只 cute dog，剪纸'],
    ['妈妈', '心'],
    ['画一个女人，水彩', '画一个心，水彩'],
    ['给妈妈的小猫咪', '给妈妈的猫'],
    ['妈妈的生日，小猫咪', '妈妈的生日，猫'],
    ['三个人和小猫咪', '三个心和猫'],
  ])('reads %j as %j', (typed, read) => {
    expect(words.rewrite(typed)).toBe(read);
  });

  it('reads again what it has read without changing it', () => {
    for (const prompt of ['two golden retrievers', '小猫咪和汪星人']) {
      const once = words.rewrite(prompt);
      expect(words.rewrite(once)).toBe(once);
    }
  });
});

describe('the starter model’s table', () => {
  it('knows everyday words, and leaves alone what its own sentences are made of', async () => {
    const file = path.join(STARTER_MODEL, 'words.json');
    const table = wordTableSchema.parse(JSON.parse(await readFile(file, 'utf8')));
    const starter = new PromptWords(table);
    expect(starter.rewrite('two puppies riding a mammoth')).toBe('two dogs');
    expect(starter.rewrite('带有柴犬元素的猛犸图，剪纸风格')).toBe('狗，剪纸风格');
    for (const { fragment } of STYLES) {
      expect(starter.rewrite(fragment.en)).toBe(fragment.en);
      expect(starter.rewrite(fragment.zh)).toBe(fragment.zh);
    }
  });

  it('says a sentence that it wholly understands in the model’s own terms', async () => {
    const file = path.join(STARTER_MODEL, 'words.json');
    const starter = new PromptWords(wordTableSchema.parse(JSON.parse(await readFile(file, 'utf8'))));
    const read = EXAMPLES.flatMap(({ zh, en }) => [starter.rewrite(zh), starter.rewrite(en)]);
    expect(read).toEqual(
      [
        ['熊猫，粉色背景', 'panda, on a pink background'],
        ['狐狸', 'fox'],
        ['向日葵，浅蓝色背景', 'sunflower, on a light blue background'],
        ['月亮，黑色背景', 'moon, on a black background'],
        ['两个企鹅', 'two penguins'],
        ['三个郁金香排成一排', 'three tulips in a row'],
        ['满版西瓜，粉色背景', 'a pattern of watermelons, on a pink background'],
        ['独角兽，贴纸风格', 'unicorn, sticker style'],
      ].flat(),
    );
  });
});
