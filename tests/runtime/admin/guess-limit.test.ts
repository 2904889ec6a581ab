import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GuessLimit } from '../../../runtime/admin/guess-limit.ts';
import { seeded } from '../../fakes/seeded.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let dir: string;
let clock: number;
const now = () => clock;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'motif-guesses-'));
  clock = Date.UTC(2026, 0, 1);
});
afterEach(() => rm(dir, { recursive: true }));

interface Limit {
  count(device: string | null): Promise<unknown>;
}

/** Guesses without pause, with the power cut now and then. @returns when each guess was tested */
async function attack(open: () => Promise<Limit>, guesses: number, devices: readonly (string | null)[]) {
  const random = seeded(7);
  const tested: number[] = [];
  let limit = await open();
  for (let i = 0; i < guesses; i++) {
    clock += 1_000 + (random() % 4_000);
    if (random() % 50 === 0) limit = await open();
    const device = devices[random() % devices.length] ?? null;
    await limit.count(device).then(
      () => tested.push(clock),
      () => undefined,
    );
  }
  return tested;
}

/** The most that fell into any hour. */
function mostInAnHour(times: readonly number[]): number {
  return Math.max(...times.map((start) => times.filter((at) => at >= start && at < start + HOUR).length));
}

describe('10,000 guesses across restarts', () => {
  it('are tested at most 20 times in any hour, from strangers and known browsers together', async () => {
    const devices = [null, null, 'a', 'b', 'c', 'd'];
    const tested = await attack(() => GuessLimit.open(dir, now), 10_000, devices);
    expect(mostInAnHour(tested)).toBeLessThanOrEqual(20);
    expect(tested.length).toBeGreaterThan(8); // time passed, so some hours came to an end
  }, 120_000);

  it('are tested far more often by a limit that forgets with a restart, so this test can see it', async () => {
    const forgetful = async () => {
      await rm(join(dir, 'admin'), { recursive: true, force: true });
      return GuessLimit.open(dir, now);
    };
    expect(mostInAnHour(await attack(forgetful, 2_000, [null]))).toBeGreaterThan(20);
  }, 60_000);

  it('of strangers never make the owner wait in a browser that is known', async () => {
    const limit = await GuessLimit.open(dir, now);
    for (let minute = 0; minute < 600; minute++) {
      clock += MINUTE;
      for (let i = 0; i < 10; i++) await limit.count(null).catch(() => undefined);
      if (minute % 20 === 0) await limit.forgive(await limit.count('owner'));
    }
  }, 60_000);
});

describe('the limit', () => {
  it('says in how many seconds the next guess is tested, and keeps to it', async () => {
    const limit = await GuessLimit.open(dir, now);
    for (let i = 0; i < 8; i++) {
      await limit.count(null);
      clock += MINUTE;
    }
    await expect(limit.count(null)).rejects.toMatchObject({
      code: 'too-many-guesses',
      retryAfterSeconds: 52 * 60,
      message: expect.stringContaining('motif admin reset-password'),
    });
    clock += 52 * MINUTE;
    await limit.count(null);
  });

  it('does not count a password that was right', async () => {
    const limit = await GuessLimit.open(dir, now);
    for (let i = 0; i < 30; i++) await limit.forgive(await limit.count(null));
  });

  it('does not last when the clock is set back', async () => {
    const limit = await GuessLimit.open(dir, now);
    for (let i = 0; i < 8; i++) await limit.count(null);
    clock -= 24 * HOUR;
    await limit.count(null);
  });

  it('survives a damaged file', async () => {
    await (await GuessLimit.open(dir, now)).count(null);
    await writeFile(join(dir, 'admin', 'guesses.json'), '');
    await (await GuessLimit.open(dir, now)).count(null);
  });
});
