import type { Bilingual } from './bilingual.ts';

/** A technique the customer may choose; its fragment is added to the customer's words. */
export interface Style {
  readonly id: string;
  readonly name: Bilingual;
  readonly fragment: Bilingual;
}

/**
 * Crafts first, as a museum shop shows them. The wording of a fragment is what the starter model was trained
 * on; other models understand it too.
 */
export const STYLES: readonly Style[] = [
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
  { id: 'gold', name: { zh: '金箔', en: 'Gold foil' }, fragment: { zh: '金箔烫金', en: 'gold foil' } },
  {
    id: 'watercolour',
    name: { zh: '水彩', en: 'Watercolour' },
    fragment: { zh: '水彩画', en: 'watercolour painting' },
  },
  { id: 'lineart', name: { zh: '线描', en: 'Line art' }, fragment: { zh: '线描', en: 'line art' } },
  { id: 'flat', name: { zh: '扁平', en: 'Flat' }, fragment: { zh: '扁平插画', en: 'flat illustration' } },
  {
    id: 'outline',
    name: { zh: '描边', en: 'Bold outline' },
    fragment: { zh: '描边插画', en: 'bold outline illustration' },
  },
  { id: 'clay', name: { zh: '黏土', en: 'Clay' }, fragment: { zh: '黏土风格', en: 'clay style' } },
  { id: 'sticker', name: { zh: '贴纸', en: 'Sticker' }, fragment: { zh: '贴纸风格', en: 'sticker style' } },
  { id: 'pixel', name: { zh: '像素', en: 'Pixel art' }, fragment: { zh: '像素风格', en: 'pixel art' } },
];
