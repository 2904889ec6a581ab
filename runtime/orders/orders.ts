import { InputError, MotifError } from '../errors.ts';
import type { DesignStore } from '../jobs/design-store.ts';
import type { Product } from '../products/products.ts';
import { sha256Of } from '../store/sha256.ts';
import { checkConsent } from './consent.ts';
import { factsOf, isWholePicture, masterInputOf, newRecord, orderedColour, productOf } from './new-record.ts';
import { type CheckedOrderRequest, type OrderRecord, type OrderState, qrTextOf } from './order.ts';
import { codeIn, newCode } from './order-code.ts';
import { hasEnded, moved } from './order-states.ts';
import type { OrderFile, OrderFiles, OrderStore } from './order-store.ts';
import type { Master, PrintRoom } from './print-room.ts';

export interface OrdersParts {
  readonly store: OrderStore;
  readonly designs: Pick<DesignStore, 'record' | 'picture'>;
  readonly printRoom: PrintRoom;
  /** Draws an order's picture again. @throws MotifError('wrong-state') where the engine changed */
  readonly redraw: (design: OrderRecord['design']) => Promise<Uint8Array>;
  /** The shop's decisions, as they are at the moment. */
  readonly shop: () => { readonly staffRelease: boolean; readonly shopName: { zh: string; en: string } };
  /** A product of the shop; left out: as it came with Motif. */
  readonly product?: (id: string) => Product | undefined;
  /** @throws MotifError('disk-full') when there is no room for another order */
  readonly ensureRoom?: () => Promise<void>;
  /** Told of every order that is new or has changed. */
  readonly onChange?: (order: OrderRecord) => void;
  readonly now?: () => Date;
}

/** How print files that were made anew compare with the first ones. */
export interface Remade {
  readonly same: boolean;
  /** Whether the design itself was gone. */
  readonly drawnAnew: boolean;
}

/** What a customer confirmed, from the design on the screen to an order on the disk; and its life after. */
export class Orders {
  readonly #parts: OrdersParts;
  /** Orders being made, by the page's key: a second tap waits for the first one's order. */
  readonly #making = new Map<string, Promise<OrderRecord>>();
  /** Codes given to orders that are not on the disk yet. */
  readonly #reserved = new Set<string>();
  /** Changes are made one after the other: staff and printer may touch the same order at once. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(parts: OrdersParts) {
    this.#parts = parts;
  }

  /** Orders that are not archived, newest first. */
  get live(): readonly OrderRecord[] {
    return this.#parts.store.live;
  }

  archived(most: number): Promise<readonly OrderRecord[]> {
    return this.#parts.store.archived(most);
  }

  /**
   * Makes the print files and keeps the order; when this resolves no power cut loses it.
   *
   * @param key the page's own name for this order: however often it comes, there is one order
   * @returns the order, and whether it is new
   * @throws MotifError not-found (the design is gone), print-not-promised, disk-full; InputError
   */
  async place(key: string, request: CheckedOrderRequest): Promise<{ order: OrderRecord; isNew: boolean }> {
    const known = this.#parts.store.byKey(key);
    if (known) return { order: known, isNew: false };
    const underWay = this.#making.get(key);
    if (underWay) return { order: await underWay, isNew: false };
    const making = this.#make(key, request).finally(() => this.#making.delete(key));
    this.#making.set(key, making);
    const order = await making;
    this.#parts.onChange?.(order);
    return { order, isNew: true };
  }

  /** @param text a code as somebody typed or scanned it @throws MotifError('not-found') */
  find(text: string): OrderRecord {
    const code = codeIn(text);
    const order = code === null ? undefined : this.#parts.store.find(code);
    if (order) return order;
    throw new MotifError(
      'not-found',
      `Expected the code of an order but received ${JSON.stringify(text.slice(0, 40))}. Look for it on the ticket.`,
    );
  }

  /** @throws MotifError('not-found') */
  async file(text: string, name: OrderFile): Promise<Uint8Array<ArrayBuffer>> {
    return this.#parts.store.file(this.find(text).code, name);
  }

  /** @param by see `moved` @throws MotifError not-found, wrong-state, disk-full */
  async move(text: string, state: OrderState, by: string): Promise<OrderRecord> {
    return this.change(text, (order) => moved(order, state, by, this.#now()));
  }

  /** Replaces an order by what `change` makes of it. @throws MotifError not-found, disk-full; what `change` throws */
  change(text: string, change: (order: OrderRecord) => OrderRecord): Promise<OrderRecord> {
    return this.#inTurn(async () => {
      const order = change(this.find(text));
      await this.#parts.store.replace(order);
      this.#parts.onChange?.(order);
      return order;
    });
  }

