/** The page and the server count the customer's words alike, and the page lets no more be written than is taken. */
import { describe, expect, it } from 'vitest';
import { fitted, lengthOf, plain } from '../../../kiosk-ui/customer/wish/fit-words.ts';
import { chipTouched, written } from '../../../kiosk-ui/customer/wish/wishing.ts';
import { designRequestSchema } from '../../../runtime/http/design-request.ts';
import { catalogueFor } from '../../../runtime/products/catalogue.ts';

const catalogue = catalogueFor([{ width: 512, height: 512 }], null);
const MOST = catalogue.longestPrompt;
const taken = (prompt: string) => designRequestSchema.safeParse({ product: 'mug', prompt }).success;

describe('words of', () => {
  it.each(
    [199, 200, 201, 501].flatMap((length) => ['字', 'x', '🦊'].map((letter) => [length, letter] as const)),
  )('%i times %s are cut to what the server takes, never further', (length, letter) => {
    const words = letter.repeat(length);
    expect(taken(words)).toBe(length <= MOST);
    const kept = fitted(words, words.length, MOST);
    expect(kept.words).toBe(letter.repeat(Math.min(length, MOST)));
    expect(kept.caret).toBe(kept.words.length);
    expect(taken(kept.words)).toBe(true);
  });

  it('torn surrogate pairs and control characters lose those, and are taken', () => {
    for (const words of [
      'a \ud83e fox',
      '\udd8a fox',
      'a\u0000 fox',
      'a\u001b fox',
      'a\t \r\nfox',
      'a\u2028fox',
    ]) {
      expect(plain(words)).toMatch(/^(a )?\s*fox$/);
      expect(taken(plain(words))).toBe(true);
    }
    expect(plain('🦊👩‍👧')).toBe('🦊👩‍👧');
  });
});

describe('what is written in the middle', () => {
  it('gives way to what stood there before', () => {
    const [before, after] = ['前'.repeat(100), '后'.repeat(99)];
    const pasted = `${before}🦊🐼🐱${after}`;
    const kept = fitted(pasted, before.length + 6, MOST);
    expect(kept).toEqual({ words: `${before}🦊${after}`, caret: before.length + 2 });
    expect(lengthOf(kept.words)).toBe(MOST);
  });

  it('is cut at the end where all of it is too long', () => {
    expect(fitted('x'.repeat(501), 0, MOST)).toEqual({ words: 'x'.repeat(MOST), caret: 0 });
  });
});

describe('a chip', () => {
  const panda = catalogue.chips.find(({ id }) => id === 'panda');
  if (!panda) throw new Error('Expected a chip for a panda but the range has none.');
  const wish = (prompt: string) => ({ prompt, chips: [], language: 'zh' as const });

  it('finds room up to the last character, and changes nothing beyond', () => {
    const room = MOST - lengthOf(`，${panda.fragment.zh}`);
    const fits = chipTouched(wish('字'.repeat(room)), catalogue, panda);
    expect(fits).toMatchObject({ prompt: `${'字'.repeat(room)}，${panda.fragment.zh}`, chips: ['panda'] });
    const full = '字'.repeat(room + 1);
    expect(chipTouched(wish(full), catalogue, panda)).toEqual({ type: 'prompt', prompt: full, chips: [] });
  });
});

it('line breaks in a sentence of the customer’s own become spaces', () => {
  expect(written({ prompt: '', chips: [], language: 'en' }, catalogue, 'a fox\n on\tice')).toMatchObject({
    prompt: 'a fox on ice',
  });
});
