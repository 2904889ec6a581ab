/**
 * Asks the real server for ten times what it takes, then for 500 designs at once beside 500 sockets that never
 * finish a request, while staff look at the panel. Not part of the test suite. Run: `npx tsx tests/scale/flood.ts`
 * The bars are those of ten times the load; of 500 at once only what holds on any machine is judged. What else the
 * machine did is told beside the figures: on a busy one they are no promise.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { DesignView } from '../../runtime/http/app.ts';
import { GentleShop } from './soak/gentle-shop.ts';
import { startProbed, usageOf } from './soak/probed.ts';

const CAPACITY = 9;
const TENFOLD = { refusedWithinMs: 100, longestStallMs: 50 };
// 1,024 connections are held at most; what is beyond is not answered but closed.

interface Answer {
  readonly status: number;
  readonly ms: number;
  readonly retryAfter: number;
  readonly id: string;
}

const dir = await mkdtemp(join(tmpdir(), 'motif-flood-'));
const motif = await startProbed(dir);
const wrong: string[] = [];
try {
  const shop = new GentleShop(motif);
  await shop.open();
  for (let n = 0; n < 3; n++) await shop.customer();
  const [load = 0] = loadavg();
  console.log(JSON.stringify({ cores: availableParallelism(), loadBefore: Number(load.toFixed(1)) }));
  const tenfold = await storm(shop, 10 * CAPACITY, 11);
  console.log(JSON.stringify({ tenfold }));
  if (tenfold.refusedMs.p95 > TENFOLD.refusedWithinMs)
    wrong.push(`refused after ${tenfold.refusedMs.p95} ms`);
  if (tenfold.stallMs > TENFOLD.longestStallMs) wrong.push(`stood still for ${tenfold.stallMs} ms`);
  const sockets = Array.from({ length: 500 }, slowSocket);
  console.log(JSON.stringify({ at500: await storm(shop, 500, 0) }));
  for (const socket of sockets) socket.destroy();
  await shop.customer(); // and then all is as before
} finally {
  await motif.stop();
  await rm(dir, { recursive: true, maxRetries: 3 });
}
console.log(JSON.stringify({ wrong }));
process.exitCode = wrong.length > 0 ? 1 : 0;

/** @param apartMs between two requests */
async function storm(shop: GentleShop, count: number, apartMs: number) {
  const before = await usageOf(motif.pid, dir);
  const answers: Promise<Answer>[] = [];
  const looks: number[] = [];
  let over = false;
  const staff = (async () => {
    for (; !over; await pause(50)) looks.push(await shop.glance());
  })();
  for (let n = 0; n < count; n++) {
    answers.push(ask());
    if (apartMs > 0) await pause(apartMs);
  }
  const all = await Promise.all(answers);
  over = true;
  await staff;
  const { stallMs } = await usageOf(motif.pid, dir);
  const admitted = all.filter(({ status }) => status === 202);
  const refused = all.filter(({ status }) => status === 503);
  for (const { id } of admitted) await endOf(id);
  const after = await usageOf(motif.pid, dir);
  if (admitted.length + refused.length < count) wrong.push('something else than 202 and 503');
  if (admitted.length > CAPACITY + 3) wrong.push(`${admitted.length} admitted: the queue is not bounded`);
  if (refused.some(({ retryAfter }) => !(retryAfter >= 1))) wrong.push('refused without Retry-After');
  return {
    admitted: admitted.length,
    refused: refused.length,
    refusedMs: spread(refused.map(({ ms }) => ms)),
    panelMs: spread(looks),
    stallMs: Math.round(stallMs),
    rssMoreMB: Number(((after.rssBytes - before.rssBytes) / 1e6).toFixed(1)),
    heapMoreMB: Number(((after.heapBytes - before.heapBytes) / 1e6).toFixed(1)),
  };
}

async function ask(): Promise<Answer> {
  const began = performance.now();
  const response = await fetch(`${motif.url}/api/designs`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ product: 'mug', prompt: 'a fox', count: 1, preset: { steps: 'quick' } }),
  });
  const ms = performance.now() - began;
  const { id = '' } = (await response.json()) as Partial<DesignView>;
  return { status: response.status, ms, retryAfter: Number(response.headers.get('retry-after') ?? 0), id };
}

async function endOf(id: string): Promise<void> {
  await (await fetch(`${motif.url}/api/designs/${id}/events`)).text();
  const { state } = (await (await fetch(`${motif.url}/api/designs/${id}`)).json()) as DesignView;
  if (state !== 'done') wrong.push(`an admitted design ended as ${state}`);
}

/** Begins a request and never ends it. */
function slowSocket() {
  const socket = connect(Number(new URL(motif.url).port), '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write('POST /api/designs HTTP/1.1\r\nHost: localhost\r\nX-Slow: ');
  return socket;
}

function spread(values: readonly number[]) {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) =>
    Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? -1);
  return { median: at(0.5), p95: at(0.95), most: at(1) };
}
