import type { Bilingual } from './bilingual.ts';

/** Words to start from, shown as chips beneath the text field. */
export const EXAMPLES: readonly Bilingual[] = [
  { zh: '樱花', en: 'cherry blossom' },
  { zh: '一只熊猫', en: 'a panda' },
  { zh: '小猫，粉色背景', en: 'a kitten on a pink background' },
  { zh: '向日葵平铺图案', en: 'a pattern of sunflowers' },
  { zh: '中国龙', en: 'a Chinese dragon' },
  { zh: '两只企鹅', en: 'two penguins' },
  { zh: '一朵荷花', en: 'a lotus flower' },
  { zh: '火烈鸟', en: 'a flamingo' },
];
