import { createHash } from 'node:crypto';
import { InputError } from '../../runtime/errors.ts';
import type { Language } from '../../runtime/products/bilingual.ts';
import { composePrompt } from '../../runtime/products/compose-prompt.ts';
import { EXAMPLES } from '../../runtime/products/examples.ts';
import { PRODUCTS } from '../../runtime/products/products.ts';
import { STYLES } from '../../runtime/products/styles.ts';

/** Something to draw while a precision plan is made. */
export interface Wish {
  readonly prompt: string;
  readonly seed: number;
  /** The model's quick steps where left out. */
  readonly steps?: number;
}

/** Seeds of calibration and of the gate differ, so that no plan is judged by what it was fitted to. */
export const FIRST_SEED = { calibration: 1000, gate: 1 } as const;

/**
 * What customers of this shop ask for: product × motif × style, in both languages, in an order that is the same
 * on every machine and mixes all of them however few are taken.
 *
 * @param styles ids that the model knows; null: all
 * @throws InputError when nothing is left to draw
 */
export function shopPrompts(styles: readonly string[] | null, count: number): string[] {
  const known = STYLES.filter(({ id }) => styles === null || styles.includes(id));
  const prompts = (['zh', 'en'] as const).flatMap((language) =>
    PRODUCTS.flatMap(({ name }) =>
      EXAMPLES.flatMap((motif) =>
        known.map(({ fragment }) =>
          composePrompt(sentence(language, name[language], motif[language]), fragment),
        ),
      ),
    ),
  );
  if (prompts.length === 0 || count < 1) {
    throw new InputError(
      `Expected prompts to calibrate with but received none (${known.length} styles, ${count} prompts asked for). Give at least one prompt, and a style that this version knows in motif.json.`,
    );
  }
  return prompts.toSorted((a, b) => (digest(a) < digest(b) ? -1 : 1)).slice(0, count);
}

function sentence(language: Language, product: string, motif: string): string {
  return language === 'zh' ? `带有${motif}的${product}` : `${motif} on a ${product.toLowerCase()}`;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** One picture a prompt. */
export function wishesOf(prompts: readonly string[], firstSeed: number, steps?: number): Wish[] {
  const more = steps === undefined ? {} : { steps };
  return prompts.map((prompt, i) => ({ prompt, seed: firstSeed + i, ...more }));
}
