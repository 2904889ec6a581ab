import { createHash } from 'node:crypto';
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { z } from 'zod';
import { BuildError, isSystemError } from '../errors.ts';
import { BuildJournal } from './build-journal.ts';
import { syncFolder } from './durable-write.ts';
import type { Manifest } from './manifest.ts';
import { hashFile } from './verify-files.ts';

export type FileRecord = Manifest['files'][number];

export interface StagingOptions {
  /**
   * An interrupted build is kept, and the next one for the same target goes on with its finished steps. The
   * target's name must then say everything that decides what is built.
   */
  readonly resume?: boolean;
}

/**
 * Builds a folder aside and puts it in place whole: every file is synced before the rename, so that a
 * power cut leaves either the old folder or the new one, never half of one.
 */
export class StagingFolder {
  readonly dir: string;
  readonly files: FileRecord[] = [];
  readonly #target: string;
  /** Null where nothing outlives an interruption. */
  readonly #journal: BuildJournal | null;

  private constructor(target: string, dir: string, journal: BuildJournal | null) {
    this.#target = target;
    this.dir = dir;
    this.#journal = journal;
  }

  /**
   * Runs `build` on a folder beside `target`, then renames it to `target`, replacing what was there. When
   * `build` fails nothing is left behind, unless `resume` asks for it and the disk has room.
   *
   * @throws BuildError `disk-full` or `write-failed`; what `build` throws passes through
   */
  static async build<T>(
    target: string,
    build: (staging: StagingFolder) => Promise<T>,
    { resume = false }: StagingOptions = {},
  ): Promise<T> {
    const absolute = path.resolve(target);
    const dir = `${absolute}.building${resume ? '' : `-${process.pid}`}`;
    try {
      if (!resume) await rm(dir, { recursive: true, force: true });
      await mkdir(dir, { recursive: true });
      const journal = resume ? await BuildJournal.open(`${absolute}.journal`) : null;
      const staging = new StagingFolder(absolute, dir, journal);
      const result = await build(staging);
      await staging.#putInPlace();
      return result;
    } catch (error) {
      const explained = asBuildError(error, absolute);
      const full = explained instanceof BuildError && explained.code === 'disk-full';
      // What went wrong first is what the caller must hear.
      if (!resume || full) await rm(dir, { recursive: true, force: true }).catch(() => undefined);
      throw explained;
    }
  }

  /**
   * Runs a part of the build, unless an interrupted build has finished it and its files are whole.
   *
   * @param result what `write` returns, as it is read back from the journal
   */
  async step<T>(name: string, result: z.ZodType<T>, write: () => Promise<T>): Promise<T> {
    const done = await this.#journal?.finished(name, result, this.dir);
    if (done) {
      this.files.push(...done.files);
      return done.result;
    }
    const before = this.files.length;
    const written = await write();
    await this.#journal?.finish(name, this.files.slice(before), written);
    return written;
  }

  /** Writes a small file and records its hash. */
  async add(name: string, bytes: Uint8Array): Promise<FileRecord> {
    return this.addStream(name, async (file) => {
      await file.writeFile(bytes);
      return createHash('sha256').update(bytes).digest('hex');
    });
  }

  /** Opens a file for `write`, which returns the sha256 of what it wrote; records it. */
  async addStream(name: string, write: (file: FileHandle) => Promise<string>): Promise<FileRecord> {
    const full = path.join(this.dir, name);
    await mkdir(path.dirname(full), { recursive: true });
    const file = await open(full, this.#journal ? 'w' : 'wx');
    try {
      const sha256 = await write(file);
      await file.sync();
      const record = { path: name, bytes: (await file.stat()).size, sha256 };
      this.files.push(record);
      return record;
    } finally {
      await file.close();
    }
  }

  /** Records a file that another program has written into the folder, once it is on the disk. */
  async adopt(name: string): Promise<FileRecord> {
    const full = path.join(this.dir, name);
    await using file = await open(full, 'r+');
    await file.sync();
    const sha256 = await hashFile(full);
    if (sha256 === null) throw new Error(`Expected ${full} but it cannot be read.`);
    const record = { path: name, bytes: (await file.stat()).size, sha256 };
    this.files.push(record);
    return record;
  }

  async #putInPlace(): Promise<void> {
    const folders = new Set(this.files.map(({ path: name }) => path.dirname(path.join(this.dir, name))));
    for (const folder of [...folders, this.dir]) await syncFolder(folder);
    const old = `${this.#target}.old-${process.pid}`;
    await rename(this.#target, old).catch((error: unknown) => {
      if (!isSystemError(error, 'ENOENT')) throw error;
    });
    await rename(this.dir, this.#target);
    await syncFolder(path.dirname(this.#target));
    await rm(old, { recursive: true, force: true });
    await this.#journal?.remove();
  }
}

function asBuildError(error: unknown, target: string): unknown {
  if (isSystemError(error, 'ENOSPC') || isSystemError(error, 'EDQUOT')) {
    return new BuildError(
      'disk-full',
      `The disk is full: the engine ${target} could not be written, and nothing of it was left behind. Free some space and build again.`,
      { cause: error },
    );
  }
  if (['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'EIO'].some((code) => isSystemError(error, code))) {
    return new BuildError(
      'write-failed',
      `The engine could not be written to ${target}: ${String(error)}. Choose a folder that this user may write to.`,
      { cause: error },
    );
  }
  return error;
}
