import { join } from 'node:path';
import type { Manifest, PreviewMap } from '../engine-build/build/manifest.ts';
import { openOnnxEngine } from '../runtime/engines/onnx-engine.ts';
import { latentShape } from '../runtime/pipeline/latent-shape.ts';
import type { RgbImage, Size } from '../runtime/pipeline/model.ts';
import { encodeImage } from '../runtime/pipeline/start-latents.ts';
import { leastSquares } from './least-squares.ts';
import { samplePicture } from './preview-samples.ts';

const PICTURES = 4;
/** Small against sums over thousands of unit-variance latents; only degenerate models feel it. */
const RIDGE = 1e-3;
/** White paper fills most of most designs, and the eye sees the slightest tint of it. */
const WHITE_WEIGHT = 4;

/**
 * Fits the linear map from latents to RGB that draws live previews: pictures of coloured shapes go through
 * the model's own VAE encoder, and the mean colour under every latent is regressed on it.
 *
 * @param manifest of the folder being built; its smallest size is used
 */
export async function fitPreview(manifest: Omit<Manifest, 'preview'>, dir: string): Promise<PreviewMap> {
  const shape = manifest.shapes.reduce((a, b) => (b.width * b.height < a.width * a.height ? b : a));
  const size = { width: shape.width, height: shape.height };
  await using encoder = await openOnnxEngine(join(dir, shape.vaeEncoder), {
    threads: 0,
    provider: 'cpu',
    spinning: false,
  });
  const samples: number[][] = [];
  const targets: number[][] = [];
  for (let seed = 1; seed <= PICTURES; seed++) {
    const picture = samplePicture(seed, size);
    const latents = await encodeImage(encoder, manifest.settings, picture);
    const colours = meanColours(picture, manifest.settings.vaeScaleFactor);
    const weights = colours.map((colour) => (isWhite(colour) ? WHITE_WEIGHT : 1));
    samples.push(...scaleRows(latentRows(latents, manifest, size), weights));
    targets.push(...scaleRows(colours, weights));
  }
  const rows = leastSquares(samples, targets, RIDGE);
  const bias = rows.pop() ?? [0, 0, 0];
  return { matrix: rows, bias };
}

function isWhite(colour: readonly number[]): boolean {
  return colour.every((value) => value > 0.999);
}

function scaleRows(rows: readonly number[][], weights: readonly number[]): number[][] {
  return rows.map((row, i) => row.map((value) => value * (weights[i] ?? 1)));
}

/** One row per latent position: its channels and a constant 1. */
function latentRows(latents: Float32Array, manifest: Omit<Manifest, 'preview'>, size: Size): number[][] {
  const [channels, height, width] = latentShape(manifest.settings, size);
  const positions = height * width;
  return Array.from({ length: positions }, (_, position) => [
    ...Array.from({ length: channels }, (_, channel) => latents[channel * positions + position] ?? 0),
    1,
  ]);
}

/** Mean colour in [-1, 1] of every `factor` × `factor` square, row by row. */
function meanColours(picture: RgbImage, factor: number): number[][] {
  const colours: number[][] = [];
  for (let y = 0; y < picture.height; y += factor) {
    for (let x = 0; x < picture.width; x += factor) colours.push(meanColour(picture, x, y, factor));
  }
  return colours;
}

function meanColour(picture: RgbImage, left: number, top: number, factor: number): number[] {
  const sum = [0, 0, 0];
  for (let y = top; y < top + factor; y++) {
    for (let x = left; x < left + factor; x++) {
      for (let c = 0; c < 3; c++) {
        sum[c] = (sum[c] ?? 0) + (picture.data[(y * picture.width + x) * 3 + c] ?? 0);
      }
    }
  }
  return sum.map((value) => value / (factor * factor) / 127.5 - 1);
}
