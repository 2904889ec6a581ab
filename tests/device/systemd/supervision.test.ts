import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { serviceManager } from '../../../device/systemd/notify.ts';
import { type Check, type Phase, Supervision } from '../../../device/systemd/supervision.ts';
import { recordingLog } from '../../fakes/recording-log.ts';
import { type FakeServiceManager, fakeServiceManager, whyNoSystemd } from '../../fakes/service-manager.ts';

const missing = whyNoSystemd();
const WATCHDOG_MS = 400;

describe('a process that systemd has not started', () => {
  it('has no service manager, and no watchdog that is another process’s', () => {
    expect(serviceManager({})).toBeNull();
    const foreign = { NOTIFY_SOCKET: '/x', WATCHDOG_USEC: '1000000', WATCHDOG_PID: '1' };
    expect(serviceManager(foreign)?.watchdogMs).toBeNull();
    expect(serviceManager({ ...foreign, WATCHDOG_PID: String(process.pid) })?.watchdogMs).toBe(1000);
  });
});

describe.skipIf(missing !== null)(`supervision over a real datagram socket ${missing ?? ''}`, () => {
  let systemd: FakeServiceManager;
  let supervision: Supervision | null;
  let phase: Phase;
  let check: Check;

  const count = (line: string) => systemd.received().filter((received) => received === line).length;
  const begin = () => {
    process.env.NOTIFY_SOCKET = systemd.socket;
    const manager = serviceManager({ ...process.env, WATCHDOG_USEC: String(WATCHDOG_MS * 1000) });
    if (manager === null) throw new Error('Expected a manager.');
    supervision = new Supervision(manager, {
      phase: () => phase,
      status: () => 'Draws\n designs',
      checks: [async () => null, () => check()],
      log: recordingLog().log,
    });
  };

  beforeEach(async () => {
    systemd = await fakeServiceManager();
    supervision = null;
    phase = 'starting';
    check = async () => null;
  });
  afterEach(async () => {
    await supervision?.close();
    delete process.env.NOTIFY_SOCKET;
    await systemd.close();
  });

  it('asks for more time while engines load, and is READY once, when they have drawn', async () => {
    begin();
    await expect.poll(() => count('EXTEND_TIMEOUT_USEC=400000'), { timeout: 10_000 }).toBeGreaterThan(1);
    expect(count('READY=1') + count('WATCHDOG=1')).toBe(0);
    phase = 'ready';
    await expect.poll(() => count('WATCHDOG=1'), { timeout: 10_000 }).toBeGreaterThan(2);
    expect(count('READY=1')).toBe(1);
    expect(count('STATUS=Draws designs')).toBeGreaterThan(2);
  });

  it('asks for no more time once the engines have failed for good', async () => {
    phase = 'stuck';
    begin();
    await expect.poll(() => systemd.received().length, { timeout: 10_000 }).toBeGreaterThan(2);
    expect(systemd.received().filter((line) => !line.startsWith('STATUS='))).toEqual([]);
  });

  it.each<[string, Check]>([
    ['fails', async () => 'Expected a store but it is gone.'],
    ['throws', () => Promise.reject(new Error('read-only file system'))],
    ['hangs', () => new Promise(() => undefined)],
  ])('stops petting while a check %s, and goes on afterwards', async (_, broken) => {
    phase = 'ready';
    begin();
    await expect.poll(() => count('WATCHDOG=1'), { timeout: 10_000 }).toBeGreaterThan(1);
    check = broken;
    const told = () => systemd.received().filter((line) => line.startsWith('STATUS=') && !/Draws/.test(line));
    await expect.poll(() => told().length, { timeout: 10_000 }).toBeGreaterThan(0);
    const pets = count('WATCHDOG=1');
    await expect.poll(() => told().length, { timeout: 10_000 }).toBeGreaterThan(3);
    expect(count('WATCHDOG=1')).toBe(pets);
    check = async () => null;
    await expect.poll(() => count('WATCHDOG=1'), { timeout: 10_000 }).toBeGreaterThan(pets);
  });

  it('says that it stops', async () => {
    begin();
    await supervision?.close();
    supervision = null;
    await expect.poll(() => count('STOPPING=1'), { timeout: 10_000 }).toBe(1);
  });
});
