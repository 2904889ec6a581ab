import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { create, type Font } from 'fontkit';
import { decompress } from 'wawoff2';
import { z } from 'zod';

const require = createRequire(import.meta.url);
/** Sans for both scripts; each file holds the letters of some ranges of Unicode. */
const PACKAGE = dirname(require.resolve('@fontsource-variable/noto-sans-sc/package.json'));
const RANGES = z.record(z.string(), z.string());
const WEIGHT = 500;

interface Subset {
  readonly file: string;
  readonly ranges: readonly (readonly [number, number])[];
}

let subsets: Promise<readonly Subset[]> | undefined;
const fonts = new Map<string, Promise<Font>>();

export interface TextPath {
  /** Path data of SVG, with the first letter's baseline at the origin and y downwards. */
  readonly path: string;
  /** In the units of `size`. */
  readonly width: number;
}

/**
 * A line of text as outlines, so that print files and receipts need no font of the machine. Letters that the
 * font lacks are left out.
 *
 * @param size of the em square, in the units of the result
 */
export async function textPath(text: string, size: number): Promise<TextPath> {
  const parts: string[] = [];
  let width = 0;
  for (const letter of text) {
    const font = await fontFor(letter);
    if (!font) continue;
    const scale = size / font.unitsPerEm;
    const [glyph] = font.layout(letter).glyphs;
    if (!glyph) continue;
    parts.push(glyph.path.scale(scale, -scale).translate(width, 0).toSVG());
    width += glyph.advanceWidth * scale;
  }
  return { path: parts.join(''), width };
}

async function fontFor(letter: string): Promise<Font | null> {
  const code = letter.codePointAt(0) ?? 0;
  subsets ??= readSubsets();
  const subset = (await subsets).find(({ ranges }) =>
    ranges.some(([from, to]) => code >= from && code <= to),
  );
  if (!subset) return null;
  const font = fonts.get(subset.file) ?? readFont(subset.file);
  fonts.set(subset.file, font);
  return font;
}

/** A variable font for the web has to be unpacked before it can be set to a weight. */
async function readFont(file: string): Promise<Font> {
  const font = create(Buffer.from(await decompress(await readFile(file))));
  if (!('getVariation' in font)) throw new Error(`Expected a font in ${file} but found a collection.`);
  return font.getVariation({ wght: WEIGHT });
}

async function readSubsets(): Promise<readonly Subset[]> {
  const ranges = RANGES.parse(JSON.parse(await readFile(join(PACKAGE, 'unicode.json'), 'utf8')));
  return Object.entries(ranges).map(([name, list]) => ({
    file: join(PACKAGE, 'files', `noto-sans-sc-${name.replace(/[[\]]/g, '')}-wght-normal.woff2`),
    ranges: list.split(',').map(rangeIn),
  }));
}

/** `U+4e00-4e0f` or `U+4e00`. */
function rangeIn(text: string): readonly [number, number] {
  const [from = '', to = from] = text.trim().replace(/^U\+/i, '').split('-');
  return [Number.parseInt(from, 16), Number.parseInt(to, 16)];
}
