import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Checkpoint } from '../checkpoint/checkpoint.ts';
import { CONV_RANGES_FILE } from '../checkpoint/conv-ranges.ts';
import { elementBytes, isFloatType } from '../checkpoint/element-types.ts';
import type { TensorFolder } from '../checkpoint/tensor-folder.ts';
import { BuildError, isSystemError } from '../errors.ts';
import type { PackedComponent } from '../quantize/storage-plan.ts';
import type { BuildProgress } from './build-engine.ts';
import { copyTokenizer } from './copy-tokenizers.ts';
import { WORDS_FILE } from './copy-words.ts';
import { type PackedCounts, packComponent } from './pack-component.ts';
import { StagingFolder } from './staging-folder.ts';

export interface PackOptions {
  /** The packed checkpoint; replaced as a whole when packing succeeds, untouched when it fails. */
  readonly outDir: string;
  readonly onProgress?: (progress: BuildProgress) => void;
  readonly signal?: AbortSignal | undefined;
}

/** Folder, stem of the weights, and weights of one network. */
interface PackedNetwork {
  readonly component: PackedComponent;
  readonly stem: 'diffusion_pytorch_model' | 'model';
  readonly weights: TensorFolder;
}

/**
 * Writes a checkpoint again with FP8 weights: a diffusers folder a quarter of the size in F32, which the same
 * reader opens and widens while graphs are written. Works on every device; FP8 arithmetic is another matter.
 *
 * @returns the counts of each component
 * @throws BuildError `bad-option` when the target is the checkpoint itself, and as every build;
 * CheckpointError, naming the tensor, for weights that are no numbers
 */
export async function packModel(
  checkpoint: Checkpoint,
  { outDir, onProgress, signal }: PackOptions,
): Promise<Readonly<Record<string, PackedCounts>>> {
  checkTarget(checkpoint.dir, outDir);
  const networks = networksOf(checkpoint);
  const totalBytes = networks.reduce((sum, { weights }) => sum + fp32Bytes(weights), 0);
  let bytes = 0;
  return StagingFolder.build(outDir, async (staging) => {
    const counts: Record<string, PackedCounts> = {};
    for (const { component, stem, weights } of networks) {
      const step = `${component}/${stem}.fp8.safetensors`;
      const onBytes = (more: number): void => {
        bytes += more;
        onProgress?.({ step, bytes, totalBytes });
      };
      counts[component] = await packComponent(staging, step, component, weights, { signal, onBytes });
      await copyFiles(checkpoint.dir, [`${component}/config.json`], staging);
    }
    await copyDescriptions(checkpoint, staging);
    return counts;
  });
}

function networksOf({ transformer, vae, clipL, clipG, t5 }: Checkpoint): PackedNetwork[] {
  const text = { stem: 'model' } as const;
  const diffusers = { stem: 'diffusion_pytorch_model' } as const;
  return [
    { ...diffusers, component: 'transformer', weights: transformer.weights },
    { ...diffusers, component: 'vae', weights: vae.weights },
    { ...text, component: 'text_encoder', weights: clipL.weights },
    { ...text, component: 'text_encoder_2', weights: clipG.weights },
    ...(t5 ? [{ ...text, component: 'text_encoder_3', weights: t5.weights } as const] : []),
  ];
}

function fp32Bytes({ tensors }: TensorFolder): number {
  const floats = [...tensors.values()].filter(({ type }) => isFloatType(type));
  return floats.reduce((sum, { bytes, type }) => sum + (bytes / elementBytes[type]) * elementBytes.F32, 0);
}

/** Everything that is not weights: what the checkpoint says of itself, and its tokenizers. */
async function copyDescriptions(checkpoint: Checkpoint, staging: StagingFolder): Promise<void> {
  const { dir, clipL, clipG, t5 } = checkpoint;
  for (const { tokenizer } of [clipL, clipG, ...(t5 ? [t5] : [])]) {
    await copyTokenizer(tokenizer, path.basename(tokenizer.folder), staging);
  }
  await copyFiles(dir, ['scheduler/scheduler_config.json'], staging);
  await staging.add('model_index.json', await namedIndex(dir));
  for (const name of ['motif.json', WORDS_FILE, `vae/${CONV_RANGES_FILE}`]) {
    await copyFiles(dir, [name], staging).catch((error: unknown) => {
      if (!isSystemError(error, 'ENOENT')) throw error;
    });
  }
}

/** The family of some models shows only in the name of their folder, which the packed one need not have. */
async function namedIndex(dir: string): Promise<Uint8Array> {
  const index: object = JSON.parse(await readFile(path.join(dir, 'model_index.json'), 'utf8'));
  const named = { _name_or_path: path.basename(path.resolve(dir)), ...index };
  return Buffer.from(`${JSON.stringify(named, null, 2)}\n`);
}

async function copyFiles(dir: string, names: readonly string[], staging: StagingFolder): Promise<void> {
  for (const name of names) await staging.add(name, await readFile(path.join(dir, name)));
}

/** Replacing a folder by what is read from it, or a folder around it, would destroy the checkpoint. */
function checkTarget(source: string, target: string): void {
  const relative = path.relative(path.resolve(target), path.resolve(source));
  if (relative.startsWith('..') || path.isAbsolute(relative)) return;
  throw new BuildError(
    'bad-option',
    `Expected a folder for the packed model that does not hold ${path.resolve(source)} but received ${path.resolve(target)}. Choose another --out.`,
  );
}
