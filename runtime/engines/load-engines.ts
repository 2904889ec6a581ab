import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type ClipSlot,
  type EngineShape,
  type Manifest,
  transformerGraph,
  wordTableSchema,
} from '../../engine-build/build/manifest.ts';
import { InputError } from '../errors.ts';
import type { ClipEncoder, PipelineModel, Size, T5Encoder } from '../pipeline/model.ts';
import { PromptCache } from '../pipeline/prompt-cache.ts';
import { PromptWords } from '../pipeline/prompt-words.ts';
import { loadClipTokenizer } from '../pipeline/tokenize/clip-tokenizer.ts';
import { loadT5Tokenizer } from '../pipeline/tokenize/t5-tokenizer.ts';
import type { Engine } from './engine.ts';
import { GraphCache } from './graph-cache.ts';
import { graphOpener, type OpenerOptions } from './graph-opener.ts';
import { halvedEngine } from './halved-engine.ts';
import { openManifest } from './open-manifest.ts';
import { pairedEngine } from './paired-engine.ts';

/** A model in memory. Graphs are opened when first used. */
export interface LoadedModel extends PipelineModel, AsyncDisposable {
  readonly manifest: Manifest;
  dispose(): Promise<void>;
}

export interface LoadOptions extends OpenerOptions {
  /**
   * Most picture sizes whose graphs stay open, all by default. A limit saves memory (some 300 MB a size for
   * the starter model) and is for callers that draw one request at a time: a size that is closed must not be
   * in use.
   */
  readonly heldSizes?: number;
  /** Whether the embeddings of recent prompts are kept. Off by default: whoever measures wants them made. */
  readonly rememberPrompts?: boolean;
}

/** Inputs of the transformer that hold one row for each picture of the batch. */
export const BATCHED_INPUTS = ['latents', 'prompt_embeds', 'pooled_embeds'] as const;

/**
 * Opens the engines of a provisioned folder: verified manifest, tokenizers, text encoders. Transformer and
 * VAE graphs of a size follow when first asked for.
 *
 * @throws MotifError('not-provisioned') when files are missing or damaged
 */
export async function loadModel(dir: string, options: LoadOptions = {}): Promise<LoadedModel> {
  const manifest = await openManifest(dir);
  const graphs = new GraphCache(dir, {
    open: await graphOpener(manifest, options),
    heldSizes: options.heldSizes ?? Number.POSITIVE_INFINITY,
  });
  const clipL = await openClip(dir, graphs, manifest.text.clipL);
  const clipG = await openClip(dir, graphs, manifest.text.clipG);
  const t5 = manifest.text.t5 === null ? null : await openT5(dir, graphs, manifest);
  const dispose = () => graphs.dispose();
  return {
    manifest,
    settings: manifest.settings,
    preview: manifest.preview,
    clipL,
    clipG,
    t5,
    words: await openWords(dir, manifest),
    prompts: options.rememberPrompts ? new PromptCache() : null,
    transformer: async (size, batch) => openTransformer(graphs, shapeOf(manifest, size), batch),
    vaeDecoder: async (size) => graphs.open(shapeOf(manifest, size).vaeDecoder, keyOf(size)),
    vaeEncoder: async (size) => graphs.open(shapeOf(manifest, size).vaeEncoder, keyOf(size)),
    dispose,
    [Symbol.asyncDispose]: dispose,
  };
}

function shapeOf(manifest: Manifest, size: Size): EngineShape {
  const shape = manifest.shapes.find(({ width, height }) => width === size.width && height === size.height);
  if (shape) return shape;
  const served = manifest.shapes.map(({ width, height }) => `${width}×${height}`).join(', ');
  throw new InputError(
    `Expected one of the sizes this engine serves (${served}) but received ${size.width}×${size.height}. ` +
      'Choose one of them, or provision the model for that size.',
    'no-engine-for-size',
  );
}

async function openTransformer(graphs: GraphCache, shape: EngineShape, batch: 1 | 2): Promise<Engine> {
  const { batch1, batch2 } = shape.transformer;
  const wanted = batch === 1 ? batch1 : batch2;
  if (wanted !== null) return graphs.open(wanted, keyOf(shape));
  const other = await graphs.open(transformerGraph(shape), keyOf(shape));
  return batch === 1 ? halvedEngine(other, BATCHED_INPUTS) : pairedEngine(other, BATCHED_INPUTS);
}

function keyOf({ width, height }: Size): string {
  return `${width}x${height}`;
}

async function openClip(dir: string, graphs: GraphCache, slot: ClipSlot): Promise<ClipEncoder> {
  const tokenizer = await loadClipTokenizer(join(dir, slot.tokenizer), slot);
  return {
    tokenize: (text) => tokenizer.encode(text),
    engine: await graphs.open(slot.graph),
    hiddenSize: slot.hiddenSize,
  };
}

async function openT5(dir: string, graphs: GraphCache, manifest: Manifest): Promise<T5Encoder | null> {
  const slot = manifest.text.t5;
  if (slot === null) return null;
  const tokenizer = await loadT5Tokenizer(join(dir, slot.tokenizer), {
    maxLength: manifest.settings.maxSequenceLength,
  });
  return { tokenize: (text) => tokenizer.encode(text), engine: await graphs.open(slot.graph) };
}

async function openWords(dir: string, { text }: Manifest): Promise<PromptWords | null> {
  if (text.words === null) return null;
  // Checked when it was copied here, and its hash with the manifest's other files.
  return new PromptWords(wordTableSchema.parse(JSON.parse(await readFile(join(dir, text.words), 'utf8'))));
}
