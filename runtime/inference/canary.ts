import type { LoadedModel } from '../engines/load-engines.ts';
import { MotifError } from '../errors.ts';
import { type GenerateResult, generate } from '../pipeline/generate.ts';
import type { RgbImage } from '../pipeline/model.ts';
import type { GenerateRequest } from '../pipeline/request.ts';
import type { Canary } from './protocol.ts';

/** Two, so that the second is free of what only happens once. */
const STEPS = 2;

/**
 * Draws one picture for real, as customers will have it drawn but in fewest steps. Opens the graphs on the
 * way, so that the first customer does not wait for them.
 *
 * @throws MotifError('engine-failed') when the result is not a picture
 */
export async function drawCanary(model: LoadedModel): Promise<Canary> {
  const marks = [performance.now()];
  const result = await generate(model, canaryRequest(model), {
    onProgress: () => marks.push(performance.now()),
  });
  marks.push(performance.now());
  checkCanary(result);
  const gaps = marks.slice(1).map((mark, i) => (mark - (marks[i] ?? 0)) / 1000);
  const [first = 0, ...rest] = gaps;
  return {
    secondsPerStep: Math.max(rest[0] ?? first, 1e-6),
    quietSeconds: Math.max(first, rest.at(-1) ?? 0),
  };
}

function canaryRequest({ manifest }: LoadedModel): GenerateRequest {
  const shape = manifest.shapes[0];
  if (!shape)
    throw new MotifError('not-provisioned', 'Expected an engine with a size. Provision the model again.');
  const { guidance, negativePrompt } = manifest.defaults;
  return {
    prompt: 'a canary',
    negativePrompt,
    width: shape.width,
    height: shape.height,
    steps: STEPS,
    guidance: guidance.balanced,
    seeds: [1],
  };
}

/** An engine may compute nonsense without an error; a picture of one colour or an infinite number gives it away. */
export function checkCanary({ images, latents }: Pick<GenerateResult, 'images' | 'latents'>): void {
  const problem = latents.data.every(Number.isFinite)
    ? images.some(isBlank) && 'a picture of one colour'
    : 'numbers that are not finite';
  if (problem) {
    throw new MotifError(
      'engine-failed',
      `Expected the engine to draw a picture in its self-test but received ${problem}. Provision the model again.`,
    );
  }
}

function isBlank({ data }: RgbImage): boolean {
  return data.every((value, i) => value === data[i % 3]);
}
