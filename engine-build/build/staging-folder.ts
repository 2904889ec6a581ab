import { createHash } from 'node:crypto';
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { BuildError, isSystemError } from '../errors.ts';
import { syncFolder } from './durable-write.ts';
import type { Manifest } from './manifest.ts';

export type FileRecord = Manifest['files'][number];

/**
 * Builds a folder aside and puts it in place whole: every file is synced before the rename, so that a
 * power cut leaves either the old folder or the new one, never half of one.
 */
export class StagingFolder {
  readonly dir: string;
  readonly files: FileRecord[] = [];
  readonly #target: string;

  private constructor(target: string, dir: string) {
    this.#target = target;
    this.dir = dir;
  }

  /**
   * Runs `build` on an empty folder beside `target`, then renames it to `target`, replacing what was
   * there. When `build` fails nothing is left behind.
   *
   * @throws BuildError `disk-full` or `write-failed`; what `build` throws passes through
   */
  static async build<T>(target: string, build: (staging: StagingFolder) => Promise<T>): Promise<T> {
    const absolute = path.resolve(target);
    const staging = new StagingFolder(absolute, `${absolute}.building-${process.pid}`);
    try {
      await rm(staging.dir, { recursive: true, force: true });
      await mkdir(staging.dir, { recursive: true });
      const result = await build(staging);
      await staging.#putInPlace();
      return result;
    } catch (error) {
      // What went wrong first is what the caller must hear.
      await rm(staging.dir, { recursive: true, force: true }).catch(() => undefined);
      throw asBuildError(error, absolute);
    }
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
    const file = await open(full, 'wx');
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
