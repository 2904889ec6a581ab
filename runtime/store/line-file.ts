import {
  closeSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { lastLines } from './last-lines.ts';
import { type IsOld, oldBytes } from './line-age.ts';

export interface LineFileOptions {
  /** A file that has grown beyond this becomes the older one; so twice as much is kept at most. */
  readonly mostBytes: number;
  /** Lines are on the disk once written; for what happens seldom and must not be lost. */
  readonly durable: boolean;
}

/** A file that grows by whole lines, with an older one beside it. Written synchronously, so that no line is lost when the process ends. */
export class LineFile {
  readonly #path: string;
  readonly #options: LineFileOptions;
  #file: number;
  #bytes: number;
  /** The number of a closed file soon belongs to another one. */
  #closed = false;
  /** The files must not change places while their beginnings are looked at. */
  #forgetting = false;

  /** Opens the file for appending, creating it and its folder. */
  constructor(path: string, options: LineFileOptions) {
    this.#path = path;
    this.#options = options;
    mkdirSync(dirname(path), { recursive: true });
    this.#file = openSync(path, 'a+', 0o640);
    this.#bytes = fstatSync(this.#file).size;
    this.#endHalfLine();
  }

  /** Does nothing once closed. @param line with its line break; @throws when the disk is full; then nothing of it is kept */
  write(line: string): void {
    if (this.#closed) return;
    if (this.#bytes >= this.#options.mostBytes && !this.#forgetting) this.#turnOver();
    try {
      writeFileSync(this.#file, line);
    } catch (failure) {
      ftruncateSync(this.#file, this.#bytes);
      throw failure;
    }
    this.#bytes += Buffer.byteLength(line);
    if (this.#options.durable) fsyncSync(this.#file);
  }

  /** The last lines, oldest first, of both files. */
  async tail(most: number): Promise<readonly string[]> {
    const newer = await lastLines(this.#path, most);
    const older = newer.length < most ? await lastLines(`${this.#path}.1`, most - newer.length) : [];
    return [...older, ...newer];
  }

  /** Removes the old lines of both files; lines written meanwhile stay. What is interrupted removes nothing. */
  async forget(isOld: IsOld): Promise<void> {
    if (this.#closed || this.#forgetting) return;
    this.#forgetting = true;
    try {
      const older = `${this.#path}.1`;
      const oldBefore = await oldBytes(older, isOld);
      if (oldBefore > 0) dropBeginning(older, oldBefore);
      const old = await oldBytes(this.#path, isOld);
      if (old > 0 && !this.#closed) this.#drop(old);
    } finally {
      this.#forgetting = false;
    }
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    closeSync(this.#file);
  }

  /** What a power cut left of a line must not swallow the next one. */
  #endHalfLine(): void {
    if (this.#bytes === 0) return;
    const last = Buffer.alloc(1);
    readSync(this.#file, last, 0, 1, this.#bytes - 1);
    if (last.toString() !== '\n') this.write('\n');
  }

  #drop(old: number): void {
    dropBeginning(this.#path, old);
    closeSync(this.#file);
    this.#file = openSync(this.#path, 'a+', 0o640);
    this.#bytes = fstatSync(this.#file).size;
  }

  #turnOver(): void {
    closeSync(this.#file);
    renameSync(this.#path, `${this.#path}.1`);
    this.#file = openSync(this.#path, 'a+', 0o640);
    this.#bytes = 0;
  }
}

const CHUNK = 1 << 20;

/** Replaces a file by what it holds from `bytes` on, whole or not at all. */
function dropBeginning(path: string, bytes: number): void {
  const aside = `${path}.kept`;
  const [from, to] = [openSync(path, 'r'), openSync(aside, 'w', 0o640)];
  try {
    const chunk = Buffer.alloc(CHUNK);
    for (let at = bytes; ; ) {
      const read = readSync(from, chunk, 0, CHUNK, at);
      if (read === 0) break;
      writeFileSync(to, chunk.subarray(0, read));
      at += read;
    }
    fsyncSync(to);
  } finally {
    closeSync(from);
    closeSync(to);
  }
  renameSync(aside, path);
}
