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
import { rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { dropBeginning } from './drop-beginning.ts';
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
  /** Takes the file's place soon; what is written meanwhile is written to both. */
  #next: { readonly file: number; readonly dropped: number } | null = null;

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
    const next = this.#next;
    try {
      writeFileSync(this.#file, line);
      if (next) writeFileSync(next.file, line);
    } catch (failure) {
      ftruncateSync(this.#file, this.#bytes);
      if (next) ftruncateSync(next.file, this.#bytes - next.dropped);
      throw failure;
    }
    this.#bytes += Buffer.byteLength(line);
    if (!this.#options.durable) return;
    fsyncSync(this.#file);
    if (next) fsyncSync(next.file);
  }

  /** The last lines, oldest first, of both files. */
  async tail(most: number): Promise<readonly string[]> {
    const newer = await lastLines(this.#path, most);
    const older = newer.length < most ? await lastLines(`${this.#path}.1`, most - newer.length) : [];
    return [...older, ...newer];
  }

  /**
   * Removes the old lines of both files; lines written meanwhile stay. What is interrupted, by a power cut too,
   * removes nothing.
   */
  async forget(isOld: IsOld): Promise<void> {
    if (this.#closed || this.#forgetting) return;
    this.#forgetting = true;
    try {
      await this.#forgetOlder(isOld);
      const old = await oldBytes(this.#path, isOld);
      if (old > 0 && !this.#closed) await this.#drop(old);
    } finally {
      this.#forgetting = false;
    }
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    closeSync(this.#file);
    if (this.#next) closeSync(this.#next.file);
    this.#next = null;
  }

  /** What a power cut left of a line must not swallow the next one. */
  #endHalfLine(): void {
    if (this.#bytes === 0) return;
    const last = Buffer.alloc(1);
    readSync(this.#file, last, 0, 1, this.#bytes - 1);
    if (last.toString() !== '\n') this.write('\n');
  }

  async #forgetOlder(isOld: IsOld): Promise<void> {
    const path = `${this.#path}.1`;
    const bytes = await oldBytes(path, isOld);
    if (bytes === 0) return;
    const { size } = await stat(path);
    const whole = { end: size, onCopied: () => undefined, isWanted: () => true };
    await dropBeginning({ path, aside: `${path}.kept`, bytes, ...whole });
  }

  async #drop(bytes: number): Promise<void> {
    const [path, end] = [this.#path, this.#bytes];
    const aside = `${path}.kept`;
    const onCopied = () => this.#begin(aside, end, bytes);
    try {
      await dropBeginning({ path, aside, bytes, end, onCopied, isWanted: () => this.#next !== null });
      this.#becomeNext();
    } catch (failure) {
      this.#giveUpNext();
      await rm(aside, { force: true }).catch(() => undefined);
      throw failure;
    }
  }

  /** Adds what was written since the copy began; from now on every line is written to both. */
  #begin(aside: string, from: number, dropped: number): void {
    if (this.#closed) return;
    const late = Buffer.alloc(this.#bytes - from);
    readSync(this.#file, late, 0, late.byteLength, from);
    const file = openSync(aside, 'a+', 0o640);
    this.#next = { file, dropped };
    writeFileSync(file, late);
  }

  #becomeNext(): void {
    if (!this.#next) return;
    closeSync(this.#file);
    this.#file = this.#next.file;
    this.#bytes -= this.#next.dropped;
    this.#next = null;
  }

  #giveUpNext(): void {
    if (this.#next) closeSync(this.#next.file);
    this.#next = null;
  }

  #turnOver(): void {
    closeSync(this.#file);
    renameSync(this.#path, `${this.#path}.1`);
    this.#file = openSync(this.#path, 'a+', 0o640);
    this.#bytes = 0;
  }
}
