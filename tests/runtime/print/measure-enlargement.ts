/**
 * How near enlargements come to the truth: `node --import tsx measure-enlargement.ts <folder of SVG files> [times]`.
 * Each icon is drawn at 256 px and softened as the machine's drawings are, enlarged, and compared with the
 * same icon drawn large.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { enlarge, type Pixels } from '../../../runtime/print/enlarge.ts';
import { GROUND } from './drawn.ts';
import { pixelsOf, psnr, steepness } from './sharpness.ts';

const SMALL = 256;
const SOFTNESS = 0.6;

type Method = (small: Pixels, side: number) => Promise<Pixels>;

/**
 * Interpolation by a kernel of sharp's, with unsharp masking after it where a sigma is given. libvips enlarges
 * by bicubic interpolation for its Mitchell and Lanczos kernels too, to the same bytes, so they are no methods of their own.
 */
const kernel =
  (name: 'nearest' | 'cubic', sharpenSigma?: number): Method =>
  async ({ width, height, data }, side) => {
    const image = sharp(data, { raw: { width, height, channels: 3 } }).resize(side, side, { kernel: name });
    const finished = sharpenSigma ? image.sharpen({ sigma: sharpenSigma }) : image;
    return { width: side, height: side, data: await finished.raw().toBuffer() };
  };

export const METHODS: Readonly<Record<string, Method>> = {
  nearest: kernel('nearest'),
  bicubic: kernel('cubic'),
  'bicubic + unsharp mask': kernel('cubic', 2),
  'steepened bicubic': (small, side) => enlarge(small, { width: side, height: side }),
};

async function iconAt(svg: string, side: number): Promise<Buffer> {
  const icon = await sharp(Buffer.from(svg), { density: (72 * side) / 32 })
    .resize(side, side)
    .png()
    .toBuffer();
  return sharp(icon).flatten({ background: GROUND }).png().toBuffer();
}

export interface Figures {
  readonly psnr: number;
  readonly steepness: number;
  readonly milliseconds: number;
}

/** Means over all icons. */
export async function measure(svgs: readonly string[], times: number, methods = METHODS) {
  const sums = new Map<string, Figures>();
  let truthSteepness = 0;
  for (const svg of svgs) {
    const small = await pixelsOf(await iconAt(svg, SMALL), SOFTNESS);
    const truth = await pixelsOf(await iconAt(svg, SMALL * times));
    truthSteepness += steepness(truth) / svgs.length;
    for (const [name, method] of Object.entries(methods)) {
      const begun = performance.now();
      const large = await method(small, SMALL * times);
      const milliseconds = performance.now() - begun;
      const sum = sums.get(name) ?? { psnr: 0, steepness: 0, milliseconds: 0 };
      sums.set(name, {
        psnr: sum.psnr + psnr(large, truth) / svgs.length,
        steepness: sum.steepness + steepness(large) / svgs.length,
        milliseconds: sum.milliseconds + milliseconds / svgs.length,
      });
    }
  }
  return { truthSteepness, figures: Object.fromEntries(sums) };
}

const [program = '', folder = '', times = '4'] = process.argv.slice(1);
if (program.endsWith('measure-enlargement.ts')) {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.svg')).sort();
  const svgs = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  const { truthSteepness, figures } = await measure(svgs, Number(times));
  console.log(`${svgs.length} icons, ${times} times; steepness of the truth ${truthSteepness.toFixed(0)}`);
  console.table(figures);
}
