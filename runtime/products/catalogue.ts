import type { Bilingual } from './bilingual.ts';
import { type DrawingSize, drawingSize } from './drawing-size.ts';
import { EXAMPLES } from './examples.ts';
import { PRODUCTS, type Product } from './products.ts';
import { STYLES, type Style } from './styles.ts';

/** A product with the size its designs are drawn in by the engines at hand. */
export interface DrawableProduct extends Product {
  readonly size: DrawingSize;
}

/** What the shop offers on this machine. */
export interface Catalogue {
  readonly products: readonly DrawableProduct[];
  readonly styles: readonly Style[];
  readonly examples: readonly Bilingual[];
}

/**
 * @param served sizes of the engines at hand, at least one
 * @param known ids of the styles their model knows; null: all
 */
export function catalogueFor(served: readonly DrawingSize[], known: readonly string[] | null): Catalogue {
  return {
    products: PRODUCTS.map((product) => ({ ...product, size: drawingSize(product.printArea, served) })),
    styles: known === null ? STYLES : STYLES.filter(({ id }) => known.includes(id)),
    examples: EXAMPLES,
  };
}
