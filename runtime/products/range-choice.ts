import { z } from 'zod';
import { CHIPS } from './chips.ts';
import { PRODUCTS } from './products.ts';

const UNPRINTABLE = /[\p{Cc}\p{Cs}\u2028\u2029]/u;
const MOST_CHIPS = 120;
/** More swatches than a finger finds its way among. */
const MOST_COLOURS = 8;

const line = (least: number, longest: number) =>
  z
    .string()
    .trim()
    .min(least, `expected at least ${least} characters`)
    .max(longest, `expected at most ${longest} characters`)
    .refine((text) => !UNPRINTABLE.test(text), 'expected text without line breaks and control characters');
const bilingual = (longest: number) => z.strictObject({ zh: line(1, longest), en: line(1, longest) });

const colourSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,40}$/, 'expected small letters, digits and hyphens'),
  name: bilingual(20),
  hex: z.string().regex(/^#[0-9a-f]{6}$/, 'expected a colour as # and six digits of 0-9 and a-f'),
});

/** What a shop decides about one product. */
const productChoiceSchema = z
  .strictObject({
    id: z.enum(PRODUCTS.map(({ id }) => id)),
    offered: z.boolean(),
    name: bilingual(20),
    /** As customers read it, such as `¥68`; null: none is shown. */
    price: line(1, 16).nullable(),
    printArea: z.strictObject({
      widthMm: z.number().min(30).max(600),
      heightMm: z.number().min(30).max(600),
    }),
    /** Those the shop has; the first is shown first. */
    colours: z
      .array(colourSchema)
      .max(MOST_COLOURS, `expected at most ${MOST_COLOURS} colours`)
      .refine((colours) => isDistinct(colours), 'expected each colour once'),
  })
  .superRefine(({ id, printArea: { widthMm, heightMm }, colours }, context) => {
    const product = PRODUCTS.find((candidate) => candidate.id === id);
    const margin = 2 * (product?.safeMm ?? 0);
    if (Math.min(widthMm, heightMm) <= margin + 10) {
      context.addIssue(`expected a print area wider and higher than ${margin + 10} mm for ${id}`);
    }
    if ((product?.colours.length === 0) !== (colours.length === 0)) {
      context.addIssue(
        colours.length === 0 ? `expected at least one colour for ${id}` : `expected no colours for ${id}`,
      );
    }
  });

const chipChoiceSchema = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,40}$/, 'expected small letters, digits and hyphens'),
    kind: z.enum(['motif', 'colour', 'occasion', 'layout']),
    offered: z.boolean(),
    name: bilingual(20),
    fragment: bilingual(60),
  })
  .superRefine(({ kind, fragment }, context) => {
    const holes = [fragment.zh, fragment.en].map((text) => text.split('{}').length - 1);
    const expected = kind === 'layout' ? 1 : 0;
    if (holes.every((count) => count === expected)) return;
    context.addIssue(
      kind === 'layout'
        ? 'expected the words of a layout to hold {} once, where the motif stands'
        : 'expected {} only in the words of a layout',
    );
  });

const steps = z.int().min(1).max(100);
const guidance = z.number().min(1).max(20);
/** What the words of a preset stand for. */
const presetsSchema = z.strictObject({
  steps: z.strictObject({ quick: steps, fine: steps }),
  guidance: z.strictObject({ free: guidance, balanced: guidance, exact: guidance }),
});

const isDistinct = (items: readonly { readonly id: string }[]) =>
  new Set(items.map(({ id }) => id)).size === items.length;

/** All that a shop decides about what it offers. */
export const rangeChoiceSchema = z.strictObject({
  products: z
    .array(productChoiceSchema)
    .refine(isDistinct, 'expected each product once')
    .refine((products) => products.some(({ offered }) => offered), 'expected at least one product on offer'),
  chips: z
    .array(chipChoiceSchema)
    .max(MOST_CHIPS, `expected at most ${MOST_CHIPS} chips`)
    .refine(isDistinct, 'expected each chip once'),
  /** Null: the model's own. */
  presets: presetsSchema.nullable(),
});

export type RangeChoice = z.infer<typeof rangeChoiceSchema>;
export type ProductChoice = RangeChoice['products'][number];
export type ChipChoice = RangeChoice['chips'][number];
export type PresetsChoice = z.infer<typeof presetsSchema>;

/** The range as it comes with Motif: everything on offer. */
export const WHOLE_RANGE: RangeChoice = {
  products: PRODUCTS.map(({ id, name, printArea, colours }) => ({
    id,
    offered: true,
    name,
    price: null,
    printArea,
    colours: [...colours],
  })),
  chips: CHIPS.map((chip) => ({ ...chip, offered: true })),
  presets: null,
};
