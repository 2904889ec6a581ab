/** How freely and how finely to draw, in plain words, by touch; only where it makes a difference with the model. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type FakeKiosk, startFakeKiosk } from './fake-kiosk.ts';
import { begin, LANDSCAPE, PORTRAIT } from './kiosk-page.ts';
import { atRest, layoutFaults } from './layout.ts';

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

it.each([
  { size: PORTRAIT, language: 'zh', words: '熊猫' },
  { size: LANDSCAPE, language: 'en', words: 'a panda' },
] as const)(
  'in $language a guided model is asked as the words say',
  { timeout: 90_000 },
  async (customer) => {
    kiosk.server.guided = true;
    await kiosk.visit(customer, async ({ page, faults }) => {
      const asked: unknown[] = [];
      page.on('request', (request) => {
        if (request.method() === 'POST' && request.url().endsWith('/api/designs'))
          asked.push(request.postDataJSON().preset);
      });
      await toTheWords(page);
      await page.fill('textarea', customer.words);
      const pressed = () =>
        page.$$eval('[data-preset][aria-pressed=true]', (chips) =>
          chips.map((chip) => chip.getAttribute('data-preset')),
        );
      expect(await pressed()).toEqual(['balanced', 'fine']);
      for (const preset of ['free', 'exact', 'quick']) await page.tap(`[data-preset=${preset}]`);
      expect(await pressed()).toEqual(['exact', 'quick']);
      await atRest(page);
      expect(await layoutFaults(page)).toEqual([]);
      await page.tap('[data-action=draw]');
      await expect.poll(() => asked).toEqual([{ guidance: 'exact', steps: 'quick' }]);
      expect(faults).toEqual([]);
    });
  },
);

it('a model for which they change nothing is not asked about them', { timeout: 60_000 }, async () => {
  kiosk.server.guided = false;
  await kiosk.visit({ size: PORTRAIT, language: 'zh' }, async ({ page }) => {
    await toTheWords(page);
    expect(await page.locator('[data-preset]').count()).toBe(0);
  });
});
