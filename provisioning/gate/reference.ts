import type { Engine, Feeds } from '../../runtime/engines/engine.ts';
import type { LoadedModel } from '../../runtime/engines/load-engines.ts';
import type { RgbImage } from '../../runtime/pipeline/model.ts';
import { drawWith, sizeOf } from './draw.ts';
import type { Wish } from './prompts.ts';

/** One run of the transformer on the way of a picture in FP32. */
export interface Prediction {
  readonly feeds: Feeds;
  readonly velocity: Float32Array;
  /** From 1; with guidance two predictions share a step. */
  readonly step: number;
}

/** What FP32 makes of a wish. */
export interface ReferenceDrawing {
  readonly wish: Wish;
  readonly image: RgbImage;
  readonly predictions: readonly Prediction[];
}

/** Draws the wishes in FP32 and keeps every prediction: the trajectory on which candidates are measured. */
export async function referenceDrawings(
  model: LoadedModel,
  wishes: readonly Wish[],
  signal?: AbortSignal,
): Promise<ReferenceDrawing[]> {
  const transformer = await model.transformer(sizeOf(model.manifest), 1);
  const drawings: ReferenceDrawing[] = [];
  for (const wish of wishes) drawings.push(await drawOne(model, transformer, wish, signal));
  return drawings;
}

async function drawOne(
  model: LoadedModel,
  transformer: Engine,
  wish: Wish,
  signal: AbortSignal | undefined,
): Promise<ReferenceDrawing> {
  const predictions: Prediction[] = [];
  const timesteps: number[] = [];
  const { images } = await drawWith(model, transformer, wish, {
    ...(signal ? { signal } : {}),
    onPrediction: (feeds, { velocity }) => {
      const timestep = Number(feeds.timestep?.data[0] ?? 0);
      if (timesteps.at(-1) !== timestep) timesteps.push(timestep);
      predictions.push({ feeds, velocity: velocity?.data ?? new Float32Array(), step: timesteps.length });
    },
  });
  const [image] = images;
  if (!image) throw new Error('A drawing must have a picture.');
  return { wish, image, predictions };
}
