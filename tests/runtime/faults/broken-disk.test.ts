/** A disk that fills up or turns read-only under the panel, as real file systems do. */
import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Low } from 'lowdb';
import { JSONFile } from 'lowdb/node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DesignStore } from '../../../runtime/jobs/design-store.ts';
import { type FakeAdmin, fakeAdmin } from '../../fakes/fake-admin.ts';
import { type FakeApp, fakeApp } from '../../fakes/fake-app.ts';
import { type SmallDisk, smallDisk, whyNoSmallDisk } from '../../fakes/small-disk.ts';
import { DESIGN, keepDesign } from '../orders/kept-design.ts';

const reason = whyNoSmallDisk();
const PAUSE = { pause: { zh: '午休', en: 'Lunch' } };
const ORDER = {
  product: 'magnet',
  language: 'en',
  design: { designId: DESIGN, picture: 0 },
  label: { visible: true },
};
const before = process.env.TMPDIR;

describe.skipIf(reason !== '')(`on a disk of its own ${reason}`, () => {
  let disk: SmallDisk;
  let panel: FakeAdmin;
  let kiosk: FakeApp;
  let cookie: string;
  beforeEach(async () => {
    disk = smallDisk('16m');
    process.env.TMPDIR = disk.dir;
    panel = await fakeAdmin();
    kiosk = await fakeApp();
    await keepDesign(kiosk.store);
    cookie = await panel.setUp();
  });
  afterEach(async () => {
    disk.writable();
    await rm(join(disk.dir, 'filler'), { force: true });
    await panel.close();
    await kiosk.close();
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
    disk[Symbol.dispose]();
  });

  const setPause = () => panel.ask('/api/pause', { method: 'PUT', body: PAUSE, cookie });
  const pauseShown = async () =>
    ((await (await panel.ask('/api/status', { cookie })).json()) as { settings: { pause: unknown } }).settings
      .pause;
  const order = () =>
    kiosk.ask('/api/orders', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
      body: JSON.stringify(ORDER),
    });
  const FAULTS = [
    {
      name: 'full',
      status: 507,
      code: 'disk-full',
      breakIt: async () => {
        await writeFile(join(disk.dir, 'filler'), new Uint8Array(2 ** 25)).catch(() => undefined);
      },
      mend: () => rm(join(disk.dir, 'filler')),
    },
    {
      name: 'read-only',
      status: 503,
      code: 'disk-unwritable',
      breakIt: async () => disk.readOnly(),
      mend: async () => disk.writable(),
    },
  ];

  it.each(FAULTS)(
    'a $name one keeps what it has, says that nothing was saved, and recovers',
    async (fault) => {
      const kept = ((await (await order()).json()) as { code: string }).code;
      await fault.breakIt();
      for (const answer of [await setPause(), await order()]) {
        expect(answer.status).toBe(fault.status);
        expect(await answer.json()).toMatchObject({
          error: {
            code: fault.code,
            message: expect.stringMatching(/staff/),
            messageZh: expect.stringMatching(/店员/),
          },
        });
      }
      expect(await pauseShown()).toBeNull();
      expect(kiosk.orders.live.map(({ code }) => code)).toEqual([kept]);
      expect((await kiosk.ask(`/api/orders/${kept}/receipt.png`)).status).toBe(200);
      expect([panel.faults.length, kiosk.faults.length]).toEqual([1, 1]); // each is in the log, once
      await fault.mend();
      expect([(await setPause()).status, (await order()).status]).toEqual([200, 201]);
      expect(await pauseShown()).toEqual(PAUSE.pause);
    },
  );

  it.each(FAULTS)(
    'a $name one makes lowdb alone show what was never saved, so this test can see it',
    async (fault) => {
      const path = join(disk.dir, 'low.json');
      const low = new Low(new JSONFile<{ pause: unknown }>(path), { pause: null });
      await low.write();
      await fault.breakIt();
      await low.update((data) => Object.assign(data, PAUSE)).catch(() => undefined);
      expect(low.data.pause).toEqual(PAUSE.pause);
      expect(await readFile(path, 'utf8')).not.toContain('Lunch');
      await fault.mend();
    },
  );

  it('a picture or order that did not fit leaves no rubbish', async () => {
    await mkdir(join(disk.dir, 'designs'));
    await FAULTS[0]?.breakIt();
    expect((await order()).status).toBe(507);
    await FAULTS[0]?.mend();
    expect((await order()).status).toBe(201);
    expect(kiosk.orders.live).toHaveLength(1);
    await DesignStore.open(join(disk.dir, 'designs'));
  });
});
