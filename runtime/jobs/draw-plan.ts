import type { Manifest } from '../../engine-build/build/manifest.ts';
import { InputError } from '../errors.ts';
import type { DrawRequest } from '../inference/protocol.ts';
import type { RgbImage, Size } from '../pipeline/model.ts';
import type { Catalogue } from '../products/catalogue.ts';
import { composePrompt } from '../products/compose-prompt.ts';
import type { Wish } from './design.ts';

/** What of the engines decides how a wish is drawn. */
export type EngineFacts = Pick<Manifest, 'key' | 'defaults'> & { readonly model: { readonly name: string } };

/** A wish in the engine's terms; pure, so that the same wish is always drawn the same way. */
export interface DrawPlan extends Omit<DrawRequest, 'init'> {
  /** Steps that will really be taken: starting from a picture skips the first ones. */
  readonly stepsTaken: number;
}

/** @throws InputError when product or style is unknown */
export function planDrawing(wish: Wish, catalogue: Catalogue, { defaults }: EngineFacts): DrawPlan {
  const { size } = find('product', catalogue.products, wish.product);
  const style = wish.style === null ? null : find('style', catalogue.styles, wish.style);
  const steps = defaults.steps[wish.preset.steps];
  return {
    prompt: composePrompt(wish.prompt, style?.fragment ?? null),
    negativePrompt: wish.negative ?? defaults.negativePrompt,
    ...size,
    steps,
    stepsTaken: wish.from ? Math.max(1, Math.floor(steps * wish.from.strength)) : steps,
    guidance: defaults.guidance[wish.preset.guidance],
    seeds: seedsOf(wish.seed, wish.count),
    skipLayer: defaults.skipLayer,
  };
}

/** The order for the drawing process. */
export function orderOf(
  { stepsTaken: _, ...plan }: DrawPlan,
  wish: Wish,
  source: RgbImage | null,
): DrawRequest {
  const init = source && wish.from ? { image: source, strength: wish.from.strength } : null;
  return { ...plan, init };
}

/** Pixels of each picture of the plan. */
export function sizeOf({ width, height }: DrawPlan): Size {
  return { width, height };
}

/** Picture i is drawn from seed + i (mod 2^32). */
export function seedsOf(seed: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => (seed + i) >>> 0);
}

function find<T extends { readonly id: string }>(kind: string, items: readonly T[], id: string): T {
  const item = items.find((candidate) => candidate.id === id);
  if (item) return item;
  const known = items.map((candidate) => candidate.id).join(', ');
  throw new InputError(`Expected a ${kind} among ${known} but received "${id}". Choose one of them.`);
}
