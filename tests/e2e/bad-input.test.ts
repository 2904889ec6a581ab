/** Whatever a customer writes or does with their fingers gets kind words, and nothing is lost. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FakeKiosk, startFakeKiosk } from './fake-kiosk.ts';
import { begin, LANDSCAPE, PORTRAIT, untilDrawn } from './kiosk-page.ts';
import { layoutFaults } from './layout.ts';

let kiosk: FakeKiosk;

beforeAll(async () => {
  kiosk = await startFakeKiosk();
}, 120_000);
afterAll(() => kiosk?.close());

async function toTheWords(page: Page): Promise<void> {
  await begin(page);
  await page.tap('[data-product=magnet]');
  await page.waitForSelector('.describe-screen');
}

describe('words', () => {
  it.each([
    ['zh', '🐼🌸✨', '请加上一两个词'],
    ['en', '🐼🌸✨', 'add a word or two'],
    ['zh', 'кошка на луне', '请用中文或英文写'],
    ['en', 'さくらのはな', 'English or Chinese'],
    ['en', '   ', 'Write a few words'],
  ] as const)('in %s %j are answered kindly and kept', async (language, words, answer) => {
    await kiosk.visit({ size: PORTRAIT, language }, async ({ page, faults }) => {
      await toTheWords(page);
      await page.fill('textarea', words);
      await page.tap('[data-action=draw]', { force: true });
      expect(await page.textContent('[data-action=draw]')).toContain(answer);
      expect(await page.inputValue('textarea')).toBe(words);
      await page.tap('[data-action=surprise]');
      await page.tap('[data-action=draw]');
      await page.waitForSelector('[data-screen=drawing]');
      expect(faults).toEqual([]);
    });
  });

  it('of 500 characters are drawn, of more are brought back whole with a kind sentence', {
    timeout: 60_000,
  }, async () => {
    await kiosk.visit({ size: LANDSCAPE, language: 'zh' }, async ({ page }) => {
      await toTheWords(page);
      const long = '一只熊猫在竹林里散步'.repeat(50);
      await page.fill('textarea', `${long}。`);
      expect(await layoutFaults(page)).toEqual([]);
      await page.tap('[data-action=draw]');
      await page.waitForSelector('[data-notice=refused]');
      expect(await page.inputValue('textarea')).toBe(`${long}。`);
      expect(await layoutFaults(page)).toEqual([]);
      await page.fill('textarea', long);
      await page.tap('[data-action=draw]');
      await untilDrawn(page);
      expect(await layoutFaults(page)).toEqual([]);
    });
  });

  it('that name another product take it, until another is chosen by hand', async () => {
    await kiosk.visit({ size: PORTRAIT, language: 'zh' }, async ({ page }) => {
      await toTheWords(page);
      await page.fill('textarea', '带有樱花元素的马克杯');
      await page.waitForSelector('.object [data-product=mug]');
      await page.tap('.object');
      await page.tap('[data-product=tote]');
      expect(await page.inputValue('textarea')).toBe('带有樱花元素的马克杯');
      expect(await page.locator('.object [data-product=tote]').count()).toBe(1);
    });
  });
});

describe('fingers', () => {
  it('neither zoom nor drag the page, and two at once press nothing twice', async () => {
    await kiosk.visit({ size: PORTRAIT, language: 'zh' }, async ({ page, faults }) => {
      await toTheWords(page);
      const client = await page.context().newCDPSession(page);
      const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...points: readonly [number, number][]) =>
        client.send('Input.dispatchTouchEvent', {
          type,
          touchPoints: points.map(([x, y], id) => ({ x, y, id })),
        });
      for (const spread of [50, 200, 400]) {
        await touch('touchStart', [500, 900], [560, 1000]);
        await touch('touchMove', [500 - spread, 900 - spread], [560 + spread, 1000 + spread]);
        await touch('touchEnd');
      }
      await touch('touchStart', [500, 300]);
      await touch('touchMove', [500, 1500]);
      await touch('touchEnd');
      await page.evaluate(() =>
        document.querySelector('img')?.dispatchEvent(new Event('dragstart', { cancelable: true })),
      );
      expect(await page.evaluate(() => [visualViewport?.scale, scrollX, scrollY])).toEqual([1, 0, 0]);
      await page.fill('textarea', 'a fox');
      await Promise.all([
        page.tap('[data-action=draw]'),
        page.tap('[data-action=draw]').catch(() => undefined),
      ]);
      await untilDrawn(page);
      expect(await page.locator('.rounds').count()).toBe(0);
      expect(faults).toEqual([]);
    });
  });
});
