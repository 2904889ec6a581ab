import { widestMmOf } from '../print/sharpness.ts';
import type { Bilingual } from './bilingual.ts';
import { CHIPS, type Chip } from './chips.ts';
import { type DrawingSize, drawingSize } from './drawing-size.ts';
import { EXAMPLES } from './examples.ts';
import { PRODUCT_NAMES } from './product-names.ts';
import { PRODUCTS, type Product } from './products.ts';
import { STYLES, type Style } from './styles.ts';

/** A product with the size its designs are drawn in by the engines at hand. */
export interface DrawableProduct extends Product {
  readonly size: DrawingSize;
  /** Widest print of a design that is still sharp. */
  readonly widestMm: number;
  /** What customers call it, in either language. */
  readonly called: readonly string[];
}

/** What the shop offers on this machine. */
export interface Catalogue {
  readonly products: readonly DrawableProduct[];
  readonly styles: readonly Style[];
  readonly chips: readonly Chip[];
  readonly examples: readonly Bilingual[];
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
 */
export function catalogueFor(
  served: readonly DrawingSize[],
  known: readonly string[] | null,
  presets: Presets = PLAIN,
): Catalogue {
  return {
    products: PRODUCTS.map((product) => drawable(product, served)),
    styles: known === null ? STYLES : STYLES.filter(({ id }) => known.includes(id)),
    chips: CHIPS,
    examples: EXAMPLES,
    matters: { guidance: differ(presets.guidance), steps: differ(presets.steps) },
  };
}

function drawable(product: Product, served: readonly DrawingSize[]): DrawableProduct {
  const size = drawingSize(product.printArea, served);
  return { ...product, size, widestMm: widestMmOf(size), called: PRODUCT_NAMES[product.id] ?? [] };
}

function differ(values: Readonly<Record<string, number>>): boolean {
  return new Set(Object.values(values)).size > 1;
}
