/** Typing on the screen, in Chinese and in English, by touch alone. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeFaults } from './axe.ts';
import { type FakeKiosk, startFakeKiosk } from './fake-kiosk.ts';
import { begin, LANDSCAPE, PORTRAIT } from './kiosk-page.ts';
import { layoutFaults } from './layout.ts';

let kiosk: FakeKiosk;

beforeAll(async () => {
  kiosk = await startFakeKiosk();
}, 120_000);
afterAll(() => kiosk?.close());

async function toWords(page: Page): Promise<void> {
  await begin(page);
  await page.tap('[data-product=tote]');
  await page.tap('.describe-screen textarea');
  await page.waitForSelector('.keyboard');
}

async function type(page: Page, keys: string): Promise<void> {
  for (const key of keys) await page.tap(`[data-key="${key === ' ' ? 'space' : key}"]`);
}

const words = (page: Page) => page.inputValue('textarea');
const mmOf = ({ width, height }: { width: number; height: number }, inches: number) =>
  Math.hypot(width, height) / (25.4 * inches);

describe('in Chinese', () => {
  it('a whole sentence is typed in one go, and names its product', { timeout: 60_000 }, async () => {
    kiosk.server.settings = { ...kiosk.server.settings, screenInches: 21.5 };
    await kiosk.visit({ size: PORTRAIT, language: 'zh' }, async ({ page, faults }) => {
      await toWords(page);
      await type(page, 'daiyouyinghuayuansudemakebei');
      await page.waitForSelector('[data-candidate="带有樱花元素的马克杯"]');
      // However many candidates there are, the keys stay on the screen.
      const keys = await page.locator('[data-key=p]').boundingBox();
      expect((keys?.x ?? PORTRAIT.width) + (keys?.width ?? 0)).toBeLessThan(PORTRAIT.width);
      await page.tap('[data-candidate="带有樱花元素的马克杯"]');
      expect(await words(page)).toBe('带有樱花元素的马克杯');
      expect(await layoutFaults(page, mmOf(PORTRAIT, 21.5))).toEqual([]);
      expect(await axeFaults(page)).toEqual([]);
      await page.tap('[data-key=done]');
      await page.tap('[data-action=draw]');
      await page.waitForSelector('[data-screen=drawing]');
      expect(faults).toEqual([]);
    });
  });

  it('space takes the first, the caret decides where, backspace erases letters before words', async () => {
    await kiosk.visit({ size: PORTRAIT, language: 'zh' }, async ({ page }) => {
      await toWords(page);
      await type(page, 'xiongmao');
      await page.waitForSelector('[data-candidate=熊猫]');
      await type(page, ' ');
      await type(page, 'yu');
      await page.tap('[data-key=backspace]');
      await page.tap('[data-key=backspace]');
      expect(await page.textContent('.candidates output')).toBe('');
      await page.evaluate(() => document.querySelector('textarea')?.setSelectionRange(0, 0));
      await type(page, 'hong');
      await page.tap('[data-candidate=红]');
      expect(await words(page)).toBe('红熊猫');
      await page.tap('[data-key=backspace]');
      expect(await words(page)).toBe('熊猫');
    });
  });

  it('what was learnt of one customer is unknown to the next', { timeout: 60_000 }, async () => {
    await kiosk.visit({ size: LANDSCAPE, language: 'zh' }, async ({ page }) => {
      await toWords(page);
      const first = async () => {
        await type(page, 'yinghua');
        await page.waitForSelector('.candidates li');
        await page.waitForTimeout(150);
        return page.getAttribute('.candidates li:first-child button', 'data-candidate');
      };
      expect(await first()).toBe('樱花');
      await page.tap('[data-candidate=英华]');
      expect(await first()).toBe('英华');
      await page.tap('[data-key=done]');
      await page.evaluate(() => {
        const now = Date.now;
        Date.now = () => now() + 200_000;
      });
      await page.waitForSelector('[data-action=wake]');
      await toWords(page);
      expect(await first()).toBe('樱花');
    });
  });
});

describe('in English', () => {
  it('capitals, signs and spaces come as they are touched', { timeout: 60_000 }, async () => {
    kiosk.server.settings = { ...kiosk.server.settings, screenInches: 32 };
    await kiosk.visit({ size: LANDSCAPE, language: 'en' }, async ({ page, faults }) => {
      await toWords(page);
      await page.tap('[data-key=shift]');
      await type(page, 'two foxes');
      await page.tap('[data-key=","]');
      await type(page, ' in snow');
      await page.tap('[data-key=signs]');
      await page.tap('[data-key="!"]');
      expect(await words(page)).toBe('Two foxes, in snow!');
      expect(await layoutFaults(page, mmOf(LANDSCAPE, 32))).toEqual([]);
      expect(await axeFaults(page)).toEqual([]);
      expect(faults).toEqual([]);
    });
  });
});
