import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { asReadError, CheckpointError, isSystemError } from '../errors.ts';

/** The files of one component, and for shards which file holds which tensor. */
export interface WeightFiles {
  readonly files: readonly string[];
  /** Null for a single file. */
  readonly weightMap: Readonly<Record<string, string>> | null;
}

const pickle = /\.(bin|pt|pth|ckpt|pkl)$/;

/** Lower is preferred. Files without a variant in their name carry the highest precision. */
const variantOrder = ['', 'fp32', 'bf16', 'fp16', 'fp8'];

const indexSchema = z.object({ weight_map: z.record(z.string(), z.string()) });

/**
 * Finds the weights of one component: `<stem>[.<variant>].safetensors`, or the shards that
 * `<stem>.safetensors.index[.<variant>].json` lists.
 *
 * @param stem `diffusion_pytorch_model` for diffusers components, `model` for text encoders
 * @throws CheckpointError `missing` when there are none, `unsupported` when there are only pickles
 */
export async function findWeights(folder: string, stem: string): Promise<WeightFiles> {
  const names = await listFolder(folder);
  const single = best(names, new RegExp(`^${stem}(?:\\.([^.]+))?\\.safetensors$`));
  const index = best(
    names,
    new RegExp(`^${stem}(?:\\.([^.]+))?\\.safetensors\\.index(?:\\.([^.]+))?\\.json$`),
  );
  if (single && (!index || rank(single.variant) <= rank(index.variant))) {
    return { files: [path.join(folder, single.name)], weightMap: null };
  }
  if (index) return readIndex(folder, index.name, names);
  throw noWeights(folder, stem, names);
}

async function listFolder(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).toSorted();
  } catch (cause) {
    if (!isSystemError(cause, 'ENOENT') && !isSystemError(cause, 'ENOTDIR')) throw asReadError(cause, folder);
    throw new CheckpointError(
      'missing',
      `The model needs the folder ${folder}, which does not exist. Copy the whole diffusers folder.`,
      { cause },
    );
  }
}

interface Candidate {
  readonly name: string;
  readonly variant: string;
}

function best(names: readonly string[], pattern: RegExp): Candidate | undefined {
  return names
    .flatMap((name) => {
      const match = pattern.exec(name);
      return match ? [{ name, variant: match[1] ?? match[2] ?? '' }] : [];
    })
    .toSorted((a, b) => rank(a.variant) - rank(b.variant))[0];
}

function rank(variant: string): number {
  const place = variantOrder.indexOf(variant);
  return place < 0 ? variantOrder.length : place;
}

async function readIndex(folder: string, name: string, names: readonly string[]): Promise<WeightFiles> {
  const file = path.join(folder, name);
  const weightMap = parseIndex(await readFile(file, 'utf8'), file);
  const shards = [...new Set(Object.values(weightMap))].toSorted();
  for (const shard of shards) {
    if (!names.includes(shard)) {
      throw new CheckpointError(
        'missing',
        `${file} lists the shard "${shard}", which is not in ${folder}. Copy all shards.`,
      );
    }
  }
  return { files: shards.map((shard) => path.join(folder, shard)), weightMap };
}

function parseIndex(text: string, file: string): Record<string, string> {
  try {
    return indexSchema.parse(JSON.parse(text)).weight_map;
  } catch (cause) {
    throw new CheckpointError(
      'corrupt',
      `${file} must be JSON with a "weight_map" from tensor names to file names. Copy it again.`,
      { cause },
    );
  }
}

function noWeights(folder: string, stem: string, names: readonly string[]): CheckpointError {
  const pickled = names.find((name) => pickle.test(name));
  if (pickled !== undefined) {
    return new CheckpointError(
      'unsupported',
      `${path.join(folder, pickled)} is a Python pickle, which can run any program when it is read, so it is refused. Save the model as safetensors.`,
    );
  }
  return new CheckpointError(
    'missing',
    `${folder} holds no ${stem}.safetensors and no ${stem}.safetensors.index.json. Copy the whole diffusers folder.`,
  );
}
