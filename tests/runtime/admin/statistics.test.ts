import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Statistics } from '../../../runtime/admin/statistics.ts';
import { type Visit, Visits } from '../../../runtime/admin/visits.ts';
import type { DrawingEnd } from '../../../runtime/jobs/design-jobs.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'motif-statistics-'));
});
afterEach(() => rm(dir, { recursive: true }));

const MUG: DrawingEnd = { outcome: 'done', pictures: 4, seconds: 8, product: 'mug', style: 'ink' };
const at = (day: number, hour = 12) => new Date(2026, 0, day, hour);

describe('statistics', () => {
  it('count how far visits come, where they end and which chips are drawn, together and bounded', async () => {
    const statistics = await Statistics.open(dir);
    const log = { error: vi.fn() };
    const visits = new Visits(statistics, log);
    const step = (from: Visit['from'], to: Visit['to'], first = true, chips: string[] = []) =>
      visits.take({ from, to, first, chips });
    step('attract', 'product');
    step('product', 'describe');
    step('describe', 'drawing', true, ['cat', 'cat', 'moon']);
    step('drawing', 'describe', false);
    step('describe', 'attract');
    for (let n = 0; n < 2_000; n++) step('attract', 'product');
    expect(statistics.latest(1)).toEqual([]);
    await visits.write();
    const [today] = (await Statistics.open(dir)).latest(1);
    expect(today).toMatchObject({ left: { describe: 1 }, chips: { cat: 1, moon: 1 } });
    expect(today?.reached).toEqual({ product: 996, describe: 1, drawing: 1 });
    expect(log.error).not.toHaveBeenCalled();
  });

  it('count drawings by day, product and style, through a restart', async () => {
    const before = await Statistics.open(dir);
    await before.took(MUG, at(1, 0));
    await before.took({ ...MUG, pictures: 1, seconds: 2, style: null }, at(1, 23));
    const after = await Statistics.open(dir);
    await after.took({ ...MUG, outcome: 'failed' }, at(1));
    await after.took({ ...MUG, outcome: 'cancelled', product: 'tote' }, at(2));
    await after.ordered(at(2));
    expect(after.latest(9)).toEqual([
      {
        day: '2026-01-02',
        done: 0,
        failed: 0,
        cancelled: 1,
        pictures: 0,
        seconds: 0,
        products: {},
        styles: {},
        orders: 1,
        reached: {},
        left: {},
        chips: {},
      },
      {
        day: '2026-01-01',
        done: 2,
        failed: 1,
        cancelled: 0,
        pictures: 5,
        seconds: 10,
        products: { mug: 2 },
        styles: { ink: 1 },
        orders: 0,
        reached: {},
        left: {},
        chips: {},
      },
    ]);
  });

  it('lose no drawing of many that end at once', async () => {
    const statistics = await Statistics.open(dir);
    await Promise.all(Array.from({ length: 40 }, () => statistics.took(MUG, at(3))));
    expect((await Statistics.open(dir)).latest(1)).toMatchObject([{ done: 40, pictures: 160 }]);
  });

  it('forget what is older than 400 days', async () => {
    const statistics = await Statistics.open(dir);
    for (let day = 0; day < 403; day++) await statistics.took(MUG, at(1 + day));
    const kept = statistics.latest(1000);
    expect(kept).toHaveLength(400);
    expect(kept.at(-1)?.day).toBe('2026-01-04');
  });
});
