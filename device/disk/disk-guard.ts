import { statfs } from 'node:fs/promises';

export interface DiskSpace {
  /** What this user may still write. */
  readonly freeBytes: number;
  readonly totalBytes: number;
}

export interface DiskLimits {
  /** Below this, what can be spared is removed. */
  readonly reclaimBelowBytes: number;
  /** Below this, nothing new is begun. Enough for what is under way to be finished and for orders to be kept. */
  readonly stopBelowBytes: number;
}

/** Four designs of 1024 pixels take some 10 MB, an order with its print file at most 200 MB. */
export const DISK_LIMITS: DiskLimits = { reclaimBelowBytes: 2 ** 30, stopBelowBytes: 2 ** 28 };

/** ok: room for days. low: it shrinks and nothing more can be spared. full: nothing new is begun. */
export type DiskState = 'ok' | 'low' | 'full';

export interface DiskGuardParts {
  readonly space: () => Promise<DiskSpace>;
  /** Removes the next thing that can be spared; false when there is none. */
  readonly reclaim: () => Promise<boolean>;
  readonly limits?: DiskLimits;
}

/** Space of the file system that holds a folder. */
export async function spaceOf(folder: string): Promise<DiskSpace> {
  const { bavail, blocks, bsize } = await statfs(folder);
  return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
}

/** Looks after a disk before it is full, because a full one can no longer even say so. */
export class DiskGuard {
  readonly #parts: DiskGuardParts;
  readonly #limits: DiskLimits;
  #state: DiskState = 'ok';
  #space: DiskSpace | null = null;
  #checking: Promise<DiskState> | null = null;

  constructor(parts: DiskGuardParts) {
    this.#parts = parts;
    this.#limits = parts.limits ?? DISK_LIMITS;
  }

  /** As of the last check. */
  get state(): DiskState {
    return this.#state;
  }

  /** As of the last check; null before the first. */
  get space(): DiskSpace | null {
    return this.#space;
  }

  /** Measures, and makes room where it is short. Callers at the same time share one check. */
  check(): Promise<DiskState> {
    this.#checking ??= this.#check().finally(() => {
      this.#checking = null;
    });
    return this.#checking;
  }

  async #check(): Promise<DiskState> {
    const { reclaimBelowBytes, stopBelowBytes } = this.#limits;
    let space = await this.#parts.space();
    while (space.freeBytes < reclaimBelowBytes && (await this.#parts.reclaim())) {
      space = await this.#parts.space();
    }
    this.#space = space;
    const enough = space.freeBytes >= reclaimBelowBytes;
    this.#state = enough ? 'ok' : space.freeBytes < stopBelowBytes ? 'full' : 'low';
    return this.#state;
  }
}
