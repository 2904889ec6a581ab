/**
 * Pictures of every screen of the customer's page, for looking at and for the documentation:
 * `npx tsx tests/e2e/take-screenshots.ts [folder] [address of a running kiosk]`. Without an address the built
 * page is shown with a fake drawing machine behind it.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { startFakeServer } from '../kiosk-ui/fake-server.ts';
import { launchChromium } from './chromium.ts';
import { begin, LANDSCAPE, openKiosk, PORTRAIT, untilDrawn } from './kiosk-page.ts';
import { atRest } from './layout.ts';

const folder = process.argv[2] ?? 'screenshots';
const address = process.argv[3];
const WORDS = { zh: '粉色背景的熊猫', en: 'a panda on a pink background' };

await mkdir(folder, { recursive: true });
const fake = address === undefined ? await startFakeServer('dist/kiosk') : undefined;
const url = address ?? fake?.url ?? '';
const browser = await launchChromium();
for (const [orientation, size] of Object.entries({ portrait: PORTRAIT, landscape: LANDSCAPE })) {
  for (const language of ['zh', 'en'] as const) {
    const kiosk = await openKiosk(browser, url, { size, language });
    const shoot = async (screen: string) => {
      await atRest(kiosk.page);
      const path = join(folder, `${screen}-${language}-${orientation}.jpg`);
      await kiosk.page.screenshot({ path, type: 'jpeg', quality: 82 });
    };
    await wander(kiosk.page, WORDS[language], shoot);
    console.log(`${language} ${orientation}: ${kiosk.faults.join('; ') || 'no fault'}`);
    await kiosk.close();
  }
}
await browser.close();
await fake?.stop();

async function wander(page: Page, words: string, shoot: (screen: string) => Promise<void>): Promise<void> {
  await shoot('attract');
  await begin(page);
  await shoot('product');
  await page.tap('[data-action=ease]');
  await shoot('ease');
  await page.tap('[data-action=ease]');
  await page.tap('[data-product="mug"]');
  await page.waitForSelector('.describe-screen');
  await shoot('describe');
  await page.tap('.describe-screen textarea');
  for (const key of 'yinghua') await page.tap(`[data-key=${key}]`);
  await page.waitForTimeout(600);
  await shoot('keyboard');
  for (const _ of 'yinghua') await page.tap('[data-key=backspace]');
  await page.tap('[data-key=done]');
  await page.tap('[data-chip="panda"]');
  await page.tap('[data-shelf=colour]');
  await page.tap('[data-chip="pink"]');
  await shoot('describe-colour');
  await page.tap('[data-shelf=style]');
  await page.fill('textarea', words);
  await page.tap('[data-action=draw]');
  await page.waitForSelector('.sheet canvas[data-painted=true]');
  await page.waitForTimeout(600);
  await shoot('drawing');
  await untilDrawn(page);
  await shoot('choose');
  await page.tap('.board [data-picture="1"]');
  await page.waitForSelector('.refine-screen');
  await shoot('refine');
  await page.tap('[data-action=fix]');
  await shoot('refine-fix');
  await page.tap('[data-action=compare]');
  await page.tap('.refine-others [data-picture="2"]');
  await shoot('refine-compare');
  await page.tap('[data-action=preview]');
  await page.waitForSelector('.stage canvas[data-painted]');
  await shoot('preview');
  await page.evaluate(() => {
    const now = Date.now;
    Date.now = () => now() + 100_000;
  });
  await page.waitForSelector('[data-idle]');
  await shoot('idle');
  await page.tap('[data-action=stay]');
  await page.tap('[data-action=confirm]');
  await page.waitForSelector('.confirm-screen canvas[data-painted]');
  await shoot('confirm');
  await page.tap('[data-label=none]');
  await shoot('confirm-consent');
  await page.tap('[data-label=visible]');
  await page.tap('[data-action=order]');
  await page.waitForSelector('.ticket-screen .slip', { timeout: 60_000 });
  await shoot('ticket');
}
