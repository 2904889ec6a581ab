import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ChildKeeper } from '../../runtime/inference/child-keeper.ts';
import { TIMING } from '../../runtime/inference/timing.ts';
import { type RunningServer, start } from '../../runtime/start.ts';
import { storeTakes } from '../../runtime/store/store-takes.ts';
import { childWorks } from '../../runtime/supervise.ts';
import { FAKE_CHILD, QUICK } from '../fakes/fake-client.ts';
import { writeFakeManifest } from '../fakes/fake-manifest.ts';
import { watchFs } from '../fakes/faulty-fs.ts';
import { recordingLog } from '../fakes/recording-log.ts';
import { type FakeServiceManager, fakeServiceManager, whyNoSystemd } from '../fakes/service-manager.ts';

const missing = whyNoSystemd();
let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'motif-supervise-'));
});
afterEach(async () => {
  await rm(dir, { recursive: true, maxRetries: 3 });
});

describe('the watchdog’s checks', () => {
  const failing = (code: string) =>
    watchFs(({ kind }) => {
      if (kind === 'create') throw Object.assign(new Error(`${code}: told by the disk`), { code });
    });

  it.each(['EROFS', 'EIO'])('see a store that cannot be written (%s)', async (code) => {
    const check = storeTakes(dir, 'writable');
    expect(await check()).toBeNull();
    const disk = failing(code);
    expect(await check()).toContain(code);
    disk[Symbol.dispose]();
    expect(await check()).toBeNull();
  });

  it('leave a full disk to those who can free it', async () => {
    using _ = failing('ENOSPC');
    expect(await storeTakes(dir, 'writable')()).toBeNull();
  });

  it('see a drawing process that even SIGKILL does not end, but not one that starts or rests', async () => {
    let kills = 0;
    const timing = { ...TIMING, startMs: 50 };
    const keeper = new ChildKeeper({
      fork: () => ({ pid: 1, send: () => undefined, kill: () => kills++, disconnect: () => undefined }),
      timing,
      log: recordingLog().log,
      onReady: () => undefined,
      onMessage: () => undefined,
      onGone: () => undefined,
    });
    expect(await childWorks(keeper)()).toBeNull();
    await expect.poll(() => kills).toBe(1);
    await expect.poll(() => keeper.overdueSeconds).toBeGreaterThan(0);
    expect(await childWorks({ overdueSeconds: keeper.overdueSeconds + 10 })()).toMatch(/cannot be ended/);
  });
});

describe.skipIf(missing !== null)(`the server under systemd ${missing ?? ''}`, () => {
  let systemd: FakeServiceManager;
  let server: RunningServer | null;
  const pets = () => systemd.received().filter((line) => line === 'WATCHDOG=1').length;

  beforeEach(async () => {
    systemd = await fakeServiceManager();
    server = null;
    await mkdir(join(dir, 'engine'));
    await writeFakeManifest(join(dir, 'engine'));
    Object.assign(process.env, { NOTIFY_SOCKET: systemd.socket, WATCHDOG_USEC: '4000000' });
  });
  afterEach(async () => {
    await server?.close();
    delete process.env.NOTIFY_SOCKET;
    delete process.env.WATCHDOG_USEC;
    await systemd.close();
  });

  it('is READY after the canary, and petted until its store is gone', async () => {
    server = await start(
      { engineDir: join(dir, 'engine'), dataDir: join(dir, 'data'), kioskDir: join(dir, 'page'), port: 0 },
      { childEntry: FAKE_CHILD, timing: QUICK, log: recordingLog().log },
    );
    await expect.poll(pets, { timeout: 20_000 }).toBeGreaterThan(1);
    const ready = systemd.received().indexOf('READY=1');
    expect(ready).toBeGreaterThanOrEqual(0);
    expect(systemd.received().indexOf('WATCHDOG=1')).toBeGreaterThan(ready);
    await rm(join(dir, 'data'), { recursive: true });
    await writeFile(join(dir, 'data'), 'no folder any more');
    const troubled = () => systemd.received().filter((line) => /^STATUS=Expected to be allowed/.test(line));
    await expect.poll(() => troubled().length, { timeout: 20_000 }).toBeGreaterThan(1);
    const before = pets();
    await expect.poll(() => troubled().length, { timeout: 20_000 }).toBeGreaterThan(3);
    expect(pets()).toBe(before);
    await rm(join(dir, 'data'));
  });
});
