/**
 * Pictures of every screen of the customer's page, half as large as the screen, for the documentation and for
 * looking at:
 *
 *     npx tsx tests/e2e/take-screenshots.ts [folder] [address of a running kiosk]
 *
 * Without an address the built page (`npm run build:ui`) is shown with a fake drawing machine behind it. An upright
 * screen in Chinese and a wide one in English, unless MOTIF_ALL_SCREENS asks for each in both.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { startFakeServer } from '../kiosk-ui/fake-server.ts';
import { launchChromium } from './chromium.ts';
import { begin, LANDSCAPE, openKiosk, PORTRAIT, untilDrawn } from './kiosk-page.ts';
import { atRest } from './layout.ts';

const folder = process.argv[2] ?? 'screenshots';
const address = process.argv[3];

const usual = [
  { orientation: 'portrait', size: PORTRAIT, language: 'zh' },
  { orientation: 'landscape', size: LANDSCAPE, language: 'en' },
] as const;
const others = [
  { orientation: 'portrait', size: PORTRAIT, language: 'en' },
  { orientation: 'landscape', size: LANDSCAPE, language: 'zh' },
] as const;

await mkdir(folder, { recursive: true });
const fake = address === undefined ? await startFakeServer('dist/kiosk') : undefined;
const url = address ?? fake?.url ?? '';
const browser = await launchChromium();
for (const { orientation, size, language } of process.env.MOTIF_ALL_SCREENS ? [...usual, ...others] : usual) {
  const kiosk = await openKiosk(browser, url, { size, language });
  await wander(kiosk.page, async (screen) => {
    await atRest(kiosk.page);
    const picture = sharp(await kiosk.page.screenshot()).resize(size.width / 2);
    await picture
      .jpeg({ quality: 84, mozjpeg: true })
      .toFile(join(folder, `${screen}-${language}-${orientation}.jpg`));
  });
  console.log(`${language} ${orientation}: ${kiosk.faults.join('; ') || 'no fault'}`);
  await kiosk.close();
}
await browser.close();
await fake?.stop();

async function wander(page: Page, shoot: (screen: string) => Promise<void>): Promise<void> {
  await page.waitForSelector('.show canvas[data-painted]');
  await shoot('attract');
  await begin(page);
  await page.waitForFunction(
    () => document.querySelectorAll('.product-card canvas[data-painted]').length === 6,
  );
  await shoot('product');
  await page.tap('[data-action=ease]');
  await shoot('ease');
  await page.tap('[data-action=ease]');
  await describe(page, shoot);
  await page.tap('[data-action=draw]');
  await page.waitForSelector('.sheet canvas[data-painted=true]');
  await page.waitForTimeout(600);
  await shoot('drawing');
  await untilDrawn(page);
  await shoot('choose');
  await page.tap('.board [data-picture="1"]');
  await page.waitForSelector('.refine-screen');
  await page.tap('[data-action=fix]');
  await shoot('refine');
  await page.tap('[data-action=compare]');
  await page.tap('.refine-others [data-picture="2"]');
  await shoot('compare');
  await page.tap('[data-action=preview]');
  await page.waitForSelector('.stage canvas[data-painted]');
  await shoot('preview');
  await page.evaluate(async () => {
    const { idleSeconds } = await (await fetch('/api/settings')).json();
    const now = Date.now;
    Date.now = () => now() + (idleSeconds + 2) * 1000;
  });
  await page.waitForSelector('[data-idle]');
  await shoot('idle');
  await page.tap('[data-action=stay]');
  await order(page, shoot);
}

async function order(page: Page, shoot: (screen: string) => Promise<void>): Promise<void> {
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

async function describe(page: Page, shoot: (screen: string) => Promise<void>): Promise<void> {
  await page.tap('[data-product="tote"]');
  await page.waitForSelector('.describe-screen');
  await page.tap('.describe-screen textarea');
  for (const key of 'yinghua') await page.tap(`[data-key=${key}]`);
  await page.waitForTimeout(600);
  await shoot('keyboard');
  for (const _ of 'yinghua') await page.tap('[data-key=backspace]');
  await page.tap('[data-key=done]');
  await page.tap('[data-chip="sunflower"]');
  await page.waitForSelector('.object canvas[data-painted]');
  await shoot('describe');
  await page.tap('[data-shelf=colour]');
  await page.tap('[data-chip="blue"]');
  await shoot('describe-ground');
  await page.tap('[data-shelf=style]');
  await page.tap('[data-style="flat"]');
  await shoot('describe-manner');
}
