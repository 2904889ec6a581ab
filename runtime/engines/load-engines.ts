import { join } from 'node:path';
import type { ClipSlot, EngineShape, Manifest } from '../../engine-build/build/manifest.ts';
import { InputError } from '../errors.ts';
import type { ClipEncoder, PipelineModel, Size, T5Encoder } from '../pipeline/model.ts';
import { loadClipTokenizer } from '../pipeline/tokenize/clip-tokenizer.ts';
import { loadT5Tokenizer } from '../pipeline/tokenize/t5-tokenizer.ts';
import type { Engine } from './engine.ts';
import { type OnnxEngineOptions, openOnnxEngine } from './onnx-engine.ts';
import { openManifest } from './open-manifest.ts';

/** A model in memory. Graphs are opened when first used and stay open until `dispose`. */
export interface LoadedModel extends PipelineModel, AsyncDisposable {
  readonly manifest: Manifest;
  dispose(): Promise<void>;
}

export interface LoadOptions {
  /** Threads for one graph; 0 (default) takes every physical core. */
  readonly threads?: number;
  /** Overrides the provider that the manifest's backend names. */
  readonly provider?: OnnxEngineOptions['provider'];
  /** Idle threads wait busily; for machines that do nothing but draw. Off by default. */
  readonly spinning?: boolean;
}

/**
 * Opens the engines of a provisioned folder: verified manifest, tokenizers, text encoders. Transformer and
 * VAE graphs of a size follow when first asked for.
 *
 * @throws MotifError('not-provisioned') when files are missing or damaged
 */
export async function loadModel(dir: string, options: LoadOptions = {}): Promise<LoadedModel> {
  const manifest = await openManifest(dir);
  const graphs = new GraphCache(dir, {
    threads: options.threads ?? 0,
    provider: options.provider ?? providerOf(manifest),
    spinning: options.spinning ?? false,
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
    transformer: (size, batch) => {
      const { transformer } = shapeOf(manifest, size);
      return graphs.open(batch === 1 ? transformer.batch1 : transformer.batch2);
    },
    vaeDecoder: (size) => graphs.open(shapeOf(manifest, size).vaeDecoder),
    vaeEncoder: (size) => graphs.open(shapeOf(manifest, size).vaeEncoder),
    dispose,
    [Symbol.asyncDispose]: dispose,
  };
}

/** TensorRT plans have an engine of their own; every other backend is a provider of ONNX Runtime. */
function providerOf(manifest: Manifest): OnnxEngineOptions['provider'] {
  if (manifest.backend !== 'tensorrt') return manifest.backend;
  throw new InputError(
    'Expected an engine for cpu, cuda or webgpu but received one for TensorRT, which this build cannot run. ' +
      'Provision the model with --target cpu.',
    'not-provisioned',
  );
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

/** Opens each graph file once. A failed opening is forgotten, so that a later request may try again. */
class GraphCache {
  readonly #dir: string;
  readonly #options: OnnxEngineOptions;
  readonly #open = new Map<string, Promise<Engine>>();

  constructor(dir: string, options: OnnxEngineOptions) {
    this.#dir = dir;
    this.#options = options;
  }

  open(graph: string): Promise<Engine> {
    const known = this.#open.get(graph);
    if (known) return known;
    const opening = openOnnxEngine(join(this.#dir, graph), this.#options);
    this.#open.set(graph, opening);
    opening.catch(() => this.#open.delete(graph));
    return opening;
  }

  async dispose(): Promise<void> {
    const engines = await Promise.allSettled(this.#open.values());
    this.#open.clear();
    for (const engine of engines) if (engine.status === 'fulfilled') await engine.value.dispose();
  }
}
