/**
 * The journey by touch in real Chromium, over the real server and the starter model. One server for all
 * tests of this file: starting it costs more than the tests.
 */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from './chromium.ts';
import {
  begin,
  beginDrawing,
  firstPreview,
  type KioskPage,
  LANDSCAPE,
  openKiosk,
  PORTRAIT,
  type Recording,
  record,
  timeFromTouch,
  untilDrawn,
} from './kiosk-page.ts';
import { layoutFaults } from './layout.ts';
import { freePort, type MotifProcess, startMotif } from './motif-process.ts';

const LONG = 180_000;

let browser: Browser;
let dataDir: string;
let port: number;
let motif: MotifProcess;

beforeAll(async () => {
  browser = await launchChromium();
  dataDir = await mkdtemp(join(tmpdir(), 'motif-e2e-'));
  port = await freePort();
  motif = await startMotif({ port, dataDir });
}, 300_000);

afterAll(async () => {
  await browser?.close();
  await motif?.stop();
  if (dataDir) await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
}, 30_000);

async function visit(options: Parameters<typeof openKiosk>[2], journey: (kiosk: KioskPage) => Promise<void>) {
  const kiosk = await openKiosk(browser, motif.url, options);
  try {
    await journey(kiosk);
  } finally {
    await kiosk.close();
  }
}

/** Whether the object really carries the picture: more than a few colours, and not everywhere. */
async function expectPrint(page: Page): Promise<void> {
  await page.waitForSelector('.stage canvas[data-painted]');
  const share = await page.$eval('.stage canvas', (canvas) => {
    const { width, height } = canvas as HTMLCanvasElement;
    const pixels =
      (canvas as HTMLCanvasElement).getContext('2d')?.getImageData(0, 0, width, height).data ?? [];
    return pixels.filter((value, index) => index % 4 === 3 && value > 0).length / (width * height);
  });
  // A motif alone on a shirt is a small part of the picture.
  expect(share).toBeGreaterThan(0.01);
  expect(share).toBeLessThan(0.6);
}

/** The sheets showed something new again and again while the bar went on. */
function expectSharpening({ previews, percents }: Recording): void {
  for (const different of previews) expect(different).toBeGreaterThanOrEqual(3);
  expect(percents.length).toBeGreaterThanOrEqual(3);
  expect(percents).toEqual(percents.toSorted((a, b) => a - b));
}

