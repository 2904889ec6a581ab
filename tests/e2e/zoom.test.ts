/** Neither two fingers nor two taps magnify the page, on any screen, even in a browser without the kiosk's flags. */
import type { CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FakeKiosk, startFakeKiosk } from './fake-kiosk.ts';
import { drag, tap } from './fingers.ts';
import { begin, beginDrawing, LANDSCAPE, PORTRAIT, untilDrawn } from './kiosk-page.ts';

let kiosk: FakeKiosk;

beforeAll(async () => {
  kiosk = await startFakeKiosk();
}, 120_000);
afterAll(() => kiosk?.close());

const SPREAD = 40;

/** Two fingers part around the middle of each third of the page, and two taps fall on the heading. */
async function tryToZoom(page: Page, screen: CDPSession): Promise<void> {
  const { width = 0, height = 0 } = page.viewportSize() ?? {};
  for (const [x, share] of [
    [width / 4, 0.2],
    [width / 2, 0.5],
    [width / 2, 0.8],
  ] as const) {
    const y = height * share;
    const fingers = [
      { x: x - SPREAD, y },
      { x: x + SPREAD, y },
    ];
    await drag(
      screen,
      fingers,
      [
        { x: x - width / 5, y },
        { x: x + width / 5, y },
      ],
      8,
    );
  }
  const title = await page
    .locator('.screen h1')
    .first()
    .boundingBox({ timeout: 2_000 })
    .catch(() => null);
  // The attract screen has none: any tap on it begins the journey.
  if (!title) return;
  const at = { x: title.x + 10, y: title.y + title.height / 2 };
  await Promise.all([tap(screen, at), tap(screen, at)]);
}

const scaleOf = (page: Page) => page.evaluate(() => visualViewport?.scale);

it('the fingers of this test do magnify a page that lets them', async () => {
  const context = await kiosk.browser.newContext({ viewport: PORTRAIT, hasTouch: true });
  const page = await context.newPage();
  await page.setContent('<main class="screen"><h1>Any page</h1></main>');
  await tryToZoom(page, await context.newCDPSession(page));
  expect(await scaleOf(page)).toBeGreaterThan(1.2);
  await context.close();
});

describe.each([
  { size: PORTRAIT, language: 'zh' },
  { size: LANDSCAPE, language: 'en' },
] as const)('in $language', (customer) => {
  it('no screen is magnified', { timeout: 400_000 }, async () => {
    await kiosk.visit(customer, async ({ page, faults }) => {
      const screen = await page.context().newCDPSession(page);
      const expectUnzoomed = async (name: string) => {
        await page.waitForSelector(name, { timeout: 90_000 });
        await tryToZoom(page, screen);
        expect([name, await scaleOf(page)]).toEqual([name, 1]);
      };
      await expectUnzoomed('[data-screen=attract]');
      await begin(page);
      await expectUnzoomed('.product-screen');
      await page.tap('[data-product=magnet]');
      await expectUnzoomed('.describe-screen');
      await page.tap('textarea');
      await expectUnzoomed('.keyboard');
      await page.tap('[data-key=done]');
      await page.tap('[data-action=start-over]');
      kiosk.server.misfortune.stepMs = 400;
      await beginDrawing(page, 'magnet', '熊猫');
      await expectUnzoomed('[data-screen=drawing]');
      kiosk.server.misfortune.stepMs = 50;
      await untilDrawn(page);
      await expectUnzoomed('[data-screen=choose]');
      await page.tap('.board [data-picture="1"]');
      await expectUnzoomed('.refine-screen');
      await page.tap('[data-action=preview]');
      await expectUnzoomed('.preview-screen');
      await page.tap('[data-action=confirm]');
      await expectUnzoomed('.confirm-screen');
      await page.tap('[data-action=order]');
      await expectUnzoomed('.ticket-screen');
      expect(faults).toEqual([]);
    });
  });
});

it('a page that is magnified all the same comes back to its size, and nothing is lost', {
  timeout: 60_000,
}, async () => {
  await kiosk.visit({ size: LANDSCAPE, language: 'en' }, async ({ page, faults }) => {
    await begin(page);
    await page.tap('[data-product=magnet]');
    await page.fill('textarea', 'a fox under the moon');
    const screen = await page.context().newCDPSession(page);
    const opened = page.waitForEvent('load');
    await screen.send('Emulation.setPageScaleFactor', { pageScaleFactor: 1.4 });
    await opened;
    await page.waitForSelector('.describe-screen');
    expect(await scaleOf(page)).toBe(1);
    expect(await page.inputValue('textarea')).toBe('a fox under the moon');
    expect(faults).toEqual([]);
  });
});
