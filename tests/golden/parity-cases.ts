import { mkdir, readdir, readFile, symlink } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { TensorFolder } from '../../engine-build/checkpoint/tensor-folder.ts';
import type { RgbImage } from '../../runtime/pipeline/model.ts';

/** One drawing of the reference; `cases.json` is written by make_goldens.py. */
export interface GoldenCase {
  readonly name: string;
  readonly model: string;
  readonly prompt: string;
  readonly negative: string;
  readonly width: number;
  readonly height: number;
  readonly steps: number;
  readonly guidance: number;
  readonly count: number;
  readonly maxSequenceLength: number;
  readonly t5: boolean;
  readonly strength: number | null;
  readonly skipLayer: {
    readonly layers: number[];
    readonly scale: number;
    readonly start: number;
    readonly stop: number;
  } | null;
}

const goldenDir = path.dirname(fileURLToPath(import.meta.url));

export async function readCases(): Promise<GoldenCase[]> {
  return JSON.parse(await readFile(path.join(goldenDir, 'cases.json'), 'utf8')) as GoldenCase[];
}

/** The saved checkpoint of a model. */
export function modelDir(model: string): string {
  return path.join(goldenDir, 'models', model);
}

/** Noise given to the reference and the latents it ended with, both [K, C, h, w]. */
export async function readExpected(golden: GoldenCase) {
  await using folder = await TensorFolder.open(path.join(goldenDir, 'expected'), golden.model);
  return {
    noise: await folder.read(`${golden.name}.noise`),
    latents: await folder.read(`${golden.name}.latents`),
  };
}

export async function readPicture(name: string): Promise<RgbImage> {
  const file = path.join(goldenDir, 'pictures', `${name}.png`);
  const { data, info } = await sharp(file).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
}

/** The same checkpoint as links, without the folders of T5: how a download without T5 looks. */
export async function linkWithoutT5(model: string, target: string): Promise<string> {
  await mkdir(target, { recursive: true });
  for (const name of await readdir(modelDir(model))) {
    if (!name.endsWith('_3')) await symlink(path.join(modelDir(model), name), path.join(target, name));
  }
  return target;
}

/** ‖a − b‖ / ‖b‖ */
export function relativeL2(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length) throw new Error(`Expected ${b.length} values, received ${a.length}.`);
  let difference = 0;
  let norm = 0;
  for (const [i, value] of b.entries()) {
    difference += ((a[i] ?? Number.NaN) - value) ** 2;
    norm += value ** 2;
  }
  return Math.sqrt(difference / norm);
}

/** Mean absolute difference of two pictures, in steps of 1/255. */
export function meanDifference(a: RgbImage, b: RgbImage): number {
  if (a.data.length !== b.data.length) throw new Error('The pictures differ in size.');
  let sum = 0;
  for (const [i, value] of b.data.entries()) sum += Math.abs((a.data[i] ?? 0) - value);
  return sum / b.data.length;
}
