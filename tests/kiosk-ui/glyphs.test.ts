import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { allWords } from '../../kiosk-ui/customer/texts.ts';
import { CHIPS } from '../../runtime/products/chips.ts';
import { EXAMPLES } from '../../runtime/products/examples.ts';
import { PRODUCTS } from '../../runtime/products/products.ts';
import { STYLES } from '../../runtime/products/styles.ts';

const HAN_OR_PUNCTUATION = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u;

/** The code points a typeface's slices say they hold. */
function coverage(typeface: string): (character: string) => boolean {
  const file = createRequire(import.meta.url).resolve(`@fontsource-variable/${typeface}/unicode.json`);
  const slices = Object.values(JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>);
  const ranges = slices
    .flatMap((slice) => slice.split(','))
    .map((range) =>
      range
        .replace('U+', '')
        .split('-')
        .map((hex) => Number.parseInt(hex, 16)),
    );
  return (character) => {
    const code = character.codePointAt(0) ?? 0;
    return ranges.some(([from = 0, to = from]) => code >= from && code <= to);
  };
}

describe.each(['noto-serif-sc', 'noto-sans-sc'])('%s', (typeface) => {
  it('holds every Chinese character of the page, so that none depends on the machine', () => {
    const offered = [...EXAMPLES, ...[...PRODUCTS, ...STYLES, ...CHIPS].map(({ name }) => name)].map(
      ({ zh }) => zh,
    );
    const characters = [...new Set([...allWords(), ...offered.join('')])].filter((character) =>
      HAN_OR_PUNCTUATION.test(character),
    );
    expect(characters.length).toBeGreaterThan(150);
    const holds = coverage(typeface);
    expect(characters.filter((character) => !holds(character))).toEqual([]);
  });
});
