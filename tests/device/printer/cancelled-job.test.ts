/** An order that is cancelled while it prints, seen to the end on a real IPP printer. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasJobEnded, jobState } from '../../../device/printer/print-job.ts';
import { DesignStore } from '../../../runtime/jobs/design-store.ts';
import { orderRequestSchema } from '../../../runtime/orders/order.ts';
import { PrintQueue } from '../../../runtime/orders/print-queue.ts';
import { fakeOrders } from '../../fakes/fake-orders.ts';
import { recordingLog } from '../../fakes/recording-log.ts';
import { DESIGN, keepDesign, key } from '../../runtime/orders/kept-design.ts';
import { type RunningPrinter, startPrinter, whyNoPrinter } from './ippeveprinter.ts';

const REQUEST = orderRequestSchema.parse({
  product: 'magnet',
  language: 'en',
  design: { designId: DESIGN, picture: 0 },
  label: { visible: true },
});

let dir: string;
let printer: RunningPrinter;
let fake: Awaited<ReturnType<typeof fakeOrders>>;
let queue: PrintQueue;

describe.skipIf(whyNoPrinter !== null)(
  `ippeveprinter (skipped where ${whyNoPrinter ?? 'it is missing'})`,
  () => {
    beforeAll(async () => {
      dir = await mkdtemp(join(tmpdir(), 'motif-cancel-'));
      printer = await startPrinter(4);
      const designs = await DesignStore.open(join(dir, 'designs'));
      await keepDesign(designs);
      fake = await fakeOrders(join(dir, 'orders'), designs);
      const { log } = recordingLog();
      const parts = { orders: fake.orders, hotDir: join(dir, 'hot'), printer: () => printer.uri, log };
      queue = new PrintQueue({ ...parts, everyMs: 100 });
    }, 120_000);
    afterAll(async () => {
      await queue?.close();
      fake?.closeOrders();
      await printer?.[Symbol.asyncDispose]();
      await rm(dir, { recursive: true });
    }, 30_000);

    /** An order that the printer works on. */
    async function printing(n: number) {
      const { code } = (await fake.orders.place(key(n), REQUEST)).order;
      await expect.poll(() => fake.orders.find(code).state, { timeout: 60_000 }).toBe('printing');
      const job = fake.orders.find(code).printJob?.job ?? 0;
      await expect.poll(() => jobState(printer.uri, job), { timeout: 30_000 }).toBe('processing');
      return { code, job };
    }

    async function endOf(job: number): Promise<string> {
      await expect
        .poll(async () => hasJobEnded(await jobState(printer.uri, job)), { timeout: 60_000, interval: 200 })
        .toBe(true);
      return jobState(printer.uri, job);
    }

    it('ends the job of a cancelled order as canceled, and prints the next order to its end', {
      timeout: 240_000,
    }, async () => {
      const { code, job } = await printing(1);
      await fake.orders.move(code, 'cancelled', 'staff');
      expect(await endOf(job)).toBe('canceled');
      await expect.poll(() => fake.orders.find(code).printJob, { timeout: 30_000 }).toBeNull();
      expect(fake.orders.find(code).state).toBe('cancelled');
      // The same printer, and nobody cancels: so the end above was the cancelling's.
      const next = await printing(2);
      expect(await endOf(next.job)).toBe('completed');
      await expect.poll(() => fake.orders.find(next.code).state, { timeout: 30_000 }).toBe('printed');
    });
  },
);
