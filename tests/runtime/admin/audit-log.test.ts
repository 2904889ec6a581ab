/** Nobody can push out of the audit log what others did. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AUDIT_KINDS, type AuditEntry, AuditLog, WRONG_PASSWORD } from '../../../runtime/admin/audit-log.ts';
import { KEPT } from '../../../runtime/admin/retention.ts';
import { olderThan } from '../../../runtime/store/line-age.ts';
import { LineFile } from '../../../runtime/store/line-file.ts';

type Act = Omit<AuditEntry, 'at'>;
const LONGEST_ADDRESS = '2001:0db8:0000:0000:0000:0000:192.168.100.100';
const TAKEOVER: Act = { role: null, address: '10.0.0.66', act: 'set-passwords', about: null };
const SETTINGS: Act = { role: 'technician', address: '10.0.0.7', act: 'settings', about: '{}' };
const MOVE: Act = { role: 'staff', address: '10.0.0.8', act: 'order-printed', about: 'K7' };
const guess = (n: number): Act => ({
  role: null,
  address: `10.0.1.${n % 256}`,
  act: WRONG_PASSWORD,
  about: 'staff',
});
const click = (n: number): Act => ({ ...MOVE, about: `K${n}` });
/** A thousandth of the real ones, so that a flood is over soon. */
const SMALL = Object.fromEntries(
  Object.entries(AUDIT_KINDS).map(([kind, { file, mostBytes }]) => [
    kind,
    { file, mostBytes: mostBytes / 1000 },
  ]),
) as Record<keyof typeof AUDIT_KINDS, { file: string; mostBytes: number }>;
/** Several times what the files hold in all. */
const FLOOD = 600;

let dir: string;
let audit: AuditLog;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'motif-audit-'));
  audit = new AuditLog(dir, SMALL);
});
afterEach(async () => {
  audit.close();
  await rm(dir, { recursive: true });
});

const kept = async (act: Act) =>
  (await audit.latest(1000)).some((entry) => entry.act === act.act && entry.about === act.about);

describe('the audit log', () => {
  it('keeps what was done through a flood of wrong passwords', async () => {
    for (const act of [TAKEOVER, SETTINGS, MOVE]) audit.note(act);
    for (let n = 0; n < FLOOD; n++) audit.note(guess(n));
    for (const act of [TAKEOVER, SETTINGS, MOVE]) expect(await kept(act)).toBe(true);
    const attempts = (await audit.latest(1000)).filter(({ act }) => act === WRONG_PASSWORD);
    expect(attempts.length).toBeLessThan(FLOOD); // the files did turn over
    expect(attempts[0]?.address).toBe(guess(FLOOD - 1).address);
  });

  it('keeps what technicians did, and the attempts, through a flood by staff', async () => {
    for (const act of [TAKEOVER, SETTINGS, guess(7)]) audit.note(act);
    for (let n = 0; n < FLOOD; n++) audit.note(click(n));
    for (const act of [TAKEOVER, SETTINGS, guess(7)]) expect(await kept(act)).toBe(true);
    expect(await kept(click(0))).toBe(false);
    expect(await kept(click(FLOOD - 1))).toBe(true);
  });

  it('would lose it in one file for all, which this test tells', async () => {
    const mostBytes = Object.values(SMALL).reduce((sum, kind) => sum + kind.mostBytes, 0);
    const one = new LineFile(join(dir, 'one.jsonl'), { mostBytes, durable: true });
    const acts = [TAKEOVER, ...Array.from({ length: FLOOD }, (_, n) => guess(n))];
    for (const act of acts) one.write(`${JSON.stringify({ at: new Date().toISOString(), ...act })}\n`);
    expect((await one.tail(1000)).join('\n')).not.toContain(TAKEOVER.act);
    one.close();
  });

  it('has room for as many attempts as guesses are tested in the time that a shop keeps them', () => {
    const worst: Act = { role: null, address: LONGEST_ADDRESS, act: WRONG_PASSWORD, about: 'technician' };
    const line = JSON.stringify({ at: new Date().toISOString(), ...worst });
    const days = AUDIT_KINDS.attempts.mostBytes / (line.length + 1) / 20 / 24;
    expect(days).toBeGreaterThan(KEPT.logs);
  });

  it('tells the newest first, of all kinds together, and forgets each by its age', async () => {
    for (const act of [SETTINGS, guess(1), MOVE, TAKEOVER]) {
      audit.note(act);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    const acts = (await audit.latest(10)).map(({ act }) => act);
    expect(acts).toEqual([TAKEOVER, MOVE, guess(1), SETTINGS].map(({ act }) => act));
    await audit.forget(olderThan(new Date(Date.now() + 1000), ({ at }) => at));
    expect(await audit.latest(10)).toEqual([]);
  });
});
