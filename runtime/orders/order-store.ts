import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { MotifError } from '../errors.ts';
import {
  ASIDE_SUFFIX,
  asidePath,
  hasCode,
  syncFolder,
  writeFolder,
  writeWhole,
} from '../store/atomic-write.ts';
import type { IsOld } from '../store/line-age.ts';
import { LineFile } from '../store/line-file.ts';
import { type OrderRecord, orderRecordSchema } from './order.ts';

export const ORDER_FILES = ['source.png', 'print.png', 'print.pdf', 'receipt.png', 'receipt.escpos'] as const;
export type OrderFile = (typeof ORDER_FILES)[number];
export type OrderFiles = Readonly<Record<OrderFile, Uint8Array>>;

const RECORD_FILE = 'order.json';
const ARCHIVE = { mostBytes: 500_000_000, durable: true };
/** Fewer than a process may hold open. */
const READ_AT_ONCE = 64;
const CODE = /^[0-9A-Z]{4,8}$/;

/**
 * The shop's orders, one folder each, named by its code: files first, the record last. A folder is there
 * whole or not at all, so a write costs the same with ten orders and with a hundred thousand. Orders that
 * ended move to a file of lines and lose their folder.
 */
export class OrderStore {
  readonly #dir: string;
  /** By code, oldest first. */
  readonly #live: Map<string, OrderRecord>;
  /** Codes by the page's keys. */
  readonly #codes: Map<string, string>;
  readonly #archive: LineFile;

  private constructor(dir: string, live: Map<string, OrderRecord>) {
    this.#dir = dir;
    this.#live = live;
    this.#codes = new Map([...live.values()].map(({ key, code }) => [key, code]));
    this.#archive = new LineFile(join(dir, 'archive.jsonl'), ARCHIVE);
  }

  /** Opens the folder, creating it when new, and clears what a crash left behind. */
  static async open(dir: string): Promise<OrderStore> {
    await mkdir(dir, { recursive: true });
    const names = await readdir(dir);
    for (const name of names.filter((name) => name.endsWith(ASIDE_SUFFIX))) {
      await rm(join(dir, name), { recursive: true, force: true });
    }
    const codes = names.filter((name) => CODE.test(name));
    const orders: OrderRecord[] = [];
    for (let i = 0; i < codes.length; i += READ_AT_ONCE) {
      const folders = codes.slice(i, i + READ_AT_ONCE).map((code) => join(dir, code));
      orders.push(...(await Promise.all(folders.map(recordsIn))).flat());
    }
    const inOrder = orders.sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
    return new OrderStore(dir, new Map(inOrder.map((order) => [order.code, order])));
  }

  /** Orders that are not archived, newest first. */
  get live(): readonly OrderRecord[] {
    return [...this.#live.values()].reverse();
  }

  find(code: string): OrderRecord | undefined {
    return this.#live.get(code);
  }

  /** The order that a page has already sent under this key. */
  byKey(key: string): OrderRecord | undefined {
    const code = this.#codes.get(key);
    return code === undefined ? undefined : this.#live.get(code);
  }

  /** Once this resolves no power cut loses the order. @throws MotifError('disk-full'); then nothing is kept */
  async add(order: OrderRecord, files: OrderFiles): Promise<void> {
    await writeFolder(this.#folder(order.code), [
      ...ORDER_FILES.map((name) => ({ name, data: files[name] })),
      { name: RECORD_FILE, data: textOf(order) },
    ]);
    this.#live.set(order.code, order);
    this.#codes.set(order.key, order.code);
  }

  /** @throws MotifError('disk-full'); then the order is as it was */
  async replace(order: OrderRecord): Promise<void> {
    await writeWhole(join(this.#folder(order.code), RECORD_FILE), Buffer.from(textOf(order)));
    this.#live.set(order.code, order);
  }

  /** @throws MotifError('not-found') */
  async file(code: string, name: OrderFile): Promise<Uint8Array<ArrayBuffer>> {
    const data = await this.fileOrNull(code, name);
    if (data) return data;
    throw new MotifError(
      'not-found',
      `Expected ${name} of order ${code} to be here but it is not, or no longer. Print it anew from its design.`,
    );
  }

  /** Null: it is not here, or no longer. */
  async fileOrNull(code: string, name: OrderFile): Promise<Uint8Array<ArrayBuffer> | null> {
    try {
      return await readFile(join(this.#folder(code), name));
    } catch (cause) {
      if (hasCode(cause, 'ENOENT')) return null;
      throw cause;
    }
  }

  async putFile(code: string, name: OrderFile, data: Uint8Array): Promise<void> {
    await writeWhole(join(this.#folder(code), name), data);
  }

  /** Keeps the order's line and lets its files go. Killed in between, the order is still live and has a line. */
  async archive(order: OrderRecord): Promise<void> {
    this.#archive.write(`${JSON.stringify(order)}\n`);
    const folder = this.#folder(order.code);
    // Half a folder after a crash is rubbish that the next opening clears.
    await rename(folder, asidePath(folder));
    this.#live.delete(order.code);
    this.#codes.delete(order.key);
    await syncFolder(this.#dir);
    await rm(asidePath(folder), { recursive: true, force: true });
  }

  /** Forgets records of archived orders that are old. */
  async forgetArchived(isOld: IsOld): Promise<void> {
    await this.#archive.forget(isOld);
  }

  /** The latest archived orders, newest first, each once. */
  async archived(most: number): Promise<readonly OrderRecord[]> {
    const lines = await this.#archive.tail(most);
    const orders = new Map(lines.flatMap((line) => recordIn(line) ?? []).map((order) => [order.id, order]));
    return [...orders.values()].filter(({ id, code }) => this.#live.get(code)?.id !== id).reverse();
  }

  close(): void {
    this.#archive.close();
  }

  #folder(code: string): string {
    return join(this.#dir, code);
  }
}

const textOf = (order: OrderRecord) => `${JSON.stringify(order, null, 2)}\n`;

/** The order of a folder, or none. */
async function recordsIn(folder: string): Promise<readonly OrderRecord[]> {
  const text = await readFile(join(folder, RECORD_FILE), 'utf8').catch(() => null);
  const order = text === null ? null : recordIn(text);
  return order ? [order] : [];
}

/** A record that somebody damaged by hand is as good as none; its files stay where they are. */
function recordIn(text: string): OrderRecord | null {
  try {
    return orderRecordSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
