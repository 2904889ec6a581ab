/** The visible label of AI pictures as it will stand on the print. */
import type { AiMarkRule } from '../../../runtime/http/app.ts';
import type { Language } from '../../shared/language.ts';
import type { Product } from '../server-types.ts';

/** The server's own: its type holds every value, so that neither can change alone. */
const RULE: AiMarkRule = {
  lines: { zh: ['AI生成'], en: ['AI生成', 'AI-generated'] },
  glyphShare: 0.05,
  glyphInEm: 0.88,
  leading: 0.16,
  padding: 0.35,
  ground: '#fff',
  ink: '#1c1a17',
};
const FONT = '"Noto Sans SC Variable", sans-serif';

/** Resolves once the label's letters can be painted; without them the screen's own sans serif stands in. */
export async function fetchMarkFont(): Promise<void> {
  await document.fonts.load(`500 10px ${FONT}`, RULE.lines.en.join('')).catch(() => []);
}

type Marked = Pick<Product, 'printArea' | 'bleedMm' | 'safeMm'>;

/** @param context in millimetres of the print area */
export function paintMark(context: CanvasRenderingContext2D, product: Marked, language: Language): void {
  const { printArea, bleedMm, safeMm } = product;
  const shorter = Math.min(printArea.widthMm, printArea.heightMm) + 2 * bleedMm;
  const em = (RULE.glyphShare * shorter) / RULE.glyphInEm;
  const padding = em * RULE.padding;
  const [words, ...translations] = RULE.lines[language];
  context.font = `500 ${em}px ${FONT}`;
  const width = context.measureText(words).width;
  const scales = translations.map((line) => width / context.measureText(line).width);
  const below = scales.reduce((sum, scale) => sum + em * (RULE.leading + scale * RULE.glyphInEm), 0);
  const left = printArea.widthMm - safeMm - width - 2 * padding;
  const top = printArea.heightMm - safeMm - em - 2 * padding - below;
  context.fillStyle = RULE.ground;
  context.beginPath();
  context.roundRect(left, top, width + 2 * padding, em + 2 * padding + below, padding);
  context.fill();
  context.fillStyle = RULE.ink;
  let baseline = top + padding + em * RULE.glyphInEm;
  context.fillText(words, left + padding, baseline);
  translations.forEach((line, index) => {
    const scale = scales[index] ?? 1;
    baseline += em * (RULE.leading + scale * RULE.glyphInEm);
    context.font = `500 ${em * scale}px ${FONT}`;
    context.fillText(line, left + padding, baseline);
  });
}
