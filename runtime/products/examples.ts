import type { Bilingual } from './bilingual.ts';

/** Words to start from, shown as chips beneath the text field. */
export const EXAMPLES: readonly Bilingual[] = [
  { zh: '粉色背景的熊猫', en: 'a panda on a pink background' },
  { zh: '狐狸', en: 'a fox' },
  { zh: '天蓝色背景的向日葵', en: 'a sunflower on a sky blue background' },
  { zh: '黑色背景的月亮', en: 'a moon on a black background' },
  { zh: '两只企鹅', en: 'two penguins' },
  { zh: '一排郁金香', en: 'a row of tulips' },
  { zh: '满版西瓜，粉色背景', en: 'a seamless watermelon pattern on pink' },
  { zh: '独角兽贴纸', en: 'a unicorn sticker' },
];
