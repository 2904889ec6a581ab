import { rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DiskGuard, type DiskSpace, spaceOf } from '../../../device/disk/disk-guard.ts';
import type { DesignRecord } from '../../../runtime/jobs/design-record.ts';
import { DesignStore } from '../../../runtime/jobs/design-store.ts';
import { keepRoom, type Room } from '../../../runtime/room.ts';
import { fakeApp } from '../../fakes/fake-app.ts';
import { wish } from '../../fakes/fake-wish.ts';
import { recordingLog } from '../../fakes/recording-log.ts';
import { type SmallDisk, smallDisk, whyNoSmallDisk } from '../../fakes/small-disk.ts';

const limits = { reclaimBelowBytes: 100, stopBelowBytes: 40 };

describe('a disk guard', () => {
  /** A disk whose things take 30 each. */
  const guardOf = (free: number, things: number) => {
    const disk = { free, things };
    const space = async (): Promise<DiskSpace> => ({ freeBytes: disk.free, totalBytes: 1000 });
    const reclaim = async () => {
      if (disk.things === 0) return false;
      disk.things -= 1;
      disk.free += 30;
      return true;
    };
    return { disk, guard: new DiskGuard({ space, reclaim, limits }) };
  };

  it.each([
    [500, 9, 'ok', 9],
    [50, 9, 'ok', 7],
    [10, 1, 'low', 0],
    [9, 1, 'full', 0],
  ])('with %i free and %i things to spare is %s and leaves %i', async (free, things, state, left) => {
    const { disk, guard } = guardOf(free, things);
    expect(await guard.check()).toBe(state);
    expect(disk.things).toBe(left);
  });

  it('makes room once for all who ask at the same time, and goes on when space returns', async () => {
    const { disk, guard } = guardOf(0, 2);
    expect(await Promise.all([guard.check(), guard.check()])).toEqual(['low', 'low']);
    disk.free = 0;
    expect(await guard.check()).toBe('full');
    disk.free = 500;
    expect(await guard.check()).toBe('ok');
  });
});

const record = (id: string): DesignRecord => ({
  format: 1,
  id,
  wish: wish({ count: 1 }),
  width: 32,
  height: 32,
  engine: 'fake',
  createdAt: '2026-01-01T00:00:00.000Z',
  finishedAt: '2026-01-01T00:00:00.000Z',
  lastEventId: 1,
});
const id = (n: number) => `7b0c1f0e-5d8f-4f5e-9d65-0f7a4c6d2b1${n}`;
const MB = 2 ** 20;

const reason = whyNoSmallDisk();

describe.skipIf(reason !== '')(`room on a real small disk ${reason}`, () => {
  let disk: SmallDisk;
  let room: Room;
  let store: DesignStore;
  beforeEach(async () => {
    disk = smallDisk('8m');
    store = await DesignStore.open(join(disk.dir, 'designs'));
    for (const n of [0, 1, 2]) {
      await store.save(record(id(n)), [new Uint8Array(MB)]);
      const old = new Date(Date.now() - (n === 2 ? 0 : (5 - n) * 3_600_000));
      await utimes(join(disk.dir, 'designs', id(n)), old, old);
    }
    room = keepRoom({
      dataDir: disk.dir,
      store,
      log: recordingLog().log,
      limits: { reclaimBelowBytes: 4.5 * MB, stopBelowBytes: 3 * MB },
      checkMs: 50,
    });
  });
  afterEach(() => {
    room.close();
    disk[Symbol.dispose]();
  });

  it('removes old designs, refuses before it is full, and recovers', async () => {
    await expect(room.ensure()).resolves.toBeUndefined();
    await writeFile(join(disk.dir, 'log'), new Uint8Array(MB));
    await room.ensure();
    expect(await store.record(id(0))).toBeNull();
    expect(await store.record(id(1))).not.toBeNull();

    await writeFile(join(disk.dir, 'log'), new Uint8Array(5 * MB));
    await expect(room.ensure()).rejects.toMatchObject({
      code: 'disk-full',
      message: expect.stringMatching(/only [12] MB are free .* Free some space/),
    });
    expect(await store.record(id(1))).toBeNull();
    expect(await store.record(id(2))).not.toBeNull(); // of this hour
    expect((await spaceOf(disk.dir)).freeBytes).toBeGreaterThan(MB);
    expect(room.trouble()).toContain('Free some space');

    await rm(join(disk.dir, 'log'));
    await room.ensure();
    expect(room.trouble()).toBeNull();
  });

  it('is asked before a design is begun, calmly in both languages', async () => {
    await writeFile(join(disk.dir, 'log'), new Uint8Array(4.5 * MB));
    const fake = await fakeApp({}, null, { ensureRoom: room.ensure });
    const response = await fake.post({ product: 'mug', prompt: 'a fox' });
    expect(response.status).toBe(507);
    expect(await response.json()).toMatchObject({
      error: {
        code: 'disk-full',
        message: expect.stringMatching(/staff/),
        messageZh: expect.stringMatching(/店员/),
      },
    });
    expect(fake.painter.orders).toEqual([]);
    await fake.close();
  });

  it('is none while the disk is read-only, and there is some again as soon as it is not', async () => {
    disk.readOnly();
    await expect.poll(() => room.trouble()).toMatch(/read-only/);
    await expect(room.ensure()).rejects.toMatchObject({ code: 'disk-unwritable' });
    disk.writable();
    await room.ensure();
    expect(room.trouble()).toBeNull();
  });
});
