import { mkdtemp, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { applyRetention } from '../../../runtime/admin/retention.ts';
import { Statistics } from '../../../runtime/admin/statistics.ts';
import { DesignStore } from '../../../runtime/jobs/design-store.ts';
import { LineFile } from '../../../runtime/store/line-file.ts';
import { DESIGN, keepDesign } from '../orders/kept-design.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'motif-retention-'));
});
afterEach(() => rm(dir, { recursive: true }));

const NOW = Date.UTC(2026, 5, 1);
const daysAgo = (days: number) => new Date(NOW - days * 86_400_000);
const RULES = { designs: 7, orders: 365, logs: 30, statistics: 60 };
const lineFile = (name: string) => new LineFile(join(dir, name), { mostBytes: 150, durable: false });

describe('the rules for how long things are kept', () => {
  it('remove what is older of every kind, and nothing that is younger', async () => {
    const designs = await DesignStore.open(join(dir, 'designs'));
    await keepDesign(designs);
    const statistics = await Statistics.open(dir);
    for (const age of [61, 59]) await statistics.ordered(daysAgo(age));
    const [archive, log] = [lineFile('archive.jsonl'), lineFile('log.jsonl')];
    // Both go over into an older file on the way.
    for (const age of [800, 700, 366, 364, 3])
      archive.write(
        `${JSON.stringify({ code: `A${age}`, history: [{ at: daysAgo(age).toISOString() }] })}\n`,
      );
    for (const age of [90, 60, 31, 29, 1])
      log.write(`${JSON.stringify({ time: +daysAgo(age), msg: `${age}` })}\n`);
    const apply = () =>
      applyRetention(
        {
          retention: () => RULES,
          designs,
          orders: { forgetArchived: (isOld) => archive.forget(isOld) },
          logs: [log],
          statistics,
          log: { error: vi.fn() },
        },
        NOW,
      );

    await utimes(join(dir, 'designs', DESIGN), daysAgo(6), daysAgo(6));
    await apply();
    expect(await designs.has(DESIGN, 0)).toBe(true);
    expect((await archive.tail(9)).map((line) => JSON.parse(line).code)).toEqual(['A364', 'A3']);
    expect((await log.tail(9)).map((line) => JSON.parse(line).msg)).toEqual(['29', '1']);
    expect(statistics.latest(9)).toHaveLength(1);

    await utimes(join(dir, 'designs', DESIGN), daysAgo(8), daysAgo(8));
    await apply();
    expect(await designs.has(DESIGN, 0)).toBe(false);
    log.write('{"msg":"goes on"}\n');
    expect((await log.tail(1))[0]).toContain('goes on');
  });
});
