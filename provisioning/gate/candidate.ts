import { choiceInput } from '../../engine-build/build/lab.ts';
import type { Engine } from '../../runtime/engines/engine.ts';
import type { LoadedModel } from '../../runtime/engines/load-engines.ts';
import type { RgbImage } from '../../runtime/pipeline/model.ts';
import { psnr, relativeL2 } from '../bench/closeness.ts';
import { ssim } from '../bench/ssim.ts';
import { drawWith, withFeeds } from './draw.ts';
import type { Prediction, ReferenceDrawing } from './reference.ts';

/** How far one prediction strays from FP32's on the same input. */
export interface StepError {
  readonly step: number;
  readonly error: number;
}

/** A picture beside FP32's. */
export interface PictureError {
  readonly image: RgbImage;
  readonly psnrDb: number;
  readonly ssim: number;
}

/** The switched graph with some of its layers quantised. */
export class Candidate {
  readonly #engine: Engine;
  readonly #layers: readonly string[];
  #choice: Float32Array;

  /** @param layers of the plan, in its order */
  constructor(engine: Engine, layers: readonly string[]) {
    this.#layers = layers;
    this.#choice = new Float32Array(layers.length);
    this.#engine = withFeeds(engine, () => ({
      [choiceInput]: { shape: [layers.length], data: this.#choice },
    }));
  }

  /** From now on these layers are quantised, and no others. */
  quantise(layers: readonly string[]): void {
    this.#choice = Float32Array.from(this.#layers, (name) => (layers.includes(name) ? 1 : 0));
  }

  /** ‖v − v_FP32‖ / ‖v_FP32‖ of each prediction. */
  async stepErrors(predictions: readonly Prediction[], signal?: AbortSignal): Promise<StepError[]> {
    const errors: StepError[] = [];
    for (const { feeds, velocity, step } of predictions) {
      const found = await this.#engine.run(feeds, signal);
      errors.push({ step, error: relativeL2(found.velocity?.data ?? new Float32Array(), velocity) });
    }
    return errors;
  }

  /** Draws the whole picture and compares it with FP32's. */
  async picture(
    model: LoadedModel,
    { wish, image: wanted }: ReferenceDrawing,
    signal?: AbortSignal,
  ): Promise<PictureError> {
    const { images } = await drawWith(model, this.#engine, wish, signal ? { signal } : {});
    const [image] = images;
    if (!image) throw new Error('A drawing must have a picture.');
    return { image, psnrDb: psnr(image.data, wanted.data), ssim: ssim(image, wanted) };
  }
}
