import type { Checkpoint } from '../checkpoint/checkpoint.ts';
import { elementBytes, isFloatType } from '../checkpoint/element-types.ts';
import type { Recipe } from '../graph/stored-weight.ts';
import type { PictureSize } from './engine-layout.ts';
import type { PlannedComponentFiles } from './export-component.ts';

/** What a build will need, known before any weight is read. */
export interface BuildEstimate {
  /** Bytes of the engine folder. */
  readonly diskBytes: number;
  /** Bytes of memory at the fullest moment, the program itself included. */
  readonly memoryBytes: number;
  /** As on the two cores it was measured on. */
  readonly seconds: number;
}

/** Measured: peak of building the starter model (400 MB) less what fitting its preview takes. */
const programBytes = 280e6;
/** Whole layers of activations that the VAE encoder holds at a time while the preview is fitted. */
const heldActivations = 4;
/** Pictures that the preview is fitted with. */
const previewPictures = 4;
/** Measured on two cores of a server CPU, reading, converting, hashing and writing. */
const weightBytesPerSecond = 200e6;
const previewSecondsPerPixel = 1e-6;

/** Weights that are turned around or folded; all others are converted as they are read. */
const heldWhole: ReadonlySet<Recipe['kind']> = new Set(['qdq', 'int8', 'int8-kernel']);

/**
 * Adds up what a build writes; the largest weight that is converted whole is held in memory, all others pass
 * through in pieces.
 */
export function estimateBuild(
  checkpoint: Checkpoint,
  sizes: readonly PictureSize[],
  planned: readonly PlannedComponentFiles[],
): BuildEstimate {
  const diskBytes = sum(
    planned.map(({ layout, encoded }) => layout.bytes + sum(encoded.map(({ bytes }) => bytes.byteLength))),
  );
  const held = planned.flatMap(({ layout }) =>
    layout.placed().filter(({ weight }) => heldWhole.has(weight.recipe.kind)),
  );
  const pixels = Math.min(...sizes.map(({ width, height }) => width * height));
  const channels = checkpoint.vae.config.block_out_channels[0] ?? 1;
  const activations = heldActivations * pixels * channels * elementBytes.F32;
  const largest = Math.max(0, ...held.map(({ bytes }) => bytes));
  const seconds =
    1 + weightBytes(checkpoint) / weightBytesPerSecond + previewPictures * pixels * previewSecondsPerPixel;
  return { diskBytes, memoryBytes: programBytes + activations + largest, seconds };
}

/** All weights as they are converted: F32. */
function weightBytes({ transformer, vae, clipL, clipG, t5 }: Checkpoint): number {
  const folders = [transformer, vae, clipL, clipG, ...(t5 ? [t5] : [])].map(({ weights }) => weights);
  const tensors = folders.flatMap(({ tensors: all }) => [...all.values()]);
  return sum(
    tensors.map(({ type, bytes }) =>
      isFloatType(type) ? (bytes / elementBytes[type]) * elementBytes.F32 : 0,
    ),
  );
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
