/**
 * However wildly the page is touched, it stays whole. Six hundred touches here; for ten thousand:
 * `MOTIF_TOUCHES=10000 npx vitest run tests/e2e/random-touches.test.ts`.
 */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { holes } from '../kiosk-ui/session/holes.ts';
import { type FakeKiosk, startFakeKiosk } from './fake-kiosk.ts';
import { begin, LANDSCAPE, PORTRAIT, untilDrawn } from './kiosk-page.ts';
import { touchAtRandom } from './touch-at-random.ts';

const TOUCHES = Number(process.env.MOTIF_TOUCHES ?? 600);
const MS_A_TOUCH = 100;

let kiosk: FakeKiosk;

beforeAll(async () => {
  kiosk = await startFakeKiosk();
}, 120_000);
afterAll(() => kiosk?.close());

/** The rules that the page's session breaks. */
async function holesIn(page: Page): Promise<readonly string[]> {
  const kept = await page.evaluate(() => sessionStorage.getItem('motif.session.2'));
  return kept === null ? [] : holes(JSON.parse(kept));
}

describe.each([
  { size: PORTRAIT, language: 'zh', seed: 1 },
  { size: LANDSCAPE, language: 'en', seed: 2 },
] as const)('$size.width × $size.height, seed $seed', ({ size, language, seed }) => {
  const timeout = 60_000 + TOUCHES * MS_A_TOUCH;
  it(`${TOUCHES / 2} touches leave a page that works and no complaint`, { timeout }, async () => {
    await kiosk.visit({ size, language }, async ({ page, faults }) => {
      await touchAtRandom(page, TOUCHES / 2, seed);
      expect(await holesIn(page)).toEqual([]);
      expect(await page.locator('[data-screen=attract], .screen').count()).toBe(1);
      expect(await page.evaluate(() => [visualViewport?.scale, scrollX, scrollY])).toEqual([1, 0, 0]);
      const away = await page.$('[data-action=start-over]');
      await away?.tap();
      await begin(page);
      await page.tap('[data-product=magnet]');
      await page.fill('textarea', 'a fox');
      await page.tap('[data-action=draw]');
      await untilDrawn(page);
      expect(faults).toEqual([]);
    });
  });
});
