/** "Surprise me": one thing on one ground in one manner, by chance. */
import type { Chip, Style } from '../server-types.ts';

/** Ids to press, and the style. */
export interface Surprise {
  readonly chips: readonly string[];
  readonly style: string | undefined;
}

/** Every other surprise is laid out, too; more at once is a muddle. */
const LAYOUT_SHARE = 0.5;

/** @param random as Math.random */
export function surprise(
  chips: readonly Chip[],
  styles: readonly Pick<Style, 'id'>[],
  random: () => number,
): Surprise {
  const pick = <Item>(items: readonly Item[]) => items[Math.floor(random() * items.length)];
  const kinds = (['motif', 'colour', ...(random() < LAYOUT_SHARE ? ['layout'] : [])] as const).map((kind) =>
    pick(chips.filter((chip) => chip.kind === kind)),
  );
  return {
    chips: kinds.filter((chip) => chip !== undefined).map(({ id }) => id),
    style: pick(styles)?.id,
  };
}
