import { rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Adapter } from 'lowdb';
import { asidePath, explainWriteFailure, hasCode, syncFolder, writeDurably } from './atomic-write.ts';
import { readTextOrNull } from './read-text.ts';

/** How a document is written as text, and read from it. */
export interface TextForm<T> {
  write(data: T): string;
  /** Null: this is not a whole document. Whatever else is wrong is thrown and leaves the file where it is. */
  read(text: string): T | null;
}

/** A file that was not whole and was kept under another name for whoever wants to know why. */
export interface SetAside {
  readonly file: string;
  readonly keptAs: string;
}

/**
 * lowdb's storage for data that must survive a power cut, which lowdb's own file adapter does not: the new
 * text is synced before it gets the file's name, and the name before `write` resolves. The version before
 * stays beside it as `.previous` and takes its place when the newer one is damaged.
 */
export class DurableAdapter<T> implements Adapter<T> {
  readonly #path: string;
  readonly #form: TextForm<T>;
  readonly #setAside: SetAside[] = [];

  constructor(path: string, form: TextForm<T>) {
    this.#path = path;
    this.#form = form;
  }

  /** Damaged files that `read` came across. */
  get setAside(): readonly SetAside[] {
    return this.#setAside;
  }

  /** The newest whole version; null when there is none. */
  async read(): Promise<T | null> {
    for (const path of [this.#path, this.#previous]) {
      const text = await readTextOrNull(path);
      if (text === null) continue;
      const data = this.#form.read(text);
      if (data !== null) return data;
      await this.#keepDamaged(path);
    }
    return null;
  }

  /** @throws MotifError('disk-full') or InputError; what was there stays readable */
  async write(data: T): Promise<void> {
    const aside = asidePath(this.#path);
    try {
      await writeDurably(aside, this.#form.write(data));
      await renameIfThere(this.#path, this.#previous);
      await rename(aside, this.#path);
      await syncFolder(dirname(this.#path));
    } catch (cause) {
      throw explainWriteFailure(cause, this.#path);
    }
  }

  get #previous(): string {
    return `${this.#path}.previous`;
  }

  async #keepDamaged(path: string): Promise<void> {
    const keptAs = `${path}.corrupt.${new Date().toISOString().replaceAll(':', '-')}`;
    await rename(path, keptAs);
    await syncFolder(dirname(path));
    this.#setAside.push({ file: path, keptAs });
  }
}

/** Between two renames there may be no current version; then the previous one stays the one to fall back to. */
async function renameIfThere(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (cause) {
    if (!hasCode(cause, 'ENOENT')) throw cause;
  }
}
