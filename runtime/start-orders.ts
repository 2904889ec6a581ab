import { join } from 'node:path';
import type { Settings } from './admin/settings.ts';
import type { DesignStore } from './jobs/design-store.ts';
import type { Logger } from './log.ts';
import { OrderNews } from './orders/order-news.ts';
import { OrderStore } from './orders/order-store.ts';
import { Orders, type OrdersParts } from './orders/orders.ts';
import { PrintQueue } from './orders/print-queue.ts';
import { type PressProfile, readPressProfile } from './print/press-profile.ts';
import { WorkerPrintRoom } from './print/worker-print-room.ts';
import type { Product } from './products/products.ts';
import type { Document } from './store/document.ts';
import type { IsOld } from './store/line-age.ts';

export interface OrdersStart {
  readonly dataDir: string;
  readonly settings: Document<Settings>;
  readonly designs: DesignStore;
  readonly redraw: OrdersParts['redraw'];
  /** Told of every new order. */
  readonly onPlaced: () => void;
  /** A product of the shop with its name and area. */
  readonly product: (id: string) => Product | undefined;
  readonly ensureRoom: () => Promise<void>;
  readonly log: Logger;
}

export interface RunningOrders {
  readonly orders: Orders;
  /** Rings at every change of an order. */
  readonly news: OrderNews;
  /** A design without its plain ground. @param png as it was drawn */
  readonly cutOut: (png: Uint8Array<ArrayBuffer>) => Promise<Uint8Array<ArrayBuffer>>;
  /** Forgets records of archived orders that are old. */
  readonly forgetArchived: (isOld: IsOld) => Promise<void>;
  close(): Promise<void>;
}

/** The shop's press, where it has one of its own. */
const PRESS_FILE = 'press.icc';
const DAY_MS = 86_400_000;
/** After which an order that has ended keeps only its record. */
const ARCHIVED_AFTER_MS = 14 * DAY_MS;

/** Opens the shop's orders, makes their files in a thread, and sends them to the printer. */
export async function startOrders({
  dataDir,
  settings,
  designs,
  redraw,
  product,
  onPlaced,
  ensureRoom,
  log,
}: OrdersStart): Promise<RunningOrders> {
  const store = await OrderStore.open(join(dataDir, 'orders'));
  const printRoom = new WorkerPrintRoom(await pressOf(dataDir, log));
  const news = new OrderNews();
  const orders = new Orders({
    store,
    designs,
    printRoom,
    redraw,
    product,
    ensureRoom,
    shop: () => settings.data,
    onChange: ({ code, state, product, history }) => {
      log.info({ order: code, state, product }, 'An order changed');
      news.ring();
      queue.wake();
      if (history.length === 1) onPlaced();
    },
  });
  const queue = new PrintQueue({
    orders,
    hotDir: join(dataDir, 'hot'),
    printer: () => settings.data.printer,
    log,
  });
  const archive = () =>
    orders
      .archiveEnded(new Date(Date.now() - ARCHIVED_AFTER_MS))
      .catch((err: unknown) => log.error({ err }, 'Old orders were not archived'));
  await archive();
  const timer = setInterval(archive, DAY_MS);
  timer.unref();
  return {
    orders,
    news,
    forgetArchived: (isOld) => store.forgetArchived(isOld),
    cutOut: async (png) => Uint8Array.from(await printRoom.cutOut(png)),
    close: async () => {
      clearInterval(timer);
      await queue.close();
      await printRoom.close();
      store.close();
    },
  };
}

/** A wrong file must not keep the shop closed. */
async function pressOf(dataDir: string, log: Logger): Promise<PressProfile | null> {
  try {
    const press = await readPressProfile(join(dataDir, PRESS_FILE));
    if (press) log.info({ press: press.name }, 'Print files are made in the colours of the shop’s press');
    return press;
  } catch (err) {
    log.error({ err }, 'The press’s profile cannot be used; print files are made in sRGB');
    return null;
  }
}
