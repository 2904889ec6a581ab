import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PASSWORDS } from '../fakes/fake-admin.ts';
import {
  DESKTOP,
  expectSound,
  type PanelServer,
  PHONE,
  signIn,
  startPanelServer,
  type Visit,
  visitPanel,
} from './admin-panel.ts';
import { launchChromium } from './chromium.ts';
import { begin, openKiosk, PORTRAIT } from './kiosk-page.ts';

let browser: Browser;
let panel: PanelServer;

beforeAll(async () => {
  [browser, panel] = await Promise.all([launchChromium(), startPanelServer()]);
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await panel?.close();
}, 30_000);

const visit = (options: Visit, journey: (page: Page) => Promise<void>) =>
  visitPanel(browser, panel.server.admin.url, options, journey);

async function drawOne(product: string): Promise<void> {
  const { url } = panel.server;
  const asked = await fetch(`${url}/api/designs`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ product, prompt: 'a fox', style: 'ink', count: 1 }),
  });
  const { id } = (await asked.json()) as { id: string };
  await (await fetch(`${url}/api/designs/${id}/events`)).text();
}

/** Somebody comes as far as the words. */
async function visitKiosk(): Promise<void> {
  const { page, faults, close } = await openKiosk(browser, panel.server.url, {
    size: PORTRAIT,
    language: 'zh',
  });
  await begin(page);
  await page.tap('[data-product=mug]');
  // Counts are written together, some seconds later.
  await expect
    .poll(() => readFile(join(panel.dataDir, 'statistics.json'), 'utf8'), { timeout: 15_000 })
    .toMatch(/"describe": ?1/);
  expect(faults).toEqual([]);
  await close();
}

