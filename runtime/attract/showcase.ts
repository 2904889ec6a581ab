/** The designs that staff let the attract screen show: picture files in one folder of the shop's data. */
import { readdir, readFile, rm } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { InputError } from '../errors.ts';
import { hasCode, writeWhole } from '../store/atomic-write.ts';

/** A picture of the attract screen. */
export interface ShownDesign {
  readonly url: string;
  /** Id of the product that it was drawn for: what its file's name begins with. Null when that says nothing. */
  readonly product: string | null;
}

export interface ShownFile {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly type: string;
}

const TYPES: Readonly<Record<string, string>> = {
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.jpg': 'image/jpeg',
};
const NAME = /^[a-z0-9][a-z0-9-]*\.(?:png|webp|jpg)$/;
/** A customer who waits for the same picture again would wait long; the first by name are shown. */
const MOST = 40;

/** Looks into the folder at every request, so that what staff put there or take away is shown at once. */
export class Showcase {
  readonly #dir: string;
  readonly #products: readonly string[];

  /**
   * @param dir may be missing: then nothing is shown
   * @param products ids that files may be named after, such as `mug` in `mug-spring-fair.png`
   */
  constructor(dir: string, products: readonly string[]) {
    this.#dir = dir;
    this.#products = products;
  }

  async designs(): Promise<readonly ShownDesign[]> {
    const names = (await this.#names()).filter((name) => NAME.test(name)).sort();
    return names
      .slice(0, MOST)
      .map((name) => ({ url: `/api/attract/${name}`, product: this.#productOf(name) }));
  }

  /** Null when there is no such picture. Only names as above are looked for, so no request leaves the folder. */
  async picture(name: string): Promise<ShownFile | null> {
    const type = TYPES[extname(name)];
    if (!NAME.test(name) || type === undefined) return null;
    const body = await orNull(readFile(join(this.#dir, name)));
    return body && { body: new Uint8Array(body), type };
  }

  /**
   * Shows one more.
   *
   * @param name as above, the product's id first
   * @throws InputError when as many as are shown are there; MotifError('disk-full')
   */
  async add(name: string, picture: Uint8Array): Promise<void> {
    const names = (await this.#names()).filter((other) => NAME.test(other));
    if (names.length >= MOST && !names.includes(name)) {
      throw new InputError(
        `Expected at most ${MOST} designs on the attract screen but received one more. Take one away first.`,
      );
    }
    await writeWhole(join(this.#dir, name), picture);
  }

  /** @returns whether it was there */
  async remove(name: string): Promise<boolean> {
    if (!NAME.test(name) || !(await this.#names()).includes(name)) return false;
    await rm(join(this.#dir, name), { force: true });
    return true;
  }

  async #names(): Promise<readonly string[]> {
    return (await orNull(readdir(this.#dir))) ?? [];
  }

  #productOf(name: string): string | null {
    return this.#products.find((id) => name.startsWith(`${id}-`)) ?? null;
  }
}

async function orNull<Value>(reading: Promise<Value>): Promise<Value | null> {
  try {
    return await reading;
  } catch (cause) {
    if (hasCode(cause, 'ENOENT', 'ENOTDIR')) return null;
    throw cause;
  }
}
