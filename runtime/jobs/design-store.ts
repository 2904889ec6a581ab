import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { MotifError } from '../errors.ts';
import { ASIDE_SUFFIX, hasCode, writeFolder } from '../store/atomic-write.ts';
import { type DesignRecord, designRecordSchema } from './design-record.ts';

const RECORD_FILE = 'job.json';

interface Aged {
  readonly id: string;
  /** When it was finished, ms since 1970. */
  readonly at: number;
}

/**
 * Finished designs on disk, one folder each: pictures and a record. A folder is there whole or not at all. How
 * long they stay is decided by the shop's rules and by the room on the disk.
 */
export class DesignStore {
  readonly #dir: string;
  /** Those found at the last look that have not been removed since, the oldest last; new ones are younger. */
  #aged: Aged[] = [];

  private constructor(dir: string) {
    this.#dir = dir;
  }

  /** Opens the folder, creating it when new, and clears what a crash left behind. */
  static async open(dir: string): Promise<DesignStore> {
    await mkdir(dir, { recursive: true });
    for (const name of await readdir(dir)) {
      if (name.endsWith(ASIDE_SUFFIX)) await rm(join(dir, name), { recursive: true, force: true });
    }
    return new DesignStore(dir);
  }

  /** @throws MotifError('disk-full'); then nothing of the design is kept */
  async save(record: DesignRecord, pictures: readonly Uint8Array[]): Promise<void> {
    const files = pictures.map((data, i) => ({ name: pictureName(i), data }));
    await writeFolder(this.#folder(record.id), [
      ...files,
      { name: RECORD_FILE, data: `${JSON.stringify(record, null, 2)}\n` },
    ]);
  }

  /** Null when there is no such design. */
  async record(id: string): Promise<DesignRecord | null> {
    if (!isId(id)) return null;
    const text = await readOrNull(join(this.#folder(id), RECORD_FILE));
    return text === null ? null : parseRecord(text.toString('utf8'));
  }

  /** @throws MotifError('not-found') */
  async picture(id: string, index: number): Promise<Uint8Array<ArrayBuffer>> {
    const png = isId(id) ? await readOrNull(join(this.#folder(id), pictureName(index))) : null;
    if (png === null) throw noSuchPicture(id, index);
    return png;
  }

  async has(id: string, index: number): Promise<boolean> {
    if (!isId(id)) return false;
    return stat(join(this.#folder(id), pictureName(index))).then(
      () => true,
      () => false,
    );
  }

  async remove(id: string): Promise<void> {
    if (isId(id)) await rm(this.#folder(id), { recursive: true, force: true });
  }

  /**
   * Removes the oldest design that was finished before `before` (ms since 1970).
   *
   * @returns its id; null when there is none so old
   */
  async removeOldest(before: number): Promise<string | null> {
    // One look serves many removals: a shop may have tens of thousands.
    if (this.#aged.length === 0) this.#aged = await this.#look();
    const oldest = this.#aged.at(-1);
    if (!oldest || oldest.at >= before) {
      this.#aged = [];
      return null;
    }
    this.#aged.pop();
    await this.remove(oldest.id);
    return oldest.id;
  }

  /** All designs, newest first; one that goes meanwhile is left out. */
  async #look(): Promise<Aged[]> {
    const names = (await readdir(this.#dir)).filter(isId);
    const times = names.map((id) =>
      stat(this.#folder(id)).then(
        ({ mtimeMs }) => ({ id, at: mtimeMs }),
        () => null,
      ),
    );
    const aged = (await Promise.all(times)).filter((design) => design !== null);
    return aged.sort((a, b) => b.at - a.at);
  }

  #folder(id: string): string {
    return join(this.#dir, id);
  }
}

const idSchema = z.uuid();

/** Only ids become folder names, so no request can leave the store. */
function isId(id: string): boolean {
  return idSchema.safeParse(id).success;
}

/** A record that somebody damaged by hand is as good as none; its pictures stay where they are. */
function parseRecord(text: string): DesignRecord | null {
  try {
    return designRecordSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

const pictureName = (index: number) => `${index}.png`;

async function readOrNull(path: string): Promise<Buffer<ArrayBuffer> | null> {
  try {
    return await readFile(path);
  } catch (cause) {
    if (hasCode(cause, 'ENOENT', 'ENOTDIR')) return null;
    throw cause;
  }
}

function noSuchPicture(id: string, index: number): MotifError {
  return new MotifError(
    'not-found',
    `Expected picture ${index} of design ${id.slice(0, 40)} to be here but it is not, or no longer. Draw it again.`,
  );
}
