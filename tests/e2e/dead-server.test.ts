/** The server dies on every screen in turn: each says so calmly, goes on by itself, and keeps what the customer made. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type FakeKiosk, startFakeKiosk } from './fake-kiosk.ts';
import { begin, LANDSCAPE, PORTRAIT, untilDrawn } from './kiosk-page.ts';

let kiosk: FakeKiosk;

beforeAll(async () => {
  kiosk = await startFakeKiosk();
}, 120_000);
afterAll(() => kiosk?.close());

const GONE = { zh: '请稍等', en: 'wait' } as const;
const SOON = { timeout: 60_000 };

/** Everything that is the customer's, and where they stand. */
async function keptOf(page: Page) {
  const kept = await page.evaluate(() => sessionStorage.getItem('motif.session.2'));
  const { screen, product, prompt, chips, style, rounds, shown, picture, choices, order } = JSON.parse(
    kept ?? '{}',
  );
  return { screen, product, prompt, chips, style, rounds, shown, picture, choices, order };
}

async function expectCalmDeath(page: Page, screen: string, language: 'zh' | 'en'): Promise<void> {
  await page.waitForSelector(screen, SOON);
  const before = await keptOf(page);
  await kiosk.stop();
  await page.waitForSelector('[data-strip=gone]', SOON);
  expect(await page.textContent('.strip')).toContain(GONE[language]);
  await kiosk.recover();
  await page.waitForSelector('.strip:empty', { ...SOON, state: 'attached' });
  expect(await keptOf(page)).toEqual(before);
  expect(await page.locator(screen).count()).toBe(1);
}

/** Back by the browser's own way or by the button, and on again by the steps at the top. */
async function backAndOn(page: Page): Promise<void> {
  const before = await keptOf(page);
  const way = [
    '.preview-screen',
    '.refine-screen',
    '[data-screen=choose]',
    '.describe-screen',
    '.product-screen',
  ];
  for (const [index, screen] of way.entries()) {
    const button = await page.$('.screen [data-action=back]');
    if (index % 2 === 0 && button) await button.tap();
    else await page.evaluate(() => history.back());
    await page.waitForSelector(screen);
    expect({ ...(await keptOf(page)), screen: before.screen }).toEqual(before);
  }
  await page.tap('nav li:nth-child(3) button');
  await page.tap('.board [data-picture="2"]');
  await page.tap('[data-action=preview]');
  await page.tap('[data-action=confirm]');
  await page.waitForSelector('.confirm-screen');
  expect(await keptOf(page)).toEqual(before);
}

it.each([
  { size: PORTRAIT, language: 'zh', words: '一只熊猫' },
  { size: LANDSCAPE, language: 'en', words: 'a panda' },
] as const)('in $language, from the first screen to the ticket', { timeout: 400_000 }, async (customer) => {
  const { language, words } = customer;
  await kiosk.visit(customer, async ({ page }) => {
    await begin(page);
    await expectCalmDeath(page, '.product-screen', language);
    await page.tap('[data-product=magnet]');
    await page.tap('[data-chip=cat]');
    await page.fill('textarea', words);
    await expectCalmDeath(page, '.describe-screen', language);
    // Slow enough that it is still drawing when the server dies.
    kiosk.server.misfortune.stepMs = 1_000;
    await page.tap('[data-action=draw]');
    await page.waitForSelector('.sheet canvas[data-painted=true]');
    await kiosk.stop();
    kiosk.server.misfortune.stepMs = 50;
    await page.waitForSelector('[data-trouble=gone]', SOON);
    expect(await page.textContent('[data-trouble=gone]')).toContain(GONE[language]);
    await kiosk.recover();
    await untilDrawn(page);
    await expectCalmDeath(page, '[data-screen=choose]', language);
    await page.tap('.board [data-picture="2"]');
    await expectCalmDeath(page, '.refine-screen', language);
    await page.tap('[data-action=preview]');
    await page.tap('[data-handle=smaller]');
    await page.tap('[data-handle=left]');
    await expectCalmDeath(page, '.preview-screen', language);
    await page.tap('[data-action=confirm]');
    await expectCalmDeath(page, '.confirm-screen', language);
    await backAndOn(page);
    await page.tap('[data-action=order]');
    await page.waitForSelector('.ticket-screen .slip', { timeout: 120_000 });
    await expectCalmDeath(page, '.ticket-screen', language);
  });
});
