/** The visible label of AI pictures as it will stand on the print: the server's own rule (`runtime/print/ai-mark.ts`). */
import type { Language } from '../../shared/language.ts';
import type { Product } from '../server-types.ts';

const LINES: Readonly<Record<Language, readonly string[]>> = {
  zh: ['AI生成'],
  en: ['AI生成', 'AI-generated'],
};
const GLYPH_SHARE = 0.05;
const GLYPH_IN_EM = 0.88;
const LEADING = 0.16;
const FONT = '"Noto Sans SC Variable", sans-serif';

/** Resolves once the label's letters can be painted; without them the screen's own sans serif stands in. */
export async function fetchMarkFont(): Promise<void> {
  await document.fonts.load(`500 10px ${FONT}`, LINES.en.join('')).catch(() => []);
}

type Marked = Pick<Product, 'printArea' | 'bleedMm' | 'safeMm'>;

/** @param context in millimetres of the print area */
export function paintMark(context: CanvasRenderingContext2D, product: Marked, language: Language): void {
  const { printArea, bleedMm, safeMm } = product;
  const shorter = Math.min(printArea.widthMm, printArea.heightMm) + 2 * bleedMm;
  const em = (GLYPH_SHARE * shorter) / GLYPH_IN_EM;
  const padding = em * 0.35;
  const [words = '', ...translations] = LINES[language];
  context.font = `500 ${em}px ${FONT}`;
  const width = context.measureText(words).width;
  const scales = translations.map((line) => width / context.measureText(line).width);
  const below = scales.reduce((sum, scale) => sum + em * (LEADING + scale * GLYPH_IN_EM), 0);
  const left = printArea.widthMm - safeMm - width - 2 * padding;
  const top = printArea.heightMm - safeMm - em - 2 * padding - below;
  context.fillStyle = '#fff';
  context.beginPath();
  context.roundRect(left, top, width + 2 * padding, em + 2 * padding + below, padding);
  context.fill();
  context.fillStyle = '#1c1a17';
  let baseline = top + padding + em * GLYPH_IN_EM;
  context.fillText(words, left + padding, baseline);
  translations.forEach((line, index) => {
    const scale = scales[index] ?? 1;
    baseline += em * (LEADING + scale * GLYPH_IN_EM);
    context.font = `500 ${em * scale}px ${FONT}`;
    context.fillText(line, left + padding, baseline);
  });
}
