/** Whatever a customer writes gets kind words, and nothing is lost. */
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FakeKiosk, startFakeKiosk } from './fake-kiosk.ts';
import { begin, LANDSCAPE, PORTRAIT } from './kiosk-page.ts';

let kiosk: FakeKiosk;

beforeAll(async () => {
  kiosk = await startFakeKiosk();
}, 120_000);
afterAll(() => kiosk?.close());

/** With MOTIF_SCREENS set, a picture of the screen is kept there. */
async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env.MOTIF_SCREENS;
  if (folder) await page.screenshot({ path: join(folder, `${name}.png`) });
}

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

  it.each([
    ['zh', PORTRAIT, '一位裸体的女人', '本店不画'],
    ['en', LANDSCAPE, 'a n4ked lady on a mug', 'do not draw here'],
  ] as const)(
    'in %s that are refused lead back to themselves, kindly',
    async (language, size, words, answer) => {
      await kiosk.visit({ size, language }, async ({ page }) => {
        await toTheWords(page);
        await page.fill('textarea', words);
        await page.tap('[data-action=draw]');
        const notice = page.locator('[data-notice=refused]');
        await notice.waitFor();
        await shoot(page, `refused-${language}`);
        expect(await notice.textContent()).toContain(answer);
        expect(await page.locator('.describe-screen').count()).toBe(1);
        expect(await page.inputValue('textarea')).toBe(words);
        // Nothing but the customer's own line says what was refused.
        expect(await page.locator('.describe-screen').innerText()).not.toMatch(/裸|n4ked|naked/);
        await page.fill('textarea', language === 'zh' ? '一只狐狸' : 'a fox');
        await notice.waitFor({ state: 'detached' });
        await page.tap('[data-action=draw]');
        await page.waitForSelector('[data-screen=drawing]');
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
