import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';

/** Appends to a file and hashes what it appended. */
export class HashedWriter {
  readonly #file: FileHandle;
  readonly #hash = createHash('sha256');
  #end = 0;

  constructor(file: FileHandle) {
    this.#file = file;
  }

  /** Bytes appended so far. */
  get end(): number {
    return this.#end;
  }

  async append(bytes: Uint8Array): Promise<void> {
    this.#hash.update(bytes);
    for (let done = 0; done < bytes.byteLength; ) {
      done += (await this.#file.write(bytes, done)).bytesWritten;
    }
    this.#end += bytes.byteLength;
  }

  /** Hex, of everything appended; ends the writer. */
  sha256(): string {
    return this.#hash.digest('hex');
  }
}
