import { describe, expect, it } from 'vitest';
import { catalogueFor } from '../../../runtime/products/catalogue.ts';
import { CHIPS } from '../../../runtime/products/chips.ts';
import { composePrompt, languageOf } from '../../../runtime/products/compose-prompt.ts';
import { drawingSize } from '../../../runtime/products/drawing-size.ts';
import { PRODUCTS } from '../../../runtime/products/products.ts';
import { STYLES } from '../../../runtime/products/styles.ts';
import { wordGuard } from '../../../runtime/words/word-guard.ts';

describe('composing a prompt', () => {
  const porcelain = { zh: '青花瓷', en: 'blue and white porcelain' };
  it.each([
    ['樱花', '樱花，青花瓷'],
    ['一只 cute 小猫', '一只 cute 小猫，青花瓷'],
    ['a fox', 'a fox, blue and white porcelain'],
    ['🦊', '🦊, blue and white porcelain'],
  ])('adds the style to "%s" in the language of the words', (words, prompt) => {
    expect(composePrompt(words, porcelain)).toBe(prompt);
  });
  it('adds nothing without a style', () => {
    expect(composePrompt('樱花', null)).toBe('樱花');
  });
  it('takes kana without Han characters for no Chinese', () => {
    expect(languageOf('ねこ')).toBe('en');
  });
});

describe('the drawing size', () => {
  const served = [
    { width: 512, height: 512 },
    { width: 384, height: 640 },
    { width: 640, height: 448 },
    { width: 256, height: 256 },
  ];
  it.each([
    ['a square, the larger of two', 70, 70, 512, 512],
    ['a phone', 76, 152, 384, 640],
    ['a postcard', 148, 105, 640, 448],
  ])('is nearest in aspect: %s', (_, widthMm, heightMm, width, height) => {
    expect(drawingSize({ widthMm, heightMm }, served)).toEqual({ width, height });
  });
  it('is the only one there is, and nothing but a size', () => {
    const only = { width: 512, height: 512, vaeDecoder: 'file' };
    expect(drawingSize({ widthMm: 1, heightMm: 9 }, [only])).toEqual({ width: 512, height: 512 });
  });
  it('needs an engine', () => {
    expect(() => drawingSize({ widthMm: 1, heightMm: 1 }, [])).toThrow(/at least one size/);
  });
});

describe('the catalogue', () => {
  const square = [{ width: 512, height: 512 }];
  it('offers every style unless the model names those it knows', () => {
    expect(catalogueFor(square, null).styles).toEqual(STYLES);
    const { styles } = catalogueFor(square, ['flat', 'ink', 'a-style-of-tomorrow']);
    expect(styles.map(({ id }) => id)).toEqual(['ink', 'flat']);
  });
  it('has ids that fit an address, once each, and names in both languages', () => {
    for (const items of [PRODUCTS, STYLES, CHIPS]) {
      expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
      for (const { id, name } of items) {
        expect(id).toMatch(/^[a-z][a-z-]*$/);
        expect(languageOf(name.zh)).toBe('zh');
        expect(languageOf(name.en)).toBe('en');
      }
    }
  });
  it('draws every product in its own shape', () => {
    const served = [
      { width: 512, height: 512 },
      { width: 832, height: 320 },
      { width: 480, height: 640 },
      { width: 352, height: 736 },
      { width: 640, height: 448 },
    ];
    const sizes = catalogueFor(served, null).products.map(({ id, size }) => [
      id,
      `${size.width}×${size.height}`,
    ]);
    expect(Object.fromEntries(sizes)).toEqual({
      mug: '832×320',
      't-shirt': '480×640',
      tote: '512×512',
      'phone-case': '352×736',
      postcard: '640×448',
      magnet: '512×512',
    });
  });
  it('says which choices of a preset make a difference with this model', () => {
    const guided = { steps: { quick: 20, fine: 28 }, guidance: { free: 5, balanced: 7, exact: 9 } };
    const distilled = { steps: { quick: 4, fine: 4 }, guidance: { free: 1, balanced: 1, exact: 1 } };
    expect(catalogueFor(square, null, guided).matters).toEqual({ guidance: true, steps: true });
    expect(catalogueFor(square, null, distilled).matters).toEqual({ guidance: false, steps: false });
  });
  it('has chips of each kind, with words for the sentence in both languages', () => {
    const { chips } = catalogueFor(square, null);
    expect(new Set(chips.map(({ kind }) => kind))).toEqual(
      new Set(['motif', 'colour', 'occasion', 'layout']),
    );
    for (const { kind, fragment } of chips) {
      expect([languageOf(fragment.zh), languageOf(fragment.en)]).toEqual(['zh', 'en']);
      for (const text of [fragment.zh, fragment.en]) expect(text.includes('{}')).toBe(kind === 'layout');
    }
  });
  it('draws no chip that the kiosk itself refuses', () => {
    const guard = wordGuard();
    for (const { fragment } of CHIPS) {
      expect([fragment.zh, fragment.en].filter((words) => guard.judge(words) !== null)).toEqual([]);
    }
  });
  it('knows what customers call each product, no name for two', () => {
    const { products } = catalogueFor(square, null);
    const names = products.flatMap(({ called }) => called.map((name) => name.toLowerCase()));
    expect(new Set(names).size).toBe(names.length);
    for (const { called } of products) {
      expect(new Set(called.map(languageOf))).toEqual(new Set(['zh', 'en']));
    }
  });
  it('offers every product with a size', () => {
    const { products, examples } = catalogueFor(square, null);
    expect(products).toHaveLength(PRODUCTS.length);
    for (const { zh, en } of examples) expect([languageOf(zh), languageOf(en)]).toEqual(['zh', 'en']);
  });
});
