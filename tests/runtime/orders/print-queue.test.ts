import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DesignStore } from '../../../runtime/jobs/design-store.ts';
import { orderRequestSchema } from '../../../runtime/orders/order.ts';
import { PrintQueue } from '../../../runtime/orders/print-queue.ts';
import { fakeOrders } from '../../fakes/fake-orders.ts';
import { type FakePrinter, fakePrinter } from '../../fakes/fake-printer.ts';
import { recordingLog } from '../../fakes/recording-log.ts';
import { DESIGN, keepDesign, key } from './kept-design.ts';

/** A busy machine takes its time. */
const eventually = (look: () => void | Promise<void>) => vi.waitFor(look, { timeout: 15_000 });

const REQUEST = orderRequestSchema.parse({
  product: 'magnet',
  language: 'en',
  design: { designId: DESIGN, picture: 0 },
  label: { visible: true },
});
let dir: string;
let fake: Awaited<ReturnType<typeof fakeOrders>>;
let printer: FakePrinter;
let queue: PrintQueue;
let uri: string | null;

const open = (everyMs = 5) =>
  new PrintQueue({
    orders: fake.orders,
    hotDir: join(dir, 'hot'),
    printer: () => uri,
    log: recordingLog().log,
    everyMs,
  });
const stateOf = (code: string) => fake.orders.find(code).state;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'motif-queue-'));
  const designs = await DesignStore.open(join(dir, 'designs'));
  await keepDesign(designs);
  fake = await fakeOrders(join(dir, 'orders'), designs);
  printer = await fakePrinter();
  uri = printer.uri;
  queue = open();
});

afterEach(async () => {
  await queue.close();
  await printer[Symbol.asyncDispose]();
  fake.closeOrders();
  await rm(dir, { recursive: true });
});

it('prints released orders one at a time, oldest first, and lays each into the hot folder', async () => {
  const first = (await fake.orders.place(key(1), REQUEST)).order.code;
  const second = (await fake.orders.place(key(2), REQUEST)).order.code;
  await eventually(() => expect(stateOf(first)).toBe('printing'));
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(stateOf(second)).toBe('released');
  expect(printer.documents[0]?.equals(await fake.orders.file(first, 'print.pdf'))).toBe(true);
  printer.jobStates[0] = 'completed';
  await eventually(() => expect([stateOf(first), stateOf(second)]).toEqual(['printed', 'printing']));
  expect((await readdir(join(dir, 'hot'))).sort()).toEqual([`${first}.pdf`, `${second}.pdf`].sort());
});

it('prints again what the printer gave up', async () => {
  const { code } = (await fake.orders.place(key(1), REQUEST)).order;
  await eventually(() => expect(stateOf(code)).toBe('printing'));
  printer.jobStates[0] = 'aborted';
  await eventually(() => expect(printer.documents).toHaveLength(2));
  printer.jobStates[1] = 'completed';
  await eventually(() => expect(stateOf(code)).toBe('printed'));
});

it('follows a job further after a restart, and prints nothing twice', async () => {
  const { code } = (await fake.orders.place(key(1), REQUEST)).order;
  await eventually(() => expect(stateOf(code)).toBe('printing'));
  await queue.close();
  queue = open();
  await new Promise((resolve) => setTimeout(resolve, 60));
  expect(printer.documents).toHaveLength(1);
  printer.jobStates[0] = 'completed';
  await eventually(() => expect(stateOf(code)).toBe('printed'));
});

it('keeps orders while the printer is off, and prints them when it is back', async () => {
  uri = 'ipp://127.0.0.1:9/none';
  const { code } = (await fake.orders.place(key(1), REQUEST)).order;
  await new Promise((resolve) => setTimeout(resolve, 60));
  expect(stateOf(code)).toBe('released');
  uri = printer.uri;
  await eventually(() => expect(stateOf(code)).toBe('printing'));
});

it('leaves printing to the staff where the shop has no printer', async () => {
  uri = null;
  const { code } = (await fake.orders.place(key(1), REQUEST)).order;
  await eventually(async () => expect(await readdir(join(dir, 'hot'))).toEqual([`${code}.pdf`]));
  expect(stateOf(code)).toBe('released');
});

describe('an order whose printing staff end', () => {
  const printing = async () => {
    const { code } = (await fake.orders.place(key(1), REQUEST)).order;
    await eventually(() => expect(stateOf(code)).toBe('printing'));
    return code;
  };
  const jobOf = (code: string) => fake.orders.find(code).printJob;

  it('by cancelling it has its job cancelled at the printer, and its file taken from the hot folder', async () => {
    const code = await printing();
    await fake.orders.move(code, 'cancelled', 'staff');
    await eventually(() => expect(printer.jobStates).toEqual(['canceled']));
    await eventually(async () => expect(await readdir(join(dir, 'hot'))).toEqual([]));
    await eventually(() => expect(jobOf(code)).toBeNull());
    expect([stateOf(code), printer.documents.length]).toEqual(['cancelled', 1]);
  });

  it('has it cancelled at once, before it can be archived, when the queue is told', async () => {
    await queue.close();
    queue = open(60_000);
    const { code } = (await fake.orders.place(key(1), REQUEST)).order;
    queue.wake();
    await eventually(() => expect(stateOf(code)).toBe('printing'));
    await fake.orders.move(code, 'cancelled', 'staff');
    await eventually(() => {
      queue.wake();
      expect(printer.jobStates).toEqual(['canceled']);
    });
  });

  it('by releasing it once more is printed once, not twice', async () => {
    const code = await printing();
    await fake.orders.move(code, 'released', 'staff');
    await eventually(() => expect(printer.jobStates).toEqual(['canceled', 'pending']));
    await eventually(() => expect(jobOf(code)?.job).toBe(2));
  });

  it('while the printer is off has it cancelled when the printer is back, and others print meanwhile', async () => {
    const code = await printing();
    await queue.close();
    await fake.orders.change(code, (order) => ({
      ...order,
      printJob: { printer: 'ipp://127.0.0.1:9/none', job: 1 },
    }));
    await fake.orders.move(code, 'cancelled', 'staff');
    queue = open();
    const other = (await fake.orders.place(key(2), REQUEST)).order.code;
    await eventually(() => expect(stateOf(other)).toBe('printing'));
    expect(jobOf(code)).not.toBeNull();
    await fake.orders.change(code, (order) => ({ ...order, printJob: { printer: printer.uri, job: 1 } }));
    await eventually(() => expect(printer.jobStates[0]).toBe('canceled'));
    await eventually(() => expect(jobOf(code)).toBeNull());
  });

  it('that the printer has just finished stays cancelled, and the printer is asked no more', async () => {
    const code = await printing();
    await queue.close();
    printer.jobStates[0] = 'completed';
    await fake.orders.move(code, 'cancelled', 'staff');
    queue = open();
    await eventually(() => expect(jobOf(code)).toBeNull());
    expect([stateOf(code), printer.jobStates]).toEqual(['cancelled', ['completed']]);
  });
});
