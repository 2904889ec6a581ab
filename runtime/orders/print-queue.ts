import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { PrinterError } from '../../device/printer/ipp-exchange.ts';
import { cancelJob, hasJobEnded, jobState, printDocument } from '../../device/printer/print-job.ts';
import type { Logger } from '../log.ts';
import { writeWhole } from '../store/atomic-write.ts';
import type { OrderRecord } from './order.ts';
import { moved, PRINTER } from './order-states.ts';
import type { Orders } from './orders.ts';

export interface PrintQueueParts {
  readonly orders: Orders;
  /** Where the print file of every released order appears, for a press's own program. */
  readonly hotDir: string;
  /** The shop's printer; null: staff print from the hot folder or the order board and say so. */
  readonly printer: () => string | null;
  readonly log: Logger;
  readonly everyMs?: number;
}

const EVERY_MS = 3_000;

/**
 * Takes released orders to the printer, oldest first and one at a time, and follows each until it is out. An
 * order whose job the printer gave up is released again; one that was under way when the machine lost its
 * power is followed further. The job of one that staff cancel, or release once more, is withdrawn from the printer
 * and its file from the hot folder.
 */
export class PrintQueue {
  readonly #parts: PrintQueueParts;
  /** Orders whose file is in the hot folder. */
  readonly #laidOut = new Set<string>();
  /** Cancelled orders whose file is not in the hot folder any more. */
  readonly #takenAway = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<void> = Promise.resolve();
  #looking = false;
  #closed = false;

  constructor(parts: PrintQueueParts) {
    this.#parts = parts;
    this.#next(0);
  }

  /** Looks at once: an order has changed. While it looks already, the next round will see it. */
  wake(): void {
    if (this.#looking) return;
    clearTimeout(this.#timer);
    this.#next(0);
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#round;
  }

  #next(afterMs: number): void {
    if (this.#closed) return;
    this.#timer = setTimeout(() => {
      this.#looking = true;
      this.#round = this.#look()
        .catch((err: unknown) => this.#parts.log.warn({ err }, 'An order waits for the printer'))
        .then(() => {
          this.#looking = false;
          this.#next(this.#parts.everyMs ?? EVERY_MS);
        });
    }, afterMs);
    this.#timer.unref();
  }

  async #look(): Promise<void> {
    const orders = this.#parts.orders.live.toReversed();
    const released = orders.filter(({ state }) => state === 'released');
    // What has moved on is laid out anew when it is to be printed once more.
    for (const code of this.#laidOut)
      if (!released.some((order) => order.code === code)) this.#laidOut.delete(code);
    for (const order of orders) if (order.printJob !== null) await this.#withdrawLeft(order);
    for (const order of orders) if (order.state === 'cancelled') await this.#takeAway(order);
    for (const order of released) await this.#layOut(order);
    const underWay = orders.find(({ state }) => state === 'printing');
    if (underWay) return this.#follow(underWay);
    const printer = this.#parts.printer();
    const first = released.find(({ printJob }) => printJob === null);
    if (printer !== null && first) await this.#print(first, printer);
  }

  async #layOut({ code }: OrderRecord): Promise<void> {
    if (this.#laidOut.has(code)) return;
    const pdf = await this.#parts.orders.file(code, 'print.pdf');
    await writeWhole(join(this.#parts.hotDir, `${code}.pdf`), pdf);
    this.#laidOut.add(code);
  }

  async #print({ code }: OrderRecord, printer: string): Promise<void> {
    const document = await this.#parts.orders.file(code, 'print.pdf');
    const job = await printDocument(printer, { name: `Motif ${code}`, document, format: 'application/pdf' });
    await this.#parts.orders.change(code, (order) =>
      moved({ ...order, printJob: { printer, job } }, 'printing', PRINTER, new Date()),
    );
  }

  /** A printer that is away must not keep other orders waiting: it is asked again in the next round. */
  async #withdrawLeft({ code, state, printJob }: OrderRecord): Promise<void> {
    if (state === 'printing' || printJob === null) return;
    try {
      const end = await withdraw(printJob.printer, printJob.job);
      this.#parts.log.info({ order: code, job: end }, 'The job of an order was withdrawn from the printer');
      // Released once more it has a new job only after this.
      await this.#parts.orders.change(code, (order) => ({ ...order, printJob: null }));
    } catch (err) {
      this.#parts.log.warn({ err, order: code }, 'The job of an order is still with the printer');
    }
  }

  async #takeAway({ code }: OrderRecord): Promise<void> {
    if (this.#takenAway.has(code)) return;
    await rm(join(this.#parts.hotDir, `${code}.pdf`), { force: true });
    this.#takenAway.add(code);
  }

  async #follow({ code, printJob }: OrderRecord): Promise<void> {
    if (printJob === null) return;
    const state = await jobState(printJob.printer, printJob.job);
    if (state === 'completed') await this.#parts.orders.move(code, 'printed', PRINTER);
    if (state === 'aborted' || state === 'canceled') {
      this.#parts.log.warn({ order: code, job: state }, 'The printer gave an order up; it is printed again');
      await this.#parts.orders.move(code, 'released', PRINTER);
    }
  }
}

/**
 * @returns how the job ended: `canceled`, or as it had ended before
 * @throws PrinterError where it has not ended
 */
async function withdraw(printer: string, job: number): Promise<string> {
  try {
    await cancelJob(printer, job);
    return 'canceled';
  } catch (refusal) {
    if (!(refusal instanceof PrinterError) || refusal.code !== 'refused') throw refusal;
    const state = await jobState(printer, job).catch((failure: unknown) => {
      if (failure instanceof PrinterError && failure.code === 'refused') return 'forgotten' as const;
      throw failure;
    });
    if (state === 'forgotten' || hasJobEnded(state)) return state;
    throw refusal;
  }
}
