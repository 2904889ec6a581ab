import type { Bilingual } from './bilingual.ts';

/** One colour that a product is kept in stock in. It is the article's, not the ink's: print files do not change with it. */
export interface ProductColour {
  readonly id: string;
  readonly name: Bilingual;
  /** As it is shown on the screen, `#rrggbb` in small letters. */
  readonly hex: string;
}

interface InColours {
  readonly colours: readonly ProductColour[];
}

/**
 * The colour a customer chose; the first where none was chosen or the shop does not keep it any more.
 *
 * @returns undefined for a product that comes in one colour only
 */
export function colourOf(product: InColours, id: string | undefined): ProductColour | undefined {
  return product.colours.find((colour) => colour.id === id) ?? product.colours[0];
}
