/** The kiosk's screen from afar: both pages in real browsers, over the real server. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  DESKTOP,
  expectSound,
  type PanelServer,
  PHONE,
  setPasswords,
  signIn,
  startPanelServer,
  visitPanel,
} from './admin-panel.ts';
import { launchChromium } from './chromium.ts';
import { begin, openKiosk, PORTRAIT } from './kiosk-page.ts';

let browser: Browser;
let panel: PanelServer;

beforeAll(async () => {
  [browser, panel] = await Promise.all([launchChromium(), startPanelServer()]);
  await setPasswords(panel);
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await panel?.close();
}, 30_000);

describe('the kiosk’s screen from afar', () => {
  it('is shown while nobody is there, refused while somebody is, and loaded anew', {
    timeout: 120_000,
  }, async () => {
    const kiosk = await openKiosk(browser, panel.server.url, { size: PORTRAIT, language: 'zh' });
    const { url } = panel.server.admin;
    await visitPanel(browser, url, { size: DESKTOP, theme: 'light', language: 'en-GB' }, async (page) => {
      await signIn(page, 'technician');
      await page.waitForSelector('.health');
      await page.click('[data-action=kiosk-picture]');
      await page.waitForSelector('.kiosk-picture', { timeout: 20_000 });
      const seen = page.locator('.kiosk-picture');
      await expect.poll(() => seen.evaluate((img: HTMLImageElement) => img.naturalHeight)).toBe(1440);
      await expectSound(page, 'kiosk-picture-en');
    });
    await begin(kiosk.page);
    await visitPanel(browser, url, { size: PHONE, theme: 'dark', language: 'zh-CN' }, async (page) => {
      await signIn(page, 'technician');
      await page.waitForSelector('.health');
      await page.click('[data-action=kiosk-picture]');
      await page.waitForSelector('text=有顾客正在使用自助机', { timeout: 20_000 });
      await expectSound(page, 'kiosk-busy-zh-phone-dark');
      await Promise.all([
        kiosk.page.waitForEvent('load', { timeout: 20_000 }),
        page.click('[data-action=kiosk-reload]'),
      ]);
    });
    // The customer stays where they were.
    await kiosk.page.waitForSelector('.product-card');
    expect(kiosk.faults).toEqual([]);
    await kiosk.close();
  });
});
