/**
 * What orders cost in a shop that has many: `node --import tsx tests/runtime/load/order-cost.ts 100000 [folder]`.
 * As many live ones and as many archived ones are laid down first.
 */
import { mkdir, mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { moved } from '../../../runtime/orders/order-states.ts';
import { OrderStore } from '../../../runtime/orders/order-store.ts';
import { FILES, orderRecord } from '../orders/order-record.ts';

const ROUNDS = 40;

async function layDown(dir: string, count: number): Promise<void> {
  const archive = await open(join(dir, 'archive.jsonl'), 'w');
  const lines: string[] = [];
  for (let n = 1; n <= count; n += 1) {
    const record = orderRecord(n);
    const folder = join(dir, record.code);
    await mkdir(folder);
    await writeFile(join(folder, 'order.json'), JSON.stringify(record));
    lines.push(JSON.stringify(orderRecord(n + 1_000_000)));
  }
  await archive.write(`${lines.join('\n')}\n`);
  await archive.close();
}

/** Median of several runs, in milliseconds. */
async function median(work: (round: number) => unknown): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const begun = performance.now();
    await work(round);
    times.push(performance.now() - begun);
  }
  return times.sort((a, b) => a - b)[ROUNDS >> 1] ?? Number.NaN;
}

async function costs(base: string, count: number) {
  const dir = await mkdtemp(join(base, 'motif-order-cost-'));
  await layDown(dir, count);
  const begun = performance.now();
  const store = await OrderStore.open(dir);
  const opening = performance.now() - begun;
  const fresh = (round: number) => orderRecord(200_000 + round);
  const printed = (round: number) => moved(fresh(round), 'printed', 'staff', new Date());
  const figures = {
    orders: store.live.length,
    opening,
    place: await median((round) => store.add(fresh(round), FILES)),
    change: await median((round) => store.replace(printed(round))),
    byKey: await median((round) => store.byKey(fresh(round).key)),
    list: await median(() => store.live),
    archive: await median((round) => store.archive(printed(round))),
    archived300: await median(() => store.archived(300)),
  };
  store.close();
  await rm(dir, { recursive: true });
  return figures;
}

const [count = '100000', base = tmpdir()] = process.argv.slice(2);
console.table([await costs(base, 0), await costs(base, Number(count))]);
