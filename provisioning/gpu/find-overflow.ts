import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { instrumentEngine } from '../../engine-build/build/instrumented-engine.ts';
import { transformerGraph } from '../../engine-build/build/manifest.ts';
import { type Checkpoint, openCheckpoint } from '../../engine-build/checkpoint/checkpoint.ts';
import { magnitudeOutput } from '../../engine-build/quantize/magnitudes.ts';
import { exceedsHalf } from '../../engine-build/quantize/overflow.ts';
import type { Engine, Results } from '../../runtime/engines/engine.ts';
import { type LoadedModel, loadModel } from '../../runtime/engines/load-engines.ts';
import { encodeImage } from '../../runtime/pipeline/start-latents.ts';
import { writeWhole } from '../../runtime/store/atomic-write.ts';
import type { BuiltEngine, EngineHooks } from '../ensure-engine.ts';
import { drawWith, sizeOf, watch } from '../gate/draw.ts';
import { isLarge } from '../gate/is-large.ts';
import { FIRST_SEED, shopPrompts, type Wish, wishesOf } from '../gate/prompts.ts';
import type { GateSubject } from './prove-precision.ts';

/** Largest magnitudes hardly grow after a few pictures, and the margin of `exceedsHalf` covers what is unseen. */
const MOST_PROMPTS = 8;

const magnitudesSchema = z.object({
  format: z.literal(1),
  /** What was drawn: hash over the wishes and the engine. */
  identity: z.string(),
  /** Wishes that are done, the first ones of the list. */
  done: z.number().int().nonnegative(),
  /** By the layer's name in the checkpoint: the largest magnitude that it read or gave. */
  layers: z.record(z.string(), z.number().nonnegative()),
});

/** What each layer of a model was seen to compute while it drew in FP32. */
export type Magnitudes = z.infer<typeof magnitudesSchema>;

/** Layers that F16 may not hold. */
export function overflowingOf({ layers }: Magnitudes): string[] {
  return Object.entries(layers).flatMap(([name, most]) => (exceedsHalf(most) ? [name] : []));
}

/**
 * Draws what this shop's customers ask for in FP32, and keeps the largest magnitude at each layer of the text
 * encoders, the transformer and the autoencoder. Seeded; the state is on the disk after every picture, so that an
 * interrupted measurement goes on.
 *
 * @param reference FP32 engine of the subject's model
 * @throws CheckpointError, InputError or MotifError with a sentence
 */
export async function measureMagnitudes(
  { modelDir, gate }: Pick<GateSubject, 'modelDir' | 'gate'>,
  reference: BuiltEngine,
  workDir: string,
  { onProgress, signal }: EngineHooks,
): Promise<Magnitudes> {
  await using checkpoint = await openCheckpoint(modelDir);
  const count = Math.min(MOST_PROMPTS, gate.calibrationPrompts);
  const wishes = wishesOf(shopPrompts(checkpoint.styles, count), FIRST_SEED.calibration, gate.steps);
  const identity = hashOf([wishes, reference.manifest.key]);
  const file = join(workDir, 'magnitudes.json');
  let state = await readState(file, identity);
  if (state.done === wishes.length) return state;
  onProgress(`Looking for what FP16 cannot hold of ${checkpoint.name}, with ${wishes.length} prompts`);
  await using watched = await openWatched(checkpoint, reference, workDir, gate.threads);
  for (const wish of wishes.slice(state.done)) {
    const layers = new Map(Object.entries(state.layers));
    await drawWatched(watched, wish, layers, signal);
    state = { ...state, done: state.done + 1, layers: Object.fromEntries(layers) };
    await writeWhole(file, Buffer.from(`${JSON.stringify(state)}\n`));
  }
  return state;
}

interface Watched extends AsyncDisposable {
  readonly model: LoadedModel;
  /** By the graph's path; see `InstrumentedEngine`. */
  readonly layers: ReadonlyMap<string, readonly (readonly string[])[]>;
}

async function openWatched(
  checkpoint: Checkpoint,
  reference: BuiltEngine,
  workDir: string,
  threads: number,
): Promise<Watched> {
  const { dir, layers } = await instrumentEngine(checkpoint, reference, join(workDir, 'instrumented'));
  const model = await loadModel(dir, { threads, spinning: true, mapped: await isLarge(checkpoint) });
  return { model, layers, [Symbol.asyncDispose]: () => model.dispose() };
}

/** Text, transformer, decoder, and the encoder on the picture that came of it. */
async function drawWatched(
  { model, layers }: Watched,
  wish: Wish,
  most: Map<string, number>,
  signal: AbortSignal | undefined,
): Promise<void> {
  const watched = (engine: Engine, graph: string | undefined): Engine =>
    watch(engine, (_, results) => widen(most, results, layers.get(graph ?? '') ?? []));
  const { text, shapes } = model.manifest;
  const [shape] = shapes;
  const size = sizeOf(model.manifest);
  const { clipL, clipG, t5 } = model;
  const told: LoadedModel = {
    ...model,
    clipL: { ...clipL, engine: watched(clipL.engine, text.clipL.graph) },
    clipG: { ...clipG, engine: watched(clipG.engine, text.clipG.graph) },
    t5: t5 && { ...t5, engine: watched(t5.engine, text.t5?.graph) },
    vaeDecoder: async (wanted) => watched(await model.vaeDecoder(wanted), shape?.vaeDecoder),
  };
  const transformer = watched(await model.transformer(size, 1), shape && transformerGraph(shape));
  const { images } = await drawWith(told, transformer, wish, signal ? { signal } : {});
  const encoder = watched(await model.vaeEncoder(size), shape?.vaeEncoder);
  for (const image of images) await encodeImage(encoder, model.settings, image);
}

function widen(most: Map<string, number>, results: Results, layers: readonly (readonly string[])[]): void {
  for (const [k, names] of layers.entries()) {
    const seen = Math.max(...(results[magnitudeOutput(k)]?.data ?? []));
    for (const name of names) most.set(name, Math.max(seen, most.get(name) ?? 0));
  }
}

/** A file of other wishes, or one that cannot be understood, counts as none. */
async function readState(file: string, identity: string): Promise<Magnitudes> {
  const none: Magnitudes = { format: 1, identity, done: 0, layers: {} };
  try {
    const found = magnitudesSchema.parse(JSON.parse(await readFile(file, 'utf8')));
    return found.identity === identity ? found : none;
  } catch {
    return none;
  }
}

function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
