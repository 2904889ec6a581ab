import path from 'node:path';
import { z } from 'zod';
import { readJsonIfThere } from './read-json.ts';

const rangeSchema = z
  .tuple([z.number(), z.number()])
  .refine(([low, high]) => low <= 0 && high >= 0 && high > low, {
    message: 'expected least and largest value around 0',
  });

const fileSchema = z.strictObject({
  format: z.literal(1),
  decoder: z.record(z.string(), z.strictObject({ input: rangeSchema, output: rangeSchema })),
});

/** Least and largest values that a convolution read and gave while calibrating, 0 always between them. */
export type ConvRange = z.infer<typeof fileSchema>['decoder'][string];

/** By the convolution's name, in the order of the graph. */
export type ConvRanges = Readonly<Record<string, ConvRange>>;

/** In the model's `vae` folder; `motif calibrate` writes it. */
export const CONV_RANGES_FILE = 'activation_ranges.json';

/**
 * What the model's maker measured of the decoder's convolutions; null where there is no such file, and then
 * they stay FP32.
 *
 * @throws CheckpointError when the file is not as described
 */
export async function readConvRanges(vaeFolder: string): Promise<ConvRanges | null> {
  const file = await readJsonIfThere(path.join(vaeFolder, CONV_RANGES_FILE), fileSchema);
  return file?.decoder ?? null;
}

export function convRangesText(decoder: ConvRanges): string {
  return `${JSON.stringify({ format: 1, decoder }, null, 1)}\n`;
}
