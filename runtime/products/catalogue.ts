import { widestMmOf } from '../print/sharpness.ts';
import type { Bilingual } from './bilingual.ts';
import type { Chip } from './chips.ts';
import { type DrawingSize, drawingSize } from './drawing-size.ts';
import { EXAMPLES } from './examples.ts';
import { PRODUCT_NAMES } from './product-names.ts';
import { PRODUCTS, type Product } from './products.ts';
import { LONGEST_PROMPT } from './prompt-length.ts';
import { type RangeChoice, WHOLE_RANGE } from './range-choice.ts';
import { STYLES, type Style } from './styles.ts';

/** A product with the size its designs are drawn in by the engines at hand. */
export interface DrawableProduct extends Product {
  readonly size: DrawingSize;
  /** Widest print of a design that is still sharp. */
  readonly widestMm: number;
  /** What customers call it, in either language. */
  readonly called: readonly string[];
  /** As customers read it; null: none is shown. */
  readonly price: string | null;
}

/** What the shop offers on this machine. */
export interface Catalogue {
  readonly products: readonly DrawableProduct[];
  readonly styles: readonly Style[];
  readonly chips: readonly Chip[];
  readonly examples: readonly Bilingual[];
  /** Most code points of a customer's words; the server refuses longer ones. */
  readonly longestPrompt: number;
  /** Which choices of a preset make a difference: distilled models heed no guidance. */
  readonly matters: { readonly guidance: boolean; readonly steps: boolean };
}

/** Steps and guidance by the words of a preset. */
interface Presets {
  readonly steps: Readonly<Record<string, number>>;
  readonly guidance: Readonly<Record<string, number>>;
}

const PLAIN: Presets = { steps: {}, guidance: {} };

/**
 * @param served sizes of the engines at hand, at least one
 * @param known ids of the styles their model knows; null: all
 * @param presets what the words of a preset stand for with this model
 * @param choice what the shop decided about its range
 */
export function catalogueFor(
  served: readonly DrawingSize[],
  known: readonly string[] | null,
  presets: Presets = PLAIN,
  choice: RangeChoice = WHOLE_RANGE,
): Catalogue {
  return {
    products: PRODUCTS.flatMap((product) => {
      const chosen = choice.products.find(({ id }) => id === product.id);
      if (!chosen?.offered) return [];
      const { name, printArea, price, colours } = chosen;
      const size = drawingSize(printArea, served);
      return [
        {
          ...product,
          name,
          printArea,
          colours,
          price,
          size,
          widestMm: widestMmOf(size),
          called: calledOf(product.id, name),
        },
      ];
    }),
    styles: known === null ? STYLES : STYLES.filter(({ id }) => known.includes(id)),
    chips: choice.chips.filter(({ offered }) => offered).map(({ offered: _, ...chip }) => chip),
    examples: EXAMPLES,
    longestPrompt: LONGEST_PROMPT,
    matters: { guidance: differ(presets.guidance), steps: differ(presets.steps) },
  };
}

/** What customers call a product, the shop's own name for it included. */
function calledOf(id: string, { zh, en }: Bilingual): readonly string[] {
  return [...new Set([...(PRODUCT_NAMES[id] ?? []), zh, en.toLowerCase()])];
}

function differ(values: Readonly<Record<string, number>>): boolean {
  return new Set(Object.values(values)).size > 1;
}
