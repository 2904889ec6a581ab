import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Sessions } from '../../../runtime/admin/sessions.ts';

const MINUTE = 60_000;
const START = Date.parse('2026-01-02T08:00:00Z');

let dir: string;
let clock: number;
const open = () => Sessions.open(dir, () => clock);

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'motif-sessions-'));
  clock = START;
});
afterEach(() => rm(dir, { recursive: true, maxRetries: 3 }));

describe('a session', () => {
  it('outlives a restart, and only its fingerprint is on the disk', async () => {
    const secret = await (await open()).begin('staff');
    expect((await open()).roleOf(secret)).toBe('staff');
    expect(await readFile(join(dir, 'admin', 'sessions.json'), 'utf8')).not.toContain(secret);
  });

  it('that was signed out does not come back', async () => {
    const before = await open();
    const [gone, kept] = [await before.begin('staff'), await before.begin('staff')];
    await before.end(gone);
    const after = await open();
    expect([after.roleOf(gone), after.roleOf(kept)]).toEqual([null, 'staff']);
  });

  it('ends with everybody else’s when all are signed out', async () => {
    const before = await open();
    const secrets = [await before.begin('staff'), await before.begin('technician')];
    await before.endAll();
    expect(secrets.map((secret) => before.isOpen(secret))).toEqual([false, false]);
    const after = await open();
    expect(secrets.map((secret) => after.isOpen(secret))).toEqual([false, false]);
  });

  it('grows old while the machine is off', async () => {
    const secret = await (await open()).begin('technician');
    clock += 31 * MINUTE;
    expect((await open()).roleOf(secret)).toBeNull();
  });

  it('that was used until a moment ago is known after a restart', async () => {
    const before = await open();
    const secret = await before.begin('technician');
    for (let i = 0; i < 12; i++) {
      clock += 6 * MINUTE;
      expect(before.roleOf(secret)).toBe('technician');
    }
    await expect.poll(async () => (await open()).roleOf(secret)).toBe('technician');
  });

  it('lasts a working day at most, and no longer where the clock was set back', async () => {
    const sessions = await open();
    const secret = await sessions.begin('staff');
    clock = START - 24 * 60 * MINUTE;
    expect(sessions.isOpen(secret)).toBe(false);
    clock = START;
    const other = await sessions.begin('staff');
    for (let i = 0; i < 6; i++) {
      clock += 119 * MINUTE;
      expect(sessions.roleOf(other)).toBe('staff');
    }
    clock += 7 * MINUTE;
    expect(sessions.roleOf(other)).toBeNull();
  });
});
