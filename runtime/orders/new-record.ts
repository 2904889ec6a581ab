import { randomUUID } from 'node:crypto';
import { InputError, MotifError } from '../errors.ts';
import type { DesignRecord } from '../jobs/design-record.ts';
import type { PictureFacts } from '../jobs/picture-facts.ts';
import { decodePicture, readPictureFacts } from '../jobs/picture-file.ts';
import { colourOf, type ProductColour } from '../products/garment-colours.ts';
import { PRODUCTS, type Product } from '../products/products.ts';
import type { CheckedOrderRequest, OrderRecord, OrderState } from './order.ts';
import type { Master, MasterInput } from './print-room.ts';

interface RecordParts {
  readonly key: string;
  readonly code: string;
  readonly request: CheckedOrderRequest;
  readonly design: DesignRecord;
  readonly master: Master;
  readonly background: 'keep' | 'remove';
  readonly colour: ProductColour | undefined;
  readonly state: OrderState;
  readonly at: Date;
}

/** An order at its beginning; what the customer agreed to is noted with the time. */
export function newRecord({ request, design, master, state, at, ...parts }: RecordParts): OrderRecord {
  const createdAt = at.toISOString();
  const { label } = request;
  return {
    format: 1,
    id: randomUUID(),
    code: parts.code,
    key: parts.key,
    language: request.language,
    product: request.product,
    design: {
      id: design.id,
      picture: request.design.picture,
      wish: design.wish,
      width: design.width,
      height: design.height,
      engine: design.engine,
    },
    placement: master.placement,
    background: parts.background,
    ...(parts.colour && { colour: parts.colour }),
    label: label.visible
      ? { visible: true, language: request.language }
      : { visible: false, consent: { ...label.consent, at: createdAt } },
    master: master.facts,
    state,
    printJob: null,
    createdAt,
    history: [{ state, at: createdAt, by: 'kiosk' }],
  };
}

/** What an order's print files are made from. @param picture of its design */
export async function masterInputOf(
  order: OrderRecord,
  picture: Uint8Array,
  product: Product,
): Promise<MasterInput> {
  const { placement, background, label } = order;
  const facts = await factsOf(picture);
  const visibleLabel = label.visible ? (label.language ?? 'zh') : null;
  return { picture, product, placement, background, visibleLabel, facts, promised: true };
}

/** @throws InputError for a product that the shop does not have */
export function productOf(id: string): Product {
  const product = PRODUCTS.find((candidate) => candidate.id === id);
  if (product) return product;
  throw new InputError(`Expected a product of this shop but received "${id}". Choose another one.`);
}

/**
 * The colour that an order is for; undefined where the product comes in one only.
 *
 * @param id as the customer's page sent it @throws InputError for a colour that the shop does not have
 */
export function orderedColour(product: Product, id: string | undefined): ProductColour | undefined {
  const colour = colourOf(product, id);
  if (id === undefined || colour?.id === id) return colour;
  const known = product.colours.map((known) => known.id).join(', ') || 'none';
  throw new InputError(
    `Expected a colour of ${product.id} (${known}) but received "${id}". Choose another one.`,
  );
}

/** @throws MotifError('internal') for a picture that this machine did not draw */
export async function factsOf(picture: Uint8Array): Promise<PictureFacts> {
  const facts = await readPictureFacts(picture);
  if (facts) return facts;
  throw new MotifError('internal', 'Expected a picture with the facts of its drawing but it has none.');
}

/** Whether a file is a picture that this machine drew, whole to its last row. */
export async function isWholePicture(png: Uint8Array, { design }: OrderRecord): Promise<boolean> {
  try {
    await decodePicture(png, design);
    return (await readPictureFacts(png)) !== null;
  } catch {
    return false;
  }
}
