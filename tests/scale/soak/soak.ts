/**
 * Serves a quiet shop for an hour and says whether memory or descriptors of the server or its drawing process
 * grow. Not part of the test suite. Run:
 *
 *     npx tsx tests/scale/soak/soak.ts [--minutes 60] [--leak BYTES] [--out samples.jsonl] [--pace 1] [--without-model]
 *
 * `--pace 6` lets everything come six times as often and reads the slope as that of an hour at the usual pace;
 * without a model that can be kept up, and says what the server's own memory does.
 *
 * `--leak` lets both processes keep so many bytes of every request and message: the control that must fail.
 */
import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { GentleShop } from './gentle-shop.ts';
import { faultsOf, figuresOf, type Sample } from './judge.ts';
import { startProbed, usageOf } from './probed.ts';

/** The memory of ended designs holds 200; until it is full, growth is meant. */
const WARM_DESIGNS = 210;
/** As often as later: for an hour's worth of orders the engine still compiles what they run, and its heap grows. */
const ORDER_EVERY = 3;
const SETTLE_MS = 60_000;
const CUSTOMER_EVERY_MS = 20_000;
const POLL_EVERY_MS = 5_000;
const SAMPLE_EVERY_MS = 30_000;

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '60' },
    leak: { type: 'string' },
    out: { type: 'string' },
    pace: { type: 'string', default: '1' },
    'without-model': { type: 'boolean', default: false },
  },
});
const dir = await mkdtemp(join(tmpdir(), 'motif-soak-'));
const samples: Sample[] = [];
const broken: string[] = [];
const pace = Number(values.pace);
const motif = await startProbed(
  dir,
  values.leak === undefined ? {} : { SOAK_LEAK: values.leak },
  values['without-model'],
);
try {
  const shop = new GentleShop(motif);
  await shop.open();
  await warmUp(shop);
  console.error(`Warm after ${Math.round(process.uptime() / 60)} min.`);
  await serve(shop, Number(values.minutes) * 60_000);
} catch (failure) {
  broken.push(`cut short: ${failure instanceof Error ? (failure.stack ?? failure.message) : failure}`);
} finally {
  await motif.stop();
  await rm(dir, { recursive: true, maxRetries: 3 });
}
// Of an hour that was cut short, too, what was seen is worth knowing.
const faults = [...broken, ...faultsOf(samples)];
console.log(JSON.stringify({ samples: samples.length, ...figuresOf(samples), faults }, null, 2));
process.exitCode = faults.length > 0 ? 1 : 0;

async function warmUp(shop: GentleShop): Promise<void> {
  for (let n = 0; n < WARM_DESIGNS; n++) {
    const design = await shop.customer();
    if (n % ORDER_EVERY > 0) continue;
    await shop.order(design);
    await shop.staffLooksIn();
  }
  await pause(SETTLE_MS / pace);
}

/** Everything happens one after the other, so that a sample is taken while nothing is drawn. */
async function serve(shop: GentleShop, forMs: number): Promise<void> {
  const began = performance.now();
  const due = { customer: 0, poll: 0, sample: 0 };
  let customers = 0;
  while (performance.now() - began < forMs) {
    const now = performance.now() - began;
    // First: behind its time with customers, as on a busy machine, it would take none.
    if (now >= due.sample) {
      due.sample += SAMPLE_EVERY_MS / pace;
      await take((pace * (performance.now() - began)) / 3_600_000);
    } else if (now >= due.customer) {
      due.customer += CUSTOMER_EVERY_MS / pace;
      const design = await shop.customer();
      if (++customers % ORDER_EVERY === 0) await shop.order(design);
      await shop.staffLooksIn();
    } else if (now >= due.poll) {
      due.poll += POLL_EVERY_MS / pace;
      await shop.poll();
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
