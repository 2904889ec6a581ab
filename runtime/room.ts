import { DiskGuard, type DiskLimits, spaceOf } from '../device/disk/disk-guard.ts';
import { MotifError } from './errors.ts';
import type { DesignStore } from './jobs/design-store.ts';
import type { Logger } from './log.ts';
import { storeTakes } from './store/store-takes.ts';

/** Others write to the disk as well, so it is looked at even when nobody draws. */
const CHECK_MS = 30_000;
/** A customer may still be looking at a design of this age. */
const SPARED_AFTER_MS = 3_600_000;

export interface Room {
  readonly guard: DiskGuard;
  /** @throws MotifError disk-full, disk-unwritable when nothing new must be begun */
  readonly ensure: () => Promise<void>;
  /** Why nothing can be drawn; null while there is room on a disk that takes writes. */
  readonly trouble: () => string | null;
  readonly close: () => void;
}

export interface RoomParts {
  readonly dataDir: string;
  readonly store: DesignStore;
  readonly log: Logger;
  readonly limits?: DiskLimits;
  readonly checkMs?: number;
}

/**
 * Keeps room on the disk of the data folder: removes designs that nobody ordered, oldest first, when it runs
 * short, and refuses new ones before it is full or while it takes no writes.
 */
export function keepRoom({ dataDir, store, log, limits, checkMs = CHECK_MS }: RoomParts): Room {
  const guard = new DiskGuard({
    space: () => spaceOf(dataDir),
    reclaim: async () => {
      const removed = await store.removeOldest(Date.now() - SPARED_AFTER_MS);
      if (removed !== null) log.warn({ design: removed }, 'Removed an old design to make room on the disk');
      return removed !== null;
    },
    ...(limits ? { limits } : {}),
  });
  const takes = storeTakes(dataDir, 'writable.room');
  let unwritable: string | null = null;
  const tryWriting = async () => {
    const before = unwritable;
    unwritable = await takes();
    if (unwritable !== null && before === null) log.error({ reason: unwritable }, 'The disk takes no writes');
    if (unwritable === null && before !== null) log.warn('The disk takes writes again');
  };
  const look = () =>
    void Promise.all([guard.check(), tryWriting()]).catch((err: unknown) =>
      log.error({ err }, 'The disk could not be looked at'),
    );
  const timer = setInterval(look, checkMs);
  timer.unref();
  look();
  return {
    guard,
    ensure: async () => {
      if ((await guard.check()) === 'full') throw new MotifError('disk-full', fullSentence(guard));
      // Mended meanwhile: the next customer need not wait for the next look.
      if (unwritable !== null) await tryWriting();
      if (unwritable !== null) throw new MotifError('disk-unwritable', unwritable);
    },
    trouble: () => (guard.state === 'full' ? fullSentence(guard) : unwritable),
    close: () => clearInterval(timer),
  };
}

function fullSentence({ space }: DiskGuard): string {
  const free = Math.round((space?.freeBytes ?? 0) / 2 ** 20);
  return (
    `Expected room on the disk for new designs but only ${free} MB are free and no old design is left to remove. ` +
    'Free some space, for example old orders or logs; drawing goes on by itself then.'
  );
}
