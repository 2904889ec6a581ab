import path from 'node:path';
import type { z } from 'zod';
import { AsyncResources } from './async-resources.ts';
import type { Component, Networks, TextComponent } from './component.ts';
import {
  clipSchema,
  type SchedulerSettings,
  schedulerSchema,
  type TransformerConfig,
  t5Schema,
  transformerSchema,
  vaeSchema,
} from './configs.ts';
import { readConvRanges } from './conv-ranges.ts';
import { checkTensors, type ExpectedTensor } from './expected-tensors.ts';
import { type FamilyDefaults, familyOf } from './families.ts';
import { hasT5, type ModelIndex, readModelIndex } from './model-index.ts';
import { type MotifFile, readMotifFile } from './motif-file.ts';
import { checkFit, clipLengthOf } from './networks-fit.ts';
import { readJson } from './read-json.ts';
import { TensorFolder } from './tensor-folder.ts';
import { clipTensors, t5Tensors, t5Vocabulary } from './text-tensors.ts';
import { openTokenizer } from './tokenizer-folder.ts';
import { transformerTensors } from './transformer-tensors.ts';
import { vaeTensors } from './vae-tensors.ts';

/** An opened, checked model folder. Whoever opens it disposes it: it holds file handles. */
export interface Checkpoint extends Networks, AsyncDisposable {
  readonly dir: string;
  readonly name: string;
  /** Row of the family table. */
  readonly family: string;
  readonly defaults: FamilyDefaults;
  /** Ids of the styles the model knows; null where its maker does not say, which counts as all. */
  readonly styles: readonly string[] | null;
  /** Guidance is folded into the weights, so that one prediction a step is enough. */
  readonly distilled: boolean;
  /** Picture sizes [width, height] the model is meant for; never empty. */
  readonly sizes: readonly (readonly [number, number])[];
  /** Length of the T5 slot; without T5 the slot is that many zero rows. */
  readonly maxSequenceLength: number;
  /** Tokens of each CLIP row: the first tokenizer's `model_max_length`, as the reference pipeline has it. */
  readonly clipLength: number;
  /** Picture pixels per latent pixel. */
  readonly vaeScaleFactor: number;
  readonly scheduler: SchedulerSettings;
}

/** The reference pipeline's default. */
const defaultSequenceLength = 256;

/**
 * Opens a diffusers folder of the Stable Diffusion 3 architecture and checks everything that can be
 * checked without reading the weights: classes, configs, headers, names and shapes of all tensors.
 *
 * @throws CheckpointError with one sentence on what is wrong and what to do
 */
export async function openCheckpoint(dir: string): Promise<Checkpoint> {
  const index = await readModelIndex(dir);
  const opened = new AsyncResources();
  try {
    return await openAll(dir, index, opened);
  } catch (error) {
    await opened.close();
    throw error;
  }
}

async function openAll(dir: string, index: ModelIndex, opened: AsyncResources): Promise<Checkpoint> {
  const motif = await readMotifFile(dir);
  const open = opener(dir, opened);
  const transformer = await open('transformer', transformerSchema, diffusersStem, transformerTensors);
  const decoderRanges = await readConvRanges(path.join(dir, 'vae'));
  const vae = { ...(await open('vae', vaeSchema, diffusersStem, vaeTensors)), decoderRanges };
  const clipL = await withTokenizer(
    open('text_encoder', clipSchema, textStem, clipTensors),
    dir,
    'tokenizer',
  );
  const clipG = await withTokenizer(
    open('text_encoder_2', clipSchema, textStem, clipTensors),
    dir,
    'tokenizer_2',
  );
  const t5 = (await hasT5(dir, index))
    ? await withTokenizer(
        open('text_encoder_3', t5Schema, textStem, (config, weights) =>
          t5Tensors(config, t5Vocabulary(weights)),
        ),
        dir,
        'tokenizer_3',
      )
    : null;
  const scheduler = await readJson(path.join(dir, 'scheduler', 'scheduler_config.json'), schedulerSchema);
  const networks = { transformer, vae, clipL, clipG, t5 };
  checkFit(networks);
  return {
    dir,
    ...networks,
    scheduler,
    ...identity(dir, index, transformer.config, motif),
    ...sizesOf(motif, networks),
    [Symbol.asyncDispose]: () => opened.close(),
  };
}

const diffusersStem = 'diffusion_pytorch_model';
const textStem = 'model';

function opener(dir: string, opened: AsyncResources) {
  return async <C>(
    name: string,
    schema: z.ZodType<C>,
    stem: string,
    expected: (config: C, weights: TensorFolder) => ExpectedTensor[],
  ): Promise<Component<C>> => {
    const folder = path.join(dir, name);
    const config = await readJson(path.join(folder, 'config.json'), schema);
    const weights = opened.add(await TensorFolder.open(folder, stem));
    checkTensors(name, weights, expected(config, weights));
    return { config, weights };
  };
}

async function withTokenizer<C>(
  component: Promise<Component<C>>,
  dir: string,
  name: string,
): Promise<TextComponent<C>> {
  return { ...(await component), tokenizer: await openTokenizer(path.join(dir, name)) };
}

const noGuidance: FamilyDefaults['guidance'] = { free: 1, balanced: 1, exact: 1 };

function identity(dir: string, index: ModelIndex, config: TransformerConfig, motif: MotifFile) {
  const folderName = path.basename(path.resolve(dir));
  const family = familyOf(config, [folderName, index._name_or_path ?? '']);
  const { steps, guidance, negativePrompt, skipLayer } = family.defaults;
  const distilled = motif.distilled ?? false;
  return {
    name: motif.name ?? folderName,
    family: family.name,
    distilled,
    styles: motif.styles ?? null,
    defaults: {
      steps: motif.steps ?? steps,
      guidance: motif.guidance ?? (distilled ? noGuidance : guidance),
      negativePrompt: motif.negativePrompt ?? negativePrompt,
      skipLayer,
    },
  };
}

function sizesOf(motif: MotifFile, networks: Networks) {
  const { transformer, vae } = networks;
  const vaeScaleFactor = 2 ** (vae.config.block_out_channels.length - 1);
  const side = transformer.config.sample_size * vaeScaleFactor;
  return {
    vaeScaleFactor,
    sizes: motif.sizes ?? [[side, side] as const],
    maxSequenceLength: motif.maxSequenceLength ?? defaultSequenceLength,
    clipLength: clipLengthOf(networks),
  };
}
