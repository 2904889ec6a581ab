import type { Language } from '../products/bilingual.ts';
import type { Size } from './geometry.ts';
import { textPath } from './text-path.ts';

const RULE = {
  /**
   * GB 45438-2025 5.2: an AI element (人工智能 or AI) and a generation element (生成 or 合成), legible, at an edge or in a
   * corner. The rule is for the place, not for the customer's language: it stands on every print, and English readers
   * have theirs beneath it.
   */
  lines: { zh: ['AI生成'], en: ['AI生成', 'AI-generated'] },
  /** Of the shortest side, as the standard asks at least; of its own words, which are the first line. */
  glyphShare: 0.05,
  /** Of a CJK em square, what its glyphs fill. */
  glyphInEm: 0.88,
  /** Between two lines, of an em of the first. */
  leading: 0.16,
  /** Around the lines, of an em of the first. */
  padding: 0.35,
  ground: '#fff',
  ink: '#1c1a17',
} as const;
/** The page paints the same label by a rule of this very type. */
export type AiMarkRule = typeof RULE;

export interface AiMark {
  readonly svg: Buffer;
  readonly size: Size;
}

/**
 * The visible label as an SVG of its own size, for the lower right corner.
 *
 * @param marked the picture that carries it; the glyphs of the first line are 5 % of its shorter side
 */
export async function aiMarkSvg(marked: Size, language: Language): Promise<AiMark> {
  const em = (RULE.glyphShare * Math.min(marked.width, marked.height)) / RULE.glyphInEm;
  const padding = em * RULE.padding;
  const [words, ...translations] = RULE.lines[language];
  const first = await textPath(words, em);
  const baseline = padding + em * RULE.glyphInEm;
  const paths = [placed(first.path, padding, baseline, 1)];
  let below = 0;
  for (const translation of translations) {
    const line = await textPath(translation, em);
    // As wide as the line above it.
    const scale = first.width / line.width;
    below += em * (RULE.leading + scale * RULE.glyphInEm);
    paths.push(placed(line.path, padding, baseline + below, scale));
  }
  const size = {
    width: Math.ceil(first.width + 2 * padding),
    height: Math.ceil(em + 2 * padding + below),
  };
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}">` +
    `<rect width="100%" height="100%" rx="${padding}" fill="${RULE.ground}" fill-opacity="1"/>${paths.join('')}</svg>`;
  return { svg: Buffer.from(svg), size };
}

const placed = (path: string, x: number, y: number, scale: number) =>
  `<path transform="translate(${x} ${y}) scale(${scale})" d="${path}" fill="${RULE.ink}"/>`;
