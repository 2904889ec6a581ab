import type { Product } from './server-types.ts';

/**
 * The article's colour that the customer sees and orders: the one chosen, else the first that the shop keeps.
 *
 * @param id as chosen @returns undefined for a product that comes in one colour only
 */
export function articleColour(
  { colours }: Pick<Product, 'colours'>,
  id: string | undefined,
): Product['colours'][number] | undefined {
  return colours.find((colour) => colour.id === id) ?? colours[0];
}
