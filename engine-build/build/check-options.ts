import type { Checkpoint } from '../checkpoint/checkpoint.ts';
import { BuildError } from '../errors.ts';
import type { OperatorSet } from '../graph/graph-builder.ts';
import type { PictureSize } from './engine-layout.ts';
import type { Precision } from './manifest.ts';
import type { Proof } from './proof.ts';

/** The reference pipeline's limit for the T5 slot. */
const longestSequence = 512;

/**
 * Checks that the model can draw the picture sizes: whole patches, no more than the position table has.
 *
 * @throws BuildError `bad-size`, saying what is possible
 */
export function checkSizes(checkpoint: Checkpoint, sizes: readonly PictureSize[]): void {
  const { patch_size, pos_embed_max_size } = checkpoint.transformer.config;
  const step = checkpoint.vaeScaleFactor * patch_size;
  const largest = pos_embed_max_size * step;
  const fits = (side: number): boolean => side > 0 && side <= largest && side % step === 0;
  for (const { width, height } of sizes) {
    if (fits(width) && fits(height)) continue;
    throw new BuildError(
      'bad-size',
      `Expected a width and height that are multiples of ${step} from ${step} to ${largest}, but received ${width}×${height}. Choose for example ${nearest(width, step, largest)}×${nearest(height, step, largest)}.`,
    );
  }
  if (sizes.length === 0) {
    throw new BuildError('bad-size', 'Expected at least one picture size but received none. Name one.');
  }
}

function nearest(side: number, step: number, largest: number): number {
  const wanted = Number.isFinite(side) ? Math.round(side / step) * step : step;
  return Math.min(largest, Math.max(step, wanted));
}

/** @throws BuildError `bad-option` when the text slot is longer than the reference allows, or empty with T5 */
export function checkSequenceLength({ t5 }: Checkpoint, length: number): void {
  const shortest = t5 ? 1 : 0;
  if (Number.isInteger(length) && length >= shortest && length <= longestSequence) return;
  throw new BuildError(
    'bad-option',
    `Expected a T5 slot of ${shortest} to ${longestSequence} tokens but received ${length}. Change the maximum sequence length.`,
  );
}

/**
 * What the linears are emitted in, before a plan of explicit quantisation has its say.
 *
 * @throws BuildError `bad-option` for what needs such a plan where there is none
 */
export function checkPrecision(
  precision: Precision,
  operators: OperatorSet,
  proof: Proof | undefined,
): 'fp32' | 'int8' {
  if (proof || precision === 'fp32' || precision === 'fp16') return 'fp32';
  if (precision === 'int8' && operators === 'onnxruntime') return 'int8';
  throw new BuildError(
    'bad-option',
    `Expected a plan with the scales of ${precision.toUpperCase()} but received none. Make one with "motif gate --precision ${precision}" and name it, or choose fp16 or fp32.`,
  );
}