describe('the panel', () => {
  it('is set up on a desktop with the code from the console', { timeout: 60_000 }, async () => {
    await visit({ size: DESKTOP, language: 'zh-CN', theme: 'light' }, async (page) => {
      await expectSound(page, 'set-up-zh');
      await page.fill('input[name=code]', 'AAAAA-AAAAA');
      await page.fill('input[name=staff]', PASSWORDS.staff);
      await page.fill('input[name=technician]', PASSWORDS.technician);
      await page.click('[data-action=set-passwords]');
      await page.waitForSelector('[role=alert]');
      await page.fill('input[name=code]', String(panel.server.admin.setUpCode));
      await page.click('[data-action=set-passwords]');
      await page.waitForSelector('[data-action=save-settings]');
      await expectSound(page, 'shop-zh');
      await page.fill('input[name=shop-zh]', '纸鸢美术馆商店');
      await page.fill('input[name=shop-en]', 'Paper Kite Museum Shop');
      await page.click('[data-action=save-settings]');
      await page.waitForSelector('.health [data-item=engine][data-level=good]', { timeout: 30_000 });
      expect(await page.textContent('.brand b')).toBe('纸鸢美术馆商店');
      await expectSound(page, 'health-zh');
    });
    const settings = await (await fetch(`${panel.server.url}/api/settings`)).json();
    expect(settings).toMatchObject({ shopName: { en: 'Paper Kite Museum Shop' } });
  });

  it('lets staff pause and reopen on a phone in the dark, and hides what is not theirs', {
    timeout: 60_000,
  }, async () => {
    await visit({ size: PHONE, language: 'en-GB', theme: 'dark' }, async (page) => {
      await expectSound(page, 'sign-in-en-phone-dark');
      await signIn(page, 'staff', 'not the password');
      await page.waitForSelector('[role=alert]');
      await signIn(page, 'staff');
      await page.click('nav a[href="#health"]');
      await page.waitForSelector('.health');
      expect(await page.locator('nav a').allTextContents()).not.toContain('Settings');
      await expectSound(page, 'health-en-phone-dark');
      await page.fill('input[name=pause-en]', 'Back at noon');
      await page.click('[data-action=pause]');
      await page.waitForSelector('[data-item=pause]');
      await expectSound(page, 'paused-en-phone-dark');
      const draw = await fetch(`${panel.server.url}/api/designs`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ product: 'mug', prompt: 'a fox' }),
      });
      expect(await draw.json()).toMatchObject({ error: { code: 'paused', message: 'Back at noon' } });
      await page.click('[data-action=reopen]');
      await page.waitForSelector('[data-item=pause]', { state: 'detached' });
      await page.click('[data-action=sign-out]');
      await page.waitForSelector('[data-action=sign-in]');
    });
  });

  it('counts what was drawn', { timeout: 60_000 }, async () => {
    for (const product of ['mug', 'mug', 'tote']) await drawOne(product);
    await visitKiosk();
    await visit({ size: DESKTOP, language: 'en-GB', theme: 'light' }, async (page) => {
      await signIn(page, 'staff');
      await page.click('nav a[href="#statistics"]');
      await page.waitForSelector('.days');
      expect(await page.locator('.days tbody td').first().textContent()).toBe('3');
      expect(await page.locator('[data-favourite] span').first().textContent()).toBe('Mug');
      expect(await page.locator('.chart canvas').count()).toBe(3);
      expect(await page.textContent('[data-screen=describe]')).toContain('1 · 100 %');
      await expectSound(page, 'statistics-en');
    });
  });

  it('shows a technician everything, on both screens', { timeout: 120_000 }, async () => {
    for (const [name, size, theme, language] of [
      ['en-desktop-dark', DESKTOP, 'dark', 'en-GB'],
      ['zh-phone', PHONE, 'light', 'zh-CN'],
    ] as const) {
      await visit({ size, language, theme }, async (page) => {
        await signIn(page, 'technician');
        await page.waitForSelector('.health');
        for (const target of ['statistics', 'settings', 'engine', 'records']) {
          await page.click(`nav a[href="#${target}"]`);
          await page.waitForSelector(`nav a[href="#${target}"][aria-current]`);
          if (target === 'statistics') await page.waitForSelector('.days');
          if (target === 'records') await page.waitForSelector('.lines li');
          await expectSound(page, `${target}-${name}`);
        }
        await page.click('nav a[href="#settings"]');
        await page.fill('input[name=idle]', '120');
        await page.click('[data-action=save-settings]');
        await page.waitForSelector('.submit .good:not(:empty)');
      });
    }
  });

  it('changes the password of staff, and stays signed in', { timeout: 60_000 }, async () => {
    await visit({ size: DESKTOP, language: 'en-GB', theme: 'light' }, async (page) => {
      await signIn(page, 'technician');
      await page.waitForSelector('.health');
      await page.click('nav a[href="#settings"]');
      await page.fill('input[name=new-password]', 'a new lantern 8');
      await page.fill('input[name=own-password]', PASSWORDS.technician);
      await page.click('[data-action=change-password]');
      await page.waitForSelector('text=Changed.');
      await page.click('nav a[href="#health"]');
      await page.waitForSelector('.health');
    });
    await visit({ size: PHONE, language: 'zh-CN', theme: 'light' }, async (page) => {
      await signIn(page, 'staff', 'a new lantern 8');
      await page.waitForSelector('.health');
    });
  });

  it('takes a backup away and starts anew with it', { timeout: 60_000 }, async () => {
    await visit({ size: DESKTOP, language: 'en-GB', theme: 'light' }, async (page) => {
      await signIn(page, 'technician');
      await page.waitForSelector('.health');
      await page.click('nav a[href="#settings"]');
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.click('a[href="/api/backup"]'),
      ]);
      const file = await download.path();
      await page.setInputFiles('input[name=backup]', {
        name: 'photo.tar',
        mimeType: 'application/x-tar',
        buffer: Buffer.from('not a backup'),
      });
      await page.waitForSelector('text=Nothing was changed');
      await page.setInputFiles('input[name=backup]', file);
      await page.waitForSelector('text=The file is whole');
      await panel.server.restartWanted;
    });
  });
});
