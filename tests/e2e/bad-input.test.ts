/** Whatever a customer writes gets kind words, and nothing is lost. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FakeKiosk, startFakeKiosk } from './fake-kiosk.ts';
import { begin, PORTRAIT } from './kiosk-page.ts';

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

  it.each([
    ['zh', '字'.repeat(199), '还可以写 1 个字', 199],
    ['zh', '字'.repeat(200), '还可以写 0 个字', 200],
    ['zh', '字'.repeat(201), '还可以写 0 个字', 200],
    ['en', `fox ${'🦊'.repeat(501)}`, '0 characters left', 200],
  ] as const)(
    'in %s of many characters are counted, and no more than 200 kept',
    async (language, words, told, kept) => {
      await kiosk.visit({ size: PORTRAIT, language }, async ({ page, faults }) => {
        await toTheWords(page);
        await page.fill('textarea', words);
        expect(await page.textContent('.words small')).toBe(told);
        expect([...(await page.inputValue('textarea'))]).toHaveLength(kept);
        await page.tap('[data-chip=panda]');
        expect([...(await page.inputValue('textarea'))]).toHaveLength(kept);
        await page.tap('[data-action=draw]');
        await page.waitForSelector('[data-screen=drawing]');
        expect(faults).toEqual([]);
      });
    },
  );

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
