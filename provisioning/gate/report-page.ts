import { Buffer } from 'node:buffer';
import sharp from 'sharp';
import type { RgbImage } from '../../runtime/pipeline/model.ts';
import type { Findings, GateReport } from './report.ts';

/** The report as one HTML page without anything outside itself: figures, and the pictures side by side. */
export async function reportPage(report: GateReport, { drawings, verdict }: Findings): Promise<string> {
  const rows = await Promise.all(
    report.pictures.map(async ({ prompt, psnrDb, ssim }, i) => {
      const [wanted, found] = [drawings[i]?.image, verdict.pictures[i]?.image];
      if (!wanted || !found) return '';
      const figures = `PSNR ${psnrDb.toFixed(1)} dB · SSIM ${ssim.toFixed(3)}`;
      return `<figure>${await picture('FP32', wanted)}${await picture(report.precision, found)}<figcaption>${escapeHtml(prompt)}<br>${figures}</figcaption></figure>`;
    }),
  );
  const title = `${escapeHtml(report.model)} in ${report.precision.toUpperCase()}`;
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>${title}</title><style>${STYLE}</style>
<h1>${title}</h1>
<p class="verdict">${verdictSentence(report)}</p>
<h2>Pictures: FP32 left, ${report.precision.toUpperCase()} right</h2>
<div class="pictures">${rows.join('\n')}</div>
<h2>Velocity error by step</h2>
${table(
  ['Step', 'Mean', 'Worst'],
  report.steps.map((s) => [String(s.step), percent(s.meanError), percent(s.worstError)]),
)}
<h2>Velocity error by layer, quantised alone</h2>
${table(
  ['Layer', 'Error', ''],
  report.layers.map((l) => [escapeHtml(l.layer), percent(l.error), note(report, l.layer)]),
)}
</html>
`;
}

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;max-width:64rem;margin:3rem auto;padding:0 1rem;color:#1d1b18;background:#fbf9f4}
h1,h2{font-family:Georgia,serif;font-weight:500}.verdict{font-size:1.15rem;border-left:3px solid #c8371e;padding-left:1rem}
.pictures{display:grid;grid-template-columns:repeat(auto-fill,minmax(26rem,1fr));gap:2rem}figure{margin:0}
figure img{width:50%}figcaption{color:#6b655c;font-size:.9rem}
table{border-collapse:collapse}td,th{text-align:left;padding:.2rem 1.5rem .2rem 0;border-bottom:1px solid #e4dfd4}td+td{font-variant-numeric:tabular-nums}`;

function verdictSentence({
  passed,
  meanError,
  worstError,
  bar,
  quantisedLayers,
  keptHigh,
  overflowing,
}: GateReport) {
  const kept = keptHigh.length === 0 ? 'none had to stay high' : `${keptHigh.length} had to stay high`;
  const spill =
    overflowing.length === 0
      ? ''
      : ` FP16 cannot hold ${overflowing.map(escapeHtml).join(', ')}: computed in FP32.`;
  return (
    `${passed ? 'Passed' : 'Not passed'}: the predicted velocity is ${percent(meanError)} off on average (allowed ${percent(bar.meanError)}) ` +
    `and ${percent(worstError)} at worst (allowed ${percent(bar.worstError)}); ${quantisedLayers} layers are quantised, ${kept}.${spill}`
  );
}

function note({ keptHigh }: GateReport, layer: string): string {
  return keptHigh.includes(layer) ? 'stays high' : '';
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[], tag: string) =>
    `<tr>${cells.map((cell) => `<${tag}>${cell}</${tag}>`).join('')}</tr>`;
  return `<table>${line(head, 'th')}${rows.map((row) => line(row, 'td')).join('\n')}</table>`;
}

async function picture(alt: string, { data, width, height }: RgbImage): Promise<string> {
  const png = await sharp(data, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
  return `<img alt="${alt}" src="data:image/png;base64,${Buffer.from(png).toString('base64')}">`;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
