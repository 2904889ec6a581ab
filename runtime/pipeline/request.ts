import { InputError } from '../errors.ts';
import type { SkipLayerGuidance } from './guidance.ts';
import type { PipelineSettings, RgbImage } from './model.ts';

/** What to draw. Pictures of one request differ in their seed only. */
export interface GenerateRequest {
  readonly prompt: string;
  readonly negativePrompt: string;
  /** Pixels; multiples of the model's patch (VAE factor × patch size). */
  readonly width: number;
  readonly height: number;
  /** 1 … 500. */
  readonly steps: number;
  /** Guidance scale, 0 … 50; above 1 the negative prompt is used. */
  readonly guidance: number;
  /** One per picture, integers, 0 ≤ seed < 2^32. */
  readonly seeds: readonly number[];
  /** [pictures, C, h, w]; replaces the seeds. */
  readonly noise?: Float32Array;
  /** Starts from a picture; strength in (0, 1], 1 keeps nothing of it. */
  readonly init?: { readonly image: RgbImage; readonly strength: number };
  readonly skipLayer?: SkipLayerGuidance | null;
}

/** Steps beyond this are a typing error, not a wish: quality stops growing long before. */
const MAX_STEPS = 500;
const MAX_GUIDANCE = 50;
/** Far beyond what any text encoder reads; longer ones are pasted by mistake. */
const MAX_PROMPT = 10_000;
/** Control characters other than tab and line ends. */
const CONTROL = /[^\P{Cc}\t\n\r]/u;
const MAX_PICTURES = 16;

/** @throws InputError naming the field, what was expected, what came and what to do */
export function checkRequest(request: GenerateRequest, settings: PipelineSettings): void {
  if (request.prompt.trim() === '') {
    refuse('a prompt with at least one visible character', 'an empty one', 'Say what to draw');
  }
  checkText('prompt', request.prompt);
  checkText('negative prompt', request.negativePrompt);
  integer('steps', request.steps, 1, MAX_STEPS);
  number('guidance', request.guidance, 0, MAX_GUIDANCE);
  integer('count', request.seeds.length, 1, MAX_PICTURES);
  for (const seed of request.seeds) integer('seed', seed, 0, 0xffff_ffff);
  const multiple = settings.vaeScaleFactor * settings.patchSize;
  for (const side of ['width', 'height'] as const) checkSide(side, request[side], multiple);
  if (request.init) checkInit(request.init, request);
  for (const layer of request.skipLayer?.layers ?? []) integer('skip layer', layer, 0, settings.layers - 1);
}

function checkText(name: string, text: string): void {
  if (text.length > MAX_PROMPT) {
    refuse(`a ${name} of at most ${MAX_PROMPT} characters`, `one of ${text.length}`, 'Shorten it');
  }
  const control = text.match(CONTROL)?.[0].charCodeAt(0);
  if (control !== undefined) {
    const received = `the control character U+${control.toString(16).toUpperCase().padStart(4, '0')}`;
    refuse(`a ${name} of letters, signs and spaces`, received, 'Remove it');
  }
}

function checkSide(name: string, value: number, multiple: number): void {
  if (Number.isInteger(value) && value > 0 && value % multiple === 0) return;
  const lower = Math.max(multiple, Math.floor(value / multiple) * multiple);
  const nearest = Number.isFinite(value) ? `${lower} or ${lower + multiple}` : String(multiple);
  refuse(`${name} to be a multiple of ${multiple} pixels`, String(value), `Use ${nearest}`);
}

function checkInit(init: NonNullable<GenerateRequest['init']>, request: GenerateRequest): void {
  const { image, strength } = init;
  if (!(strength > 0 && strength <= 1)) {
    refuse(
      'strength above 0 and at most 1',
      String(strength),
      'Use 0.6 for a variation that keeps the composition',
    );
  }
  if (image.width !== request.width || image.height !== request.height) {
    const expected = `a starting picture of ${request.width} × ${request.height} pixels`;
    refuse(expected, `${image.width} × ${image.height}`, 'Resize it first');
  }
}

function integer(name: string, value: number, low: number, high: number): void {
  if (!Number.isInteger(value))
    refuse(`${name} to be a whole number from ${low} to ${high}`, String(value), 'Change it');
  number(name, value, low, high);
}

function number(name: string, value: number, low: number, high: number): void {
  if (!(value >= low && value <= high)) refuse(`${name} from ${low} to ${high}`, String(value), 'Change it');
}

function refuse(expected: string, received: string, remedy: string): never {
  throw new InputError(`Expected ${expected} but received ${received}. ${remedy}.`);
}
