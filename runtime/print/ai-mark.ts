import type { Size } from './geometry.ts';
import { textPath } from './text-path.ts';

/** GB 45438-2025 5.2: an AI element and a generation element, legible, at an edge or in a corner. */
export const AI_MARK = 'AI生成';
/** Of the shortest side, as the standard asks at least. */
const GLYPH_SHARE = 0.05;
/** Of a CJK em square, what its glyphs fill. */
const GLYPH_IN_EM = 0.88;

/**
 * The visible label as an SVG of its own size, for the lower right corner.
 *
 * @param marked the picture that carries it; the glyphs are 5 % of its shorter side
 */
export async function aiMarkSvg(marked: Size): Promise<{ readonly svg: Buffer; readonly size: Size }> {
  const em = (GLYPH_SHARE * Math.min(marked.width, marked.height)) / GLYPH_IN_EM;
  const { path, width } = await textPath(AI_MARK, em);
  const padding = em * 0.35;
  const size = { width: Math.ceil(width + 2 * padding), height: Math.ceil(em + 2 * padding) };
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}">` +
    `<rect width="100%" height="100%" rx="${padding}" fill="#fff" fill-opacity="1"/>` +
    `<path transform="translate(${padding} ${padding + em * GLYPH_IN_EM})" d="${path}" fill="#1c1a17"/></svg>`;
  return { svg: Buffer.from(svg), size };
}
