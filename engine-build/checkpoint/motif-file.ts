import path from 'node:path';
import { z } from 'zod';
import { readJsonIfThere } from './read-json.ts';

const pixels = z.number().int().positive();
const steps = z.number().int().min(1).max(1000);

/** `motif.json` beside `model_index.json`: what the model's maker knows better than the family table. */
const motifSchema = z
  .strictObject({
    name: z
      .string()
      .regex(/^[\w.-]{1,80}$/)
      .optional(),
    maxSequenceLength: z.number().int().min(0).max(512).optional(),
    /** Width and height of the pictures the model was trained for; the first is its favourite. */
    sizes: z
      .array(z.tuple([pixels, pixels]))
      .min(1)
      .optional(),
    steps: z.object({ quick: steps, fine: steps }).optional(),
    guidance: z.object({ free: z.number(), balanced: z.number(), exact: z.number() }).optional(),
    negativePrompt: z.string().optional(),
    /**
     * Manners of drawing that the model knows, by the ids of `runtime/products/styles.ts`; all where left out.
     * An id that this version does not offer is passed over: the model may be newer than the program.
     */
    styles: z
      .array(z.string().regex(/^[a-z][a-z-]{0,39}$/))
      .min(1)
      .optional(),
    /** Guidance is folded into the weights: every preset is 1 and no graph for guidance is built. */
    distilled: z.boolean().optional(),
  })
  .refine(
    ({ distilled, guidance }) => !distilled || !guidance || Object.values(guidance).every((g) => g === 1),
    {
      path: ['guidance'],
      message: 'expected 1 for every preset of a distilled model',
    },
  );

export type MotifFile = z.infer<typeof motifSchema>;

/** Reads `motif.json`; empty where there is none. @throws CheckpointError when it is not as described */
export async function readMotifFile(dir: string): Promise<MotifFile> {
  return (await readJsonIfThere(path.join(dir, 'motif.json'), motifSchema)) ?? {};
}
