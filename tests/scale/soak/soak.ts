/**
 * Serves a quiet shop for an hour and says whether memory or descriptors of the server or its drawing process
 * grow. Not part of the test suite. Run:
 *
 *     npx tsx tests/scale/soak/soak.ts [--minutes 60] [--leak BYTES] [--out samples.jsonl]
 *
 * `--leak` lets both processes keep so many bytes of every request and message: the control that must fail.
 */
import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { GentleShop } from './gentle-shop.ts';
import { startProbed, type Usage, usageOf } from './probed.ts';
import { slopeInterval, slopePerHour } from './slope.ts';

/** The memory of ended designs holds 200; until it is full, growth is meant. */
const WARM_DESIGNS = 210;
/** With its first orders the print thread starts and takes what its largest files need. */
const WARM_ORDER_EVERY = 10;
const SETTLE_MS = 60_000;
const CUSTOMER_EVERY_MS = 20_000;
const POLL_EVERY_MS = 5_000;
const ORDER_EVERY = 3;
const SAMPLE_EVERY_MS = 30_000;
/**
 * Megabytes an hour, of each process: of what lives after a collection by the slope itself, of what the system
 * counts by the lower end of its interval, since the allocator gives and takes tens of megabytes with each order.
 */
const STEEPEST = 1;
/** A stream that is being closed, a file that is being synced. */
const DESCRIPTORS_MORE = 3;

interface Sample {
  readonly hours: number;
  readonly server: Usage;
  readonly drawing: Usage;
}

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '60' },
    leak: { type: 'string' },
    out: { type: 'string' },
  },
});
const dir = await mkdtemp(join(tmpdir(), 'motif-soak-'));
const samples: Sample[] = [];
const motif = await startProbed(dir, values.leak === undefined ? {} : { SOAK_LEAK: values.leak });
try {
  const shop = new GentleShop(motif);
  await shop.open();
  await warmUp(shop);
  await serve(shop, Number(values.minutes) * 60_000);
} finally {
  await motif.stop();
  await rm(dir, { recursive: true, maxRetries: 3 });
}
const faults = faultsOf(samples);
console.log(JSON.stringify({ samples: samples.length, ...figures(samples), faults }, null, 2));
process.exitCode = faults.length > 0 ? 1 : 0;

async function warmUp(shop: GentleShop): Promise<void> {
  for (let n = 0; n < WARM_DESIGNS; n++) {
    const design = await shop.customer();
    if (n % WARM_ORDER_EVERY > 0) continue;
    await shop.order(design);
    await shop.staffLooksIn();
  }
  await pause(SETTLE_MS);
}

/** Everything happens one after the other, so that a sample is taken while nothing is drawn. */
async function serve(shop: GentleShop, forMs: number): Promise<void> {
  const began = performance.now();
  const due = { customer: 0, poll: 0, sample: 0 };
  let customers = 0;
  while (performance.now() - began < forMs) {
    const now = performance.now() - began;
    if (now >= due.customer) {
      due.customer += CUSTOMER_EVERY_MS;
      const design = await shop.customer();
      if (++customers % ORDER_EVERY === 0) await shop.order(design);
      await shop.staffLooksIn();
    } else if (now >= due.poll) {
      due.poll += POLL_EVERY_MS;
      await shop.poll();
    } else if (now >= due.sample) {
      due.sample += SAMPLE_EVERY_MS;
      await take((performance.now() - began) / 3_600_000);
    } else await pause(Math.max(1, Math.min(due.customer, due.poll, due.sample) - now));
  }
}

async function take(hours: number): Promise<void> {
  const sample = {
    hours,
    server: await usageOf(motif.pid, dir),
    drawing: await usageOf(motif.drawingPid(), dir),
  };
  samples.push(sample);
  if (values.out !== undefined) await appendFile(values.out, `${JSON.stringify(sample)}\n`);
}

const series = (of: 'server' | 'drawing', what: keyof Usage) =>
  samples.map((sample) => ({ hours: sample.hours, value: sample[of][what] }));

function figures(all: readonly Sample[]) {
  const of = (who: 'server' | 'drawing') => ({
    rssMB: slopeFigures(who, 'rssBytes'),
    heapMB: slopeFigures(who, 'heapBytes'),
    descriptors: [all[0]?.[who].descriptors, all.at(-1)?.[who].descriptors],
  });
  return { server: of('server'), drawing: of('drawing') };
}

function slopeFigures(who: 'server' | 'drawing', what: 'rssBytes' | 'heapBytes') {
  const points = series(who, what);
  const mega = (bytes: number) => Number((bytes / 1e6).toFixed(2));
  return {
    first: mega(points[0]?.value ?? Number.NaN),
    last: mega(points.at(-1)?.value ?? Number.NaN),
    perHour: mega(slopePerHour(points)),
    interval: slopeInterval(points).map(mega),
  };
}

function faultsOf(all: readonly Sample[]): readonly string[] {
  const found: string[] = [];
  for (const who of ['server', 'drawing'] as const) {
    const [heap, rss] = [slopeFigures(who, 'heapBytes'), slopeFigures(who, 'rssBytes')];
    if (heap.perHour > STEEPEST) found.push(`${who}: the heap grows by ${heap.perHour} MB an hour`);
    const [least = 0] = rss.interval;
    if (least > STEEPEST) found.push(`${who}: memory grows by ${least} MB an hour at least`);
    const descriptors = slopePerHour(series(who, 'descriptors'));
    if (descriptors * (all.at(-1)?.hours ?? 0) > DESCRIPTORS_MORE)
      found.push(`${who}: descriptors grow by ${descriptors} an hour`);
  }
  return found;
}
