import { stat } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { CheckpointError } from '../errors.ts';
import { readJson } from './read-json.ts';

const componentSchema = z.tuple([z.string().nullable(), z.string().nullable()]);

const modelIndexSchema = z.looseObject({
  _class_name: z.string(),
  _name_or_path: z.string().optional(),
  transformer: componentSchema.optional(),
  vae: componentSchema.optional(),
  scheduler: componentSchema.optional(),
  text_encoder: componentSchema.optional(),
  text_encoder_2: componentSchema.optional(),
  text_encoder_3: componentSchema.nullish(),
});

export type ModelIndex = z.infer<typeof modelIndexSchema>;

/** The classes that the graphs reproduce. */
const requiredClasses = {
  transformer: 'SD3Transformer2DModel',
  vae: 'AutoencoderKL',
  scheduler: 'FlowMatchEulerDiscreteScheduler',
  text_encoder: 'CLIPTextModelWithProjection',
  text_encoder_2: 'CLIPTextModelWithProjection',
} as const;

/**
 * Reads `model_index.json` and refuses pipelines of other architectures.
 *
 * @throws CheckpointError `missing` when `dir` is no diffusers folder, `unsupported` for other classes
 */
export async function readModelIndex(dir: string): Promise<ModelIndex> {
  await checkFolder(dir);
  const index = await readJson(path.join(dir, 'model_index.json'), modelIndexSchema);
  if (!index._class_name.startsWith('StableDiffusion3')) {
    throw unsupported(dir, 'the pipeline', 'StableDiffusion3Pipeline', index._class_name);
  }
  for (const name of Object.keys(requiredClasses) as (keyof typeof requiredClasses)[]) {
    const found = index[name]?.[1] ?? 'nothing';
    if (found !== requiredClasses[name]) throw unsupported(dir, name, requiredClasses[name], found);
  }
  return index;
}

/** Whether the model has a third text encoder, T5, named and present. */
export async function hasT5(dir: string, index: ModelIndex): Promise<boolean> {
  const found = index.text_encoder_3?.[1] ?? null;
  if (found === null) return false;
  if (found !== 'T5EncoderModel') throw unsupported(dir, 'text_encoder_3', 'T5EncoderModel', found);
  return isFolder(path.join(dir, 'text_encoder_3'));
}

async function checkFolder(dir: string): Promise<void> {
  if (await isFolder(dir)) return;
  throw new CheckpointError(
    'missing',
    `A model is a diffusers folder with model_index.json; ${dir} is not a folder. Pickle and single-file checkpoints are not read: save the model with save_pretrained.`,
  );
}

async function isFolder(dir: string): Promise<boolean> {
  return stat(dir).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

function unsupported(dir: string, what: string, expected: string, found: string): CheckpointError {
  return new CheckpointError(
    'unsupported',
    `${path.join(dir, 'model_index.json')} names ${found} for ${what}; ${expected} is what this program builds. Use a Stable Diffusion 3 or 3.5 model.`,
  );
}
