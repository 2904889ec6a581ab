/** What a customer feels of the page's weight: how soon it can be used, and whether it ever stands still. */
import { setPriority } from 'node:os';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { undisturbed } from '../fakes/undisturbed.ts';
import { type FakeKiosk, startFakeKiosk } from './fake-kiosk.ts';
import { beginDrawing, firstPreview, PORTRAIT, untilDrawn } from './kiosk-page.ts';

/** Of processor time for one task while drawing: the rest of the 50 ms is for whoever holds the cores. */
const MOST_WORK_MS = 25;
let kiosk: FakeKiosk;

beforeAll(async () => {
  kiosk = await startFakeKiosk();
}, 120_000);
afterAll(() => kiosk?.close());

/** Milliseconds from the navigation to a first screen that answers touches, its letters included. */
function usableAfter(page: Page): Promise<number> {
  return page.evaluate(async () => {
    while (!document.querySelector('[data-action=wake]')) await new Promise(requestAnimationFrame);
    await document.fonts.ready;
    return performance.now();
  });
}

/** Milliseconds of each task of more than 50 ms from now on. */
async function watchLongTasks(page: Page): Promise<() => Promise<readonly number[]>> {
  const tasks = await page.evaluateHandle(() => {
    const durations: number[] = [];
    new PerformanceObserver((list) => {
      durations.push(...list.getEntries().map(({ duration }) => duration));
    }).observe({ type: 'longtask' });
    return durations;
  });
  return () => tasks.evaluate((durations) => durations);
}

/** Of what Chromium's tracing tells of the page's own thread, in microseconds. */
interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Of the processor alone; absent where the system does not tell. */
  readonly tdur?: number;
  readonly args: { readonly name?: string };
}

/** Milliseconds of processor time of each task of the page's own thread, until the function is called. */
async function watchWork(page: Page): Promise<() => Promise<readonly number[]>> {
  await kiosk.browser.startTracing(page, { categories: ['toplevel'] });
  return async () => {
    const { traceEvents } = JSON.parse(String(await kiosk.browser.stopTracing())) as {
      readonly traceEvents: readonly TraceEvent[];
    };
    const key = ({ pid, tid }: TraceEvent) => `${pid}.${tid}`;
    const names = traceEvents.filter(
      ({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain',
    );
    const main = new Set(names.map(key));
    return traceEvents
      .filter((event) => event.name.endsWith('RunTask') && main.has(key(event)))
      .flatMap(({ tdur }) => (tdur === undefined ? [] : [tdur / 1000]));
  };
}

/**
 * What the page's own thread does is measured, not how long the cores were with somebody else: it goes before all
 * others where that is allowed.
 */
async function putPageFirst(): Promise<void> {
  const session = await kiosk.browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  for (const { type, id } of processInfo) {
    if (type === 'renderer') tryPriority(id, -15);
  }
}

/** Of the process's first thread alone, which is the one that runs the page. */
function tryPriority(pid: number, priority: number): void {
  try {
    setPriority(pid, priority);
  } catch {
    // Not root: then the machine has to be quiet.
  }
}

/** What a watch saw from the first preview to the last. */
async function whileDrawing(
  watch: (page: Page) => Promise<() => Promise<readonly number[]>>,
): Promise<readonly number[]> {
  let seen: readonly number[] = [];
  kiosk.server.misfortune.stepMs = 120;
  await kiosk.visit({ size: PORTRAIT, language: 'zh' }, async ({ page }) => {
    await beginDrawing(page, 'magnet', '一只熊猫');
    await firstPreview(page);
    const stop = await watch(page);
    await untilDrawn(page);
    seen = await stop();
  });
  return seen;
}

describe('the page', () => {
  it('can be used within 1.5 s', async () => {
    const measure = async () => {
      const context = await kiosk.browser.newContext({ viewport: PORTRAIT, hasTouch: true });
      const page = await context.newPage();
      await page.goto(kiosk.server.url);
      const ms = await usableAfter(page);
      await context.close();
      return ms;
    };
    const ms = await undisturbed(4, measure, (time) => time < 1500);
    console.log(`The first screen can be used after ${Math.round(ms)} ms.`);
    expect(ms).toBeLessThan(1500);
  });

  it('never stands still while four designs sharpen', { timeout: 120_000 }, async () => {
    const measure = async () => {
      const tasks = await whileDrawing(async (page) => {
        await putPageFirst();
        return watchLongTasks(page);
      });
      console.log(`Tasks of more than 50 ms while drawing: ${tasks.map(Math.round).join(', ') || 'none'}.`);
      return tasks;
    };
    const longest = async () => Math.max(0, ...(await measure()));
    expect(await undisturbed(4, longest, (ms) => ms <= 50)).toBeLessThanOrEqual(50);
  });

  it('works in small portions meanwhile, whoever has the cores', { timeout: 120_000 }, async () => {
    const measure = async () => {
      const work = await whileDrawing(watchWork);
      const longest = [...work].sort((a, b) => b - a).slice(0, 5);
      console.log(
        `Longest of ${work.length} tasks, in ms of processor time: ${longest.map(Math.round).join(', ')}.`,
      );
      return work;
    };
    const work = await undisturbed(4, measure, (times) => Math.max(...times) <= MOST_WORK_MS);
    expect(work.length).toBeGreaterThan(100);
    expect(Math.max(...work)).toBeLessThanOrEqual(MOST_WORK_MS);
  });
});
