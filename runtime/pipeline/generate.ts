import type { FloatTensor } from '../engines/engine.ts';
import { InputError, throwIfAborted } from '../errors.ts';
import { concat } from './concat.ts';
import { decodeLatents } from './decode.ts';
import { type DenoiseStep, denoise, turnOfEventLoop } from './denoise.ts';
import { encodePrompt, stack } from './encode-prompt.ts';
import { imageTokens, latentLength, latentShape } from './latent-shape.ts';
import type { PipelineModel, RgbImage } from './model.ts';
import { seededNoise } from './noise.ts';
import { previewImage } from './preview.ts';
import { checkRequest, type GenerateRequest } from './request.ts';
import { firstStep, flowMatchSigmas } from './sigmas.ts';
import { encodeImage, mixNoise } from './start-latents.ts';
import { guidedVelocity, plainVelocity, skipLayerVelocity, type VelocityField } from './velocity.ts';

export interface StepProgress {
  /** From 1 to `total`. */
  readonly step: number;
  readonly total: number;
  /** One small picture per design (one pixel per latent), null where the model has no preview map. */
  readonly previews: readonly RgbImage[] | null;
}

export interface GenerateHooks {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: StepProgress) => void;
}

export interface GenerateResult {
  readonly images: readonly RgbImage[];
  readonly seeds: readonly number[];
  /** [pictures, C, h, w]: what goes into the VAE decoder, before unscaling. */
  readonly latents: FloatTensor;
  readonly timings: {
    readonly encodeMs: number;
    readonly denoiseMs: number;
    readonly decodeMs: number;
    readonly totalMs: number;
  };
}

/**
 * Words to pictures: prompt → embeddings → noise → denoised latents → pictures.
 *
 * Deterministic: the same model and request give the same pixels. Equal to diffusers'
 * StableDiffusion3Pipeline on the same weights and noise (tests/golden).
 *
 * @throws InputError when the request is out of range or no engine serves its size
 * @throws AbortedError within one step of `hooks.signal`
 */
export async function generate(
  model: PipelineModel,
  request: GenerateRequest,
  hooks: GenerateHooks = {},
): Promise<GenerateResult> {
  checkRequest(request, model.settings);
  const started = performance.now();
  const velocityOf = await chooseVelocity(model, request);
  const encoded = performance.now();

  const schedule = {
    sigmas: flowMatchSigmas(model.settings.scheduler, request.steps, imageTokens(model.settings, request)),
    firstStep: request.init ? firstStep(request.steps, request.init.strength) : 0,
    numTrainTimesteps: model.settings.scheduler.numTrainTimesteps,
  };
  const start = await startLatents(model, request, schedule.sigmas[schedule.firstStep] ?? 0);
  const latents = await denoise(velocityOf, schedule, start, hooks.signal, (state) =>
    hooks.onProgress?.(progressOf(model, request, state)),
  );
  const denoised = performance.now();

  const images = await decodeAll(model, request, latents, hooks.signal);
  const ended = performance.now();
  return {
    images,
    seeds: request.seeds,
    latents: { shape: [images.length, ...latentShape(model.settings, request)], data: concat(latents) },
    timings: {
      encodeMs: encoded - started,
      denoiseMs: denoised - encoded,
      decodeMs: ended - denoised,
      totalMs: ended - started,
    },
  };
}

/** Guidance is classifier-free above scale 1; distilled models run without it, one prediction a step. */
async function chooseVelocity(model: PipelineModel, request: GenerateRequest): Promise<VelocityField> {
  const { settings } = model;
  const common = { latentShape: latentShape(settings, request), layers: settings.layers };
  const encode = (text: string) => encodePrompt(model, text);
  const embed = async (text: string) => (model.prompts ? model.prompts.get(text, encode) : encode(text));
  const positive = await embed(model.words?.rewrite(request.prompt) ?? request.prompt);
  const single = async () => ({
    ...common,
    engine: await model.transformer(request, 1),
    conditioning: stack(model, [positive]),
  });
  if (request.guidance <= 1) return plainVelocity(await single());
  const negative = await embed(request.negativePrompt);
  const pair = {
    ...common,
    engine: await model.transformer(request, 2),
    conditioning: stack(model, [negative, positive]),
  };
  return request.skipLayer
    ? skipLayerVelocity(pair, request.guidance, await single(), request.skipLayer)
    : guidedVelocity(pair, request.guidance);
}

async function startLatents(
  model: PipelineModel,
  request: GenerateRequest,
  sigma: number,
): Promise<readonly Float32Array[]> {
  const noise = noiseOf(request, latentLength(model.settings, request));
  if (!request.init) return noise;
  const encoder = await model.vaeEncoder(request);
  const clean = await encodeImage(encoder, model.settings, request.init.image);
  return noise.map((picture) => mixNoise(clean, picture, sigma));
}

function noiseOf(request: GenerateRequest, length: number): Float32Array[] {
  const { noise, seeds } = request;
  if (!noise) return seeds.map((seed) => seededNoise(seed, length));
  if (noise.length !== seeds.length * length) {
    throw new InputError(
      `Expected noise of ${seeds.length} × ${length} values but received ${noise.length}. ` +
        'Make its shape [count, latent channels, height / factor, width / factor].',
    );
  }
  return seeds.map((_, k) => noise.slice(k * length, (k + 1) * length));
}

function progressOf(model: PipelineModel, request: GenerateRequest, state: DenoiseStep): StepProgress {
  const { preview, settings } = model;
  const [, height, width] = latentShape(settings, request);
  const previews = preview
    ? state.latents.map((latents, k) =>
        previewImage(preview, latents, state.velocities[k] ?? latents, state.sigma, width, height),
      )
    : null;
  return { step: state.step, total: state.total, previews };
}

async function decodeAll(
  model: PipelineModel,
  request: GenerateRequest,
  latents: readonly Float32Array[],
  signal: AbortSignal | undefined,
): Promise<readonly RgbImage[]> {
  const decoder = await model.vaeDecoder(request);
  const images: RgbImage[] = [];
  for (const picture of latents) {
    await turnOfEventLoop();
    throwIfAborted(signal, 'Drawing');
    images.push(await decodeLatents(decoder, model.settings, picture, request));
  }
  return images;
}
