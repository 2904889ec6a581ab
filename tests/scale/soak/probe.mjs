/**
 * Preloaded into every process of a server under test (`NODE_OPTIONS=--import`): on SIGUSR2 it collects the
 * rubbish, that of worker threads too, and writes what is left to `$SOAK_DIR/<pid>.json`, with the longest stall of the event loop since the
 * last time. With `SOAK_LEAK=<bytes>` the process keeps so much
 * of every request and every message, as a forgotten listener would.
 */
import { subscribe } from 'node:diagnostics_channel';
import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { isMainThread } from 'node:worker_threads';

const { SOAK_DIR, SOAK_LEAK } = process.env;
/** Long enough for a thread that is idle to hear and collect. */
const COLLECTING_MS = 1_000;

/** A page is 4 KB on every platform that has this file. */
const rssBytes = () => Number(readFileSync('/proc/self/statm', 'utf8').split(' ')[1]) * 4096;

if (SOAK_DIR !== undefined) {
  setFlagsFromString('--expose-gc');
  const gc = runInNewContext('gc');
  const collect = () => {
    gc();
    gc();
  };
  const threads = new BroadcastChannel('soak');
  threads.unref();
  if (isMainThread) answer(collect, threads);
  else threads.onmessage = collect;
  if (isMainThread && SOAK_LEAK !== undefined) leak(Number(SOAK_LEAK));
}

function answer(collect, threads) {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  process.on('SIGUSR2', async () => {
    const stallMs = delay.max / 1e6;
    threads.postMessage('collect');
    await pause(COLLECTING_MS);
    collect();
    const { heapUsed, external } = process.memoryUsage();
    const descriptors = readdirSync('/proc/self/fd').length;
    const usage = { rssBytes: rssBytes(), heapBytes: heapUsed + external, descriptors, stallMs };
    const file = join(SOAK_DIR, `${process.pid}.json`);
    writeFileSync(`${file}.new`, JSON.stringify(usage));
    renameSync(`${file}.new`, file);
    delay.reset(); // collecting and writing is not the server's work
  });
}

function leak(bytes) {
  const kept = [];
  const keep = () => kept.push(Buffer.alloc(bytes, 1));
  subscribe('http.server.request.start', keep);
  if (process.connected) process.on('message', keep);
}