describe('the journey', () => {
  it('goes from a Chinese wish to a mug, and on to more like it', { timeout: LONG }, async () => {
    await visit({ size: PORTRAIT, language: 'zh' }, async ({ page, faults }) => {
      expect(await layoutFaults(page)).toEqual([]);
      await begin(page);
      expect(await layoutFaults(page)).toEqual([]);
      await page.tap('[data-product=mug]');
      await page.waitForSelector('.describe-screen');
      expect(await layoutFaults(page)).toEqual([]);
      await page.tap('[data-action=back]');
      const recorded = await record(page);
      await beginDrawing(page, 'mug', '粉色背景上的小猫', 'flat');
      await firstPreview(page);
      expect(await layoutFaults(page)).toEqual([]);
      await untilDrawn(page);
      expectSharpening(await recorded());
      expect(await layoutFaults(page)).toEqual([]);
      await page.tap('.board [data-picture="1"]');
      await page.waitForSelector('.refine-screen');
      expect(await layoutFaults(page)).toEqual([]);
      await page.tap('[data-action=preview]');
      await expectPrint(page);
      expect(await layoutFaults(page)).toEqual([]);
      await page.tap('[data-handle=smaller]');
      await page.tap('[data-action=confirm]');
      await page.waitForSelector('.confirm-screen');
      expect(await layoutFaults(page)).toEqual([]);
      await page.goBack();
      await page.waitForSelector('.preview-screen');
      await page.goBack();
      await page.waitForSelector('.refine-screen');
      await page.tap('[data-action=alike]');
      expect(await layoutFaults(page)).toEqual([]);
      await page.tap('[data-closeness=close]');
      await page.waitForSelector('[data-screen=drawing]');
      expect(await page.textContent('h1')).toBe('再画四幅相近的');
      await untilDrawn(page);
      expect(await page.textContent('.rounds')).toContain('第 2 组，共 2 组');
      expect(faults).toEqual([]);
    });
  });

  it('goes from an English wish to a postcard, through a reload, and holds a ticket for it', {
    timeout: LONG,
  }, async () => {
    await visit({ size: LANDSCAPE, language: 'en' }, async ({ page, faults }) => {
      expect(await layoutFaults(page)).toEqual([]);
      await beginDrawing(page, 'postcard', 'two penguins', 'ink');
      await firstPreview(page);
      expect(await layoutFaults(page)).toEqual([]);
      await page.reload();
      await page.waitForSelector('[data-screen]');
      await untilDrawn(page);
      expect(await page.textContent('h1')).toBe('Which one do you like?');
      await page.tap('.board [data-picture="3"]');
      await page.tap('[data-action=preview]');
      await expectPrint(page);
      expect(await layoutFaults(page)).toEqual([]);
      await page.tap('[data-action=confirm]');
      await expectPrint(page);
      await page.tap('[data-action=order]');
      await page.waitForSelector('.ticket-screen .slip', { timeout: 60_000 });
      const code = await page.getAttribute('[data-code]', 'data-code');
      const kept = await readdir(join(dataDir, 'orders', code ?? ''));
      expect(kept).toEqual(expect.arrayContaining(['order.json', 'print.pdf', 'print.png', 'receipt.png']));
      await page.tap('[data-action=done]');
      await page.waitForSelector('[data-action=wake]');
      expect(faults).toEqual([]);
    });
  });

  it('stops at once when the customer does not want to wait', { timeout: LONG }, async () => {
    await visit({ size: PORTRAIT, language: 'en' }, async ({ page, faults }) => {
      await beginDrawing(page, 'magnet', 'a lotus flower');
      await firstPreview(page);
      const waited = await timeFromTouch(page, '.describe-screen');
      await page.tap('[data-action=cancel]');
      await page.waitForSelector('.describe-screen');
      expect(await waited()).toBeLessThan(500);
      // The machine is free for the next wish: its first preview does not wait for the one given up.
      await page.tap('[data-action=draw]');
      await firstPreview(page);
      await page.tap('[data-action=cancel]');
      expect(faults).toEqual([]);
    });
  });
});

describe('misfortune', () => {
  it('draws on after the drawing process was killed half-way', { timeout: LONG }, async () => {
    await visit({ size: LANDSCAPE, language: 'zh' }, async ({ page }) => {
      await beginDrawing(page, 'tote', '一只熊猫');
      await firstPreview(page);
      process.kill(motif.drawingPid(), 'SIGKILL');
      await page.waitForSelector('[data-screen=choose], [data-trouble=failed]', { timeout: 120_000 });
      if (await page.$('[data-trouble=failed]')) await page.tap('[data-action=again]');
      await untilDrawn(page);
    });
  });

  it('says that the machine is away, and draws when it is back on the same address', {
    timeout: LONG,
  }, async () => {
    await visit({ size: PORTRAIT, language: 'zh' }, async ({ page }) => {
      await beginDrawing(page, 't-shirt', '中国龙');
      await firstPreview(page);
      await motif.kill();
      await page.waitForSelector('[data-trouble=gone]', { timeout: 20_000 });
      expect(await page.textContent('[data-trouble=gone]')).toContain('请稍等');
      motif = await startMotif({ port, dataDir });
      await page.waitForSelector('[data-screen=choose], [data-trouble=failed]', { timeout: 120_000 });
      if (await page.$('[data-trouble=failed]')) await page.tap('[data-action=again]');
      await untilDrawn(page);
      await page.tap('.board [data-picture="0"]');
      await page.tap('[data-action=preview]');
      await expectPrint(page);
    });
  });
});
