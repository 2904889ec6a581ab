import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Low } from 'lowdb';
import type { DocumentKind } from './document-kind.ts';
import { documentText } from './document-text.ts';
import { DurableAdapter, type SetAside } from './durable-adapter.ts';

/** A small file of the shop's data, held in memory and changed one change at a time. */
export class Document<T> {
  readonly #low: Low<T>;
  readonly #setAside: readonly SetAside[];
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(low: Low<T>, setAside: readonly SetAside[]) {
    this.#low = low;
    this.#setAside = setAside;
  }

  /**
   * Opens a document, creating its folder. A damaged file is kept under another name and the version before
   * it is used, or a new one where there is none; `setAside` tells.
   *
   * @throws MotifError('data-newer') when a later version of Motif wrote it; the file is left alone
   */
  static async open<T>(path: string, kind: DocumentKind<T>): Promise<Document<T>> {
    await mkdir(dirname(path), { recursive: true });
    const adapter = new DurableAdapter(path, documentText(path, kind));
    const low = new Low(adapter, kind.initial);
    await low.read();
    return new Document(low, adapter.setAside);
  }

  get data(): T {
    return this.#low.data;
  }

  /** Damaged files found on opening; empty when all was well. */
  get setAside(): readonly SetAside[] {
    return this.#setAside;
  }

  /**
   * Replaces the data by what `change` makes of it. When this resolves the change survives a power cut.
   *
   * @throws what `change` throws, MotifError('disk-full') or InputError; then nothing has changed
   */
  update(change: (data: T) => T): Promise<T> {
    const turn = this.#turn.then(() => this.#replace(change));
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async #replace(change: (data: T) => T): Promise<T> {
    const before = this.#low.data;
    this.#low.data = change(before);
    try {
      await this.#low.write();
    } catch (failure) {
      this.#low.data = before;
      throw failure;
    }
    return this.#low.data;
  }
}
