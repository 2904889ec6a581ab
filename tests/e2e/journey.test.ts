/** The whole way by touch, in both languages and orientations, on screens of two sizes. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeFaults } from './axe.ts';
import { type FakeKiosk, startFakeKiosk } from './fake-kiosk.ts';
import { begin, LANDSCAPE, PORTRAIT, untilDrawn } from './kiosk-page.ts';
import { layoutFaults } from './layout.ts';

let kiosk: FakeKiosk;

beforeAll(async () => {
  kiosk = await startFakeKiosk();
}, 120_000);
afterAll(() => kiosk?.close());

const screens = [
  { size: PORTRAIT, language: 'zh', inches: 21.5 },
  { size: LANDSCAPE, language: 'en', inches: 32 },
] as const;

describe.each(screens)('on $inches inches, $size.width × $size.height, in $language', (screen) => {
  const { size, language, inches } = screen;
  const mm = Math.hypot(size.width, size.height) / (25.4 * inches);

  async function expectWell(page: Page, name: string): Promise<void> {
    expect([name, await layoutFaults(page, mm), await axeFaults(page)]).toEqual([name, [], []]);
  }

  it('goes from the first touch to the object, and every screen is well', { timeout: 90_000 }, async () => {
    kiosk.server.settings = { ...kiosk.server.settings, screenInches: inches };
    await kiosk.visit(screen, async ({ page, faults }) => {
      await expectWell(page, 'attract');
      await begin(page);
      await expectWell(page, 'product');
      await page.tap('[data-product=magnet]');
      await page.waitForSelector('.describe-screen');
      await page.tap('[data-chip=panda]');
      for (const [shelf, chip] of [
        ['colour', 'pink'],
        ['occasion', 'birthday'],
        ['layout', 'wreath'],
      ] as const) {
        await page.tap(`[data-shelf=${shelf}]`);
        await expectWell(page, shelf);
        await page.tap(`[data-chip=${chip}]`);
      }
      expect(await page.inputValue('textarea')).toBe(
        { zh: '熊猫和生日蛋糕花环，粉色背景', en: 'panda and birthday cake wreath on a pink background' }[
          language
        ],
      );
      await page.tap('[data-shelf=style]');
      await expectWell(page, 'style');
      await page.tap('[data-style=papercut]');
      await page.tap('[data-action=draw]');
      await page.waitForSelector('.sheet canvas[data-painted=true]');
      await expectWell(page, 'drawing');
      await untilDrawn(page);
      await expectWell(page, 'choose');
      await page.tap('.board [data-picture="1"]');
      await page.waitForSelector('.refine-screen');
      await expectWell(page, 'refine');
      await page.tap('[data-action=compare]');
      await page.tap('.refine-others [data-picture="3"]');
      expect(await page.locator('.large img').count()).toBe(2);
      await expectWell(page, 'compare');
      await page.tap('[data-action=fix]');
      await expectWell(page, 'fix');
      await page.tap('[data-remedy=afresh]');
      await untilDrawn(page);
      expect(await page.locator('.rounds').count()).toBe(1);
      await page.tap('.board [data-picture="0"]');
      await page.tap('[data-action=compare]');
      await page.tap('[data-action=before]');
      expect(await page.locator('.large img').count()).toBe(2);
      await expectWell(page, 'before and after');
      await page.tap('[data-action=compare]');
      await page.tap('[data-action=back]');
      await page.tap('[data-action=undo]');
      await page.waitForSelector('.refine-screen');
      await page.tap('[data-action=change-words]');
      await page.waitForSelector('.kept');
      await expectWell(page, 'change one thing');
      await page.tap('[data-action=back]');
      await page.tap('[data-product=magnet]');
      await page.tap('[data-action=designs]');
      await page.tap('.board [data-picture="2"]');
      await page.tap('[data-action=preview]');
      await page.waitForSelector('.stage canvas[data-painted]');
      expect(faults).toEqual([]);
    });
  });

  it('stays well with larger text, stronger contrast and controls within reach', async () => {
    kiosk.server.settings = { ...kiosk.server.settings, screenInches: inches };
    await kiosk.visit(screen, async ({ page }) => {
      await begin(page);
      await page.tap('[data-action=ease]');
      for (const ease of ['low', 'large', 'contrast']) await page.tap(`[data-ease=${ease}]`);
      // A button just pressed is a little smaller until it springs back.
      await page.waitForTimeout(400);
      await expectWell(page, 'ease');
      await page.tap('[data-action=ease]');
      const highest = await page.$eval('.product-card', (card) => card.getBoundingClientRect().top);
      expect(highest).toBeGreaterThan(size.height * 0.25);
      await page.tap('[data-action=ease]');
      await page.tap('.screen h1');
      expect(await page.$('.ease-menu')).toBeNull();
      await page.tap('[data-product=tote]');
      await page.waitForSelector('.describe-screen');
      await expectWell(page, 'describe with ease');
    });
  });
});