  /**
   * Makes the print files anew from the design that lies with the order, or where that is gone from the seed it
   * was drawn from. A print file that is still as the customer saw it is never replaced by another one.
   *
   * @returns whether the files are the same to the pixel as those of the first print, and whether the design
   *   had to be drawn anew
   * @throws MotifError not-found; wrong-state where it would have to be drawn by another engine than the first time
   */
  async remake(text: string): Promise<Remade> {
    const order = this.find(text);
    const { store, printRoom } = this.#parts;
    const kept = await store.fileOrNull(order.code, 'source.png');
    const drawnAnew = kept === null || !(await isWholePicture(kept, order));
    const picture = drawnAnew ? await this.#parts.redraw(order.design) : kept;
    const master = await printRoom.makeMaster(
      await masterInputOf(order, picture, this.#product(order.product)),
    );
    const same = master.facts.sha256 === order.master.sha256;
    if (drawnAnew) await store.putFile(order.code, 'source.png', picture);
    if (same || !(await this.#hasFirstPrint(order))) {
      await store.putFile(order.code, 'print.png', master.png);
      await store.putFile(order.code, 'print.pdf', master.pdf);
    }
    return { same, drawnAnew };
  }

  async #hasFirstPrint({ code, master }: OrderRecord): Promise<boolean> {
    const { store } = this.#parts;
    const png = await store.fileOrNull(code, 'print.png');
    const pdf = await store.fileOrNull(code, 'print.pdf');
    return png !== null && pdf !== null && sha256Of(png) === master.sha256;
  }

  /** Lets go of the files of an order that has ended; its record stays. @throws MotifError not-found, wrong-state */
  archive(text: string): Promise<void> {
    return this.#inTurn(() => this.#archive(text));
  }

  async #archive(text: string): Promise<void> {
    const order = this.find(text);
    if (!hasEnded(order.state)) {
      throw new MotifError(
        'wrong-state',
        `Expected an order that was picked up or cancelled but ${order.code} is "${order.state}". Finish it first.`,
      );
    }
    await this.#parts.store.archive(order);
    this.#parts.onChange?.(order);
  }

  /** Archives what ended before `before`. @returns how many */
  async archiveEnded(before: Date): Promise<number> {
    const old = this.live.filter(
      ({ state, history }) => hasEnded(state) && (history.at(-1)?.at ?? '') < before.toISOString(),
    );
    for (const { code } of old) await this.archive(code);
    return old.length;
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async #make(key: string, request: CheckedOrderRequest): Promise<OrderRecord> {
    await this.#parts.ensureRoom?.();
    if (!request.label.visible) checkConsent(request.label.consent.textVersion);
    const { design, picture } = await this.#designOf(request);
    const product = this.#product(request.product);
    const background = request.background ?? product.background;
    const colour = orderedColour(product, request.colour);
    const master = await this.#parts.printRoom.makeMaster({
      picture,
      product,
      placement: request.placement ?? null,
      background,
      visibleLabel: request.label.visible ? request.language : null,
      facts: await factsOf(picture),
    });
    const code = newCode((taken) => this.#reserved.has(taken) || this.#parts.store.find(taken) !== undefined);
    this.#reserved.add(code);
    try {
      const state = this.#parts.shop().staffRelease ? 'waiting' : 'released';
      const at = this.#now();
      const order = newRecord({ key, code, request, design, master, background, colour, state, at });
      await this.#parts.store.add(order, await this.#filesOf(order, product, picture, master));
      return order;
    } finally {
      this.#reserved.delete(code);
    }
  }

  async #designOf({ design: { designId, picture: index }, product }: CheckedOrderRequest) {
    const design = await this.#parts.designs.record(designId);
    const picture = await this.#parts.designs.picture(designId, index);
    if (design && design.wish.product === product) return { design, picture };
    throw new InputError(
      `Expected a design that was drawn for ${product} but ${designId} was drawn for ` +
        `${design?.wish.product ?? 'something else'}. Draw it for this product.`,
    );
  }

  async #filesOf(
    order: OrderRecord,
    product: Product,
    picture: Uint8Array,
    master: Master,
  ): Promise<OrderFiles> {
    const receipt = await this.#parts.printRoom.makeReceipt({
      code: order.code,
      qrText: qrTextOf(order.code),
      language: order.language,
      shopName: this.#parts.shop().shopName[order.language],
      product,
      colour: order.colour,
      picture,
      background: order.background,
      createdAt: new Date(order.createdAt),
      facts: await factsOf(picture),
    });
    return {
      'source.png': picture,
      'print.png': master.png,
      'print.pdf': master.pdf,
      'receipt.png': receipt.png,
      'receipt.escpos': receipt.escpos,
    };
  }

  #product(id: string): Product {
    return this.#parts.product?.(id) ?? productOf(id);
  }

  #now(): Date {
    return this.#parts.now?.() ?? new Date();
  }
}
