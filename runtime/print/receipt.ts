import sharp from 'sharp';
import { encode } from 'uqr';
import { toXmp } from '../jobs/picture-facts.ts';
import type { Receipt, ReceiptInput } from '../orders/print-room.ts';
import type { Language } from '../products/bilingual.ts';
import { aiMarkSvg } from './ai-mark.ts';
import { escposRaster } from './escpos.ts';
import { cutOutPicture } from './master-image.ts';
import { textPath } from './text-path.ts';

/** Dots across 80 mm paper at 203 dpi. */
const WIDTH = 576;
/** The picture's longer side. */
const PICTURE = 400;
const QR = 216;
const GAP = 24;
const WHITE = '#ffffff';
const TEXTS = {
  zh: { title: '取件单', code: '取件码', take: '请凭此码到柜台取货', day: '日期' },
  en: { title: 'Pick-up ticket', code: 'Your code', take: 'Show this code at the counter', day: 'Date' },
} as const;

/** What a customer takes along: on the screen, as a PNG file, and for a thermal printer. */
export async function makeReceipt(input: ReceiptInput): Promise<Receipt> {
  const lines = await linesOf(input);
  const picture = await labelled(await asPrinted(input), input.language);
  const qrTop = lines.bottom + GAP + picture.height + GAP;
  const height = qrTop + QR + 40;
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}">` +
    `<rect width="100%" height="100%" fill="#fff"/><g fill="#000">${lines.paths}</g>` +
    `<path transform="translate(${(WIDTH - QR) / 2} ${qrTop}) scale(${QR})" d="${qrPath(input.qrText)}"/></svg>`;
  const paper = await sharp(Buffer.from(svg))
    .composite([
      { input: picture.png, left: Math.round((WIDTH - picture.width) / 2), top: lines.bottom + GAP },
    ])
    .flatten({ background: '#fff' })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, channels } = paper.info;
  const png = sharp(paper.data, { raw: { width, height: paper.info.height, channels } });
  const grey = await png.clone().greyscale().raw().toBuffer();
  return {
    png: await png.withXmp(toXmp(input.facts)).png().toBuffer(),
    escpos: escposRaster(grey, { width, height: paper.info.height }),
  };
}

/** The design with its ground or without, and what it then lies on: the colour of a dark article shows white ink. */
async function asPrinted({ picture, background, colour }: ReceiptInput) {
  if (background === 'keep') return { picture, ground: WHITE };
  return { picture: await cutOutPicture(picture), ground: colour && isDark(colour.hex) ? colour.hex : WHITE };
}

/** By its luma (ITU-R BT.601) on a screen. */
function isDark(hex: string): boolean {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
  return 0.299 * red + 0.587 * green + 0.114 * blue < 128;
}

/** A picture that leaves the machine carries the visible label. */
async function labelled({ picture, ground }: Awaited<ReturnType<typeof asPrinted>>, language: Language) {
  const { data, info } = await sharp(picture)
    .flatten({ background: ground })
    .resize({ width: PICTURE, height: PICTURE, fit: 'inside' })
    .png()
    .toBuffer({ resolveWithObject: true });
  const { svg, size } = await aiMarkSvg({ width: PICTURE, height: PICTURE }, language);
  const left = info.width - size.width;
  const top = info.height - size.height;
  const png = await sharp(data)
    .composite([{ input: svg, left, top }])
    .png()
    .toBuffer();
  return { png, width: info.width, height: info.height };
}

async function linesOf({ code, language, shopName, product, colour, createdAt }: ReceiptInput) {
  const text = TEXTS[language];
  const day = createdAt.toLocaleString(language === 'zh' ? 'zh-CN' : 'en-GB', {
    dateStyle: 'medium',
    timeStyle: 'short',
  });
  const titled = [text.title, product.name[language], ...(colour ? [colour.name[language]] : [])];
  const wanted = [
    { text: shopName || 'Motif', size: 34, after: 16 },
    { text: titled.join(' · '), size: 26, after: 28 },
    { text: text.code, size: 24, after: 8 },
    { text: [...code].join(' '), size: 112, after: 20 },
    { text: text.take, size: 26, after: 12 },
    { text: day, size: 20, after: 0 },
  ];
  let top = 24;
  const paths: string[] = [];
  for (const { text: words, size, after } of wanted) {
    const line = await textPath(words, size);
    const fit = Math.min(1, (WIDTH - 40) / Math.max(1, line.width));
    const left = (WIDTH - line.width * fit) / 2;
    const baseline = top + size * 0.88;
    paths.push(`<path transform="translate(${left} ${baseline}) scale(${fit})" d="${line.path}"/>`);
    top += size * 1.15 + after;
  }
  return { paths: paths.join(''), bottom: Math.ceil(top) };
}

/** Modules as squares on a unit square. */
function qrPath(text: string): string {
  const { data, size } = encode(text, { ecc: 'M', border: 2 });
  const unit = 1 / size;
  return data
    .flatMap((row, y) =>
      row.map((dark, x) => (dark ? `M${x * unit} ${y * unit}h${unit}v${unit}h${-unit}z` : '')),
    )
    .join('');
}
