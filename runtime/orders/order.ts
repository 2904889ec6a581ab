import { z } from 'zod';
import { wishSchema } from '../jobs/design-record.ts';
import type { Bilingual } from '../products/bilingual.ts';
import { PRODUCTS } from '../products/products.ts';

/**
 * Life of an order: waiting (for the staff's release) → released → printing → printed → picked-up.
 * Cancelled from any of the first four. The last two are its ends.
 */
export const ORDER_STATES = ['waiting', 'released', 'printing', 'printed', 'picked-up', 'cancelled'] as const;
export type OrderState = (typeof ORDER_STATES)[number];

/** Farther from the middle than any print area is wide, and it prints nothing. */
const FARTHEST_MM = 1_000;
const mm = z.number().min(-FARTHEST_MM).max(FARTHEST_MM);

/** Where the design lies on the print area. */
export const placementSchema = z.strictObject({
  /** Centre of the design relative to the centre of the print area, x rightwards, y downwards. */
  xMm: mm,
  yMm: mm,
  /** Printed width of the design; its height follows from its aspect. */
  widthMm: z
    .number()
    .min(5)
    .max(2 * FARTHEST_MM),
  /** Clockwise. */
  rotationDeg: z.number().min(-360).max(360),
});
export type Placement = z.infer<typeof placementSchema>;

/** The visible AI label, or the customer's consent to a print without it. */
export const labelSchema = z.discriminatedUnion('visible', [
  z.strictObject({ visible: z.literal(true) }),
  z.strictObject({
    visible: z.literal(false),
    consent: z.strictObject({ textVersion: z.string().min(1).max(40) }),
  }),
]);
export type Label = z.infer<typeof labelSchema>;

/** Body of `POST /api/orders`. */
export const orderRequestSchema = z.strictObject({
  product: z.enum(PRODUCTS.map(({ id }) => id)),
  language: z.enum(['zh', 'en']),
  design: z.strictObject({ designId: z.uuid(), picture: z.int().min(0).max(3) }),
  /** Left out: the product's own: as large as fits, upright, in the middle. */
  placement: placementSchema.optional(),
  fill: z.enum(['contain', 'cover', 'none']).optional(),
  /** Left out: the product's own. */
  background: z.enum(['keep', 'remove']).optional(),
  /** Of the article, by its id. Left out: the product's first, where it comes in several. */
  colour: z.string().min(1).max(41).optional(),
  label: labelSchema,
});
export type OrderRequest = z.input<typeof orderRequestSchema>;
export type CheckedOrderRequest = z.output<typeof orderRequestSchema>;

/** A print file in figures. */
export const masterFactsSchema = z.object({
  widthPx: z.int().positive(),
  heightPx: z.int().positive(),
  dpi: z.number().positive(),
  /** Pixels of the drawing on an inch of the print, before it was enlarged. */
  effectiveDpi: z.number().positive(),
  /** Of the design's sharpest contours on the print; null: it has none. Orders of earlier versions do not tell. */
  edgeWidthMm: z.number().positive().nullable().optional(),
  /** Of the PNG file; a reprint that was drawn anew is compared with it. */
  sha256: z.string(),
});
export type MasterFacts = z.infer<typeof masterFactsSchema>;

const colourSchema = z.object({
  id: z.string(),
  name: z.object({ zh: z.string(), en: z.string() }),
  hex: z.string(),
});

/** An order as it lies on disk; whoever made a change, and when, is kept. */
export const orderRecordSchema = z.object({
  format: z.literal(1),
  id: z.uuid(),
  /** What the customer says at the counter. */
  code: z.string(),
  /** The page's own name for this order; a second one with the same is the same order. */
  key: z.uuid(),
  language: z.enum(['zh', 'en']),
  product: z.string(),
  design: z.object({
    id: z.uuid(),
    picture: z.int(),
    wish: wishSchema,
    width: z.int(),
    height: z.int(),
    /** Key of the engine that drew it. */
    engine: z.string(),
  }),
  placement: placementSchema,
  background: z.enum(['keep', 'remove']),
  /**
   * The article's colour as it was called and shown when it was ordered. Left out where the product comes in one
   * only, and in orders of earlier versions.
   */
  colour: colourSchema.optional(),
  label: z.discriminatedUnion('visible', [
    /** Without a language in orders of earlier versions, whose labels were Chinese alone. */
    z.object({ visible: z.literal(true), language: z.enum(['zh', 'en']).optional() }),
    z.object({
      visible: z.literal(false),
      consent: z.object({ textVersion: z.string(), at: z.iso.datetime() }),
    }),
  ]),
  master: masterFactsSchema,
  state: z.enum(ORDER_STATES),
  /** The job with the shop's printer, while there is one. */
  printJob: z.object({ printer: z.string(), job: z.int() }).nullable(),
  createdAt: z.iso.datetime(),
  history: z.array(z.object({ state: z.enum(ORDER_STATES), at: z.iso.datetime(), by: z.string() })),
});
export type OrderRecord = z.infer<typeof orderRecordSchema>;

/** An order as the customer's page sees it. */
export interface OrderView {
  readonly code: string;
  readonly state: OrderState;
  readonly product: string;
  readonly language: 'zh' | 'en';
  /** ISO 8601. */
  readonly createdAt: string;
  readonly master: Omit<MasterFacts, 'sha256'>;
  /** Address of the receipt as a PNG file. */
  readonly ticketUrl: string;
  /** What the ticket's QR code says; a scanner at the counter types it into the order board's search. */
  readonly qrText: string;
}

/** The sentence that a customer agrees to who wants no visible label on the print. */
export interface Consent {
  readonly textVersion: string;
  readonly text: Bilingual;
}

export function viewOfOrder({ code, state, product, language, createdAt, master }: OrderRecord): OrderView {
  const { sha256: _, ...figures } = master;
  const ticketUrl = `/api/orders/${code}/receipt.png`;
  return { code, state, product, language, createdAt, master: figures, ticketUrl, qrText: qrTextOf(code) };
}

/** Read back by the order board's search. */
export const qrTextOf = (code: string) => `MOTIF:${code}`;
