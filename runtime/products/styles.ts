import type { Bilingual } from './bilingual.ts';

/** A technique the customer may choose; its fragment is added to the customer's words. */
export interface Style {
  readonly id: string;
  readonly name: Bilingual;
  readonly fragment: Bilingual;
}

/** The wording of a fragment is what the starter model was trained on; other models understand it too. */
export const STYLES: readonly Style[] = [
  { id: 'flat', name: { zh: '扁平', en: 'Flat' }, fragment: { zh: '扁平插画', en: 'flat illustration' } },
  { id: 'sticker', name: { zh: '贴纸', en: 'Sticker' }, fragment: { zh: '贴纸风格', en: 'sticker style' } },
  { id: 'lineart', name: { zh: '线描', en: 'Line art' }, fragment: { zh: '线描', en: 'line art' } },
  {
    id: 'papercut',
    name: { zh: '剪纸', en: 'Papercut' },
    fragment: { zh: '剪纸风格', en: 'papercut style' },
  },
  {
    id: 'porcelain',
    name: { zh: '青花瓷', en: 'Blue and white' },
    fragment: { zh: '青花瓷风格', en: 'blue and white porcelain' },
  },
  { id: 'ink', name: { zh: '水墨', en: 'Ink wash' }, fragment: { zh: '水墨画', en: 'ink wash painting' } },
];
