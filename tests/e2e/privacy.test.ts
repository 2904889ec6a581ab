/** A customer who has gone leaves nothing behind: not on the screen, not in the browser, not on the server. */
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FakeKiosk, startFakeKiosk } from './fake-kiosk.ts';
import { begin, beginDrawing, PORTRAIT, untilDrawn } from './kiosk-page.ts';

let kiosk: FakeKiosk;

beforeAll(async () => {
  kiosk = await startFakeKiosk();
}, 120_000);
afterAll(() => kiosk?.close());

const WORDS = '一只只属于我的熊猫';

/** The page's clock goes on by so much at once. */
async function letPass(page: Page, seconds: number): Promise<void> {
  await page.evaluate((ms) => {
    const now = Date.now;
    Date.now = () => now() + ms;
  }, seconds * 1000);
}

/** Whether the browser still has an answer of this address. */
function isCached(page: Page, url: string): Promise<boolean> {
  return page.evaluate(
    (address) =>
      fetch(address, { cache: 'only-if-cached', mode: 'same-origin' }).then(
        ({ ok }) => ok,
        () => false,
      ),
    url,
  );
}

interface Traces {
  readonly storage: number;
  readonly databases: number;
  readonly caches: number;
  readonly state: unknown;
  readonly html: string;
}

function tracesOf(page: Page): Promise<Traces> {
  return page.evaluate(async () => ({
    storage: sessionStorage.length + localStorage.length,
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys()).length,
    state: history.state,
    html: document.documentElement.outerHTML,
  }));
}

/** Draws, looks at a picture, and leaves. @returns addresses of what was on the screen */
async function comeAndGo(page: Page): Promise<readonly string[]> {
  await beginDrawing(page, 'magnet', WORDS);
  await untilDrawn(page);
  await page.tap('.board [data-picture="1"]');
  await page.waitForSelector('.refine-screen');
  return page.$$eval('.refine-others img', (images) =>
    images.map((image) => image.getAttribute('src') ?? ''),
  );
}

describe('after the customer has gone', () => {
  it.each([
    ['because nobody answered', async (page: Page) => letPass(page, 91 + 30)],
    [
      'because they said so',
      async (page: Page) => {
        await letPass(page, 91);
        await page.tap('[data-action=leave]');
      },
    ],
  ])('%s, nothing of them is left', { timeout: 60_000 }, async (_why, leave) => {
    await kiosk.visit({ size: PORTRAIT, language: 'en' }, async ({ page, faults }) => {
      const pictures = await comeAndGo(page);
      expect(pictures).toHaveLength(4);
      expect((await tracesOf(page)).storage).toBeGreaterThan(0);
      await leave(page);
      await page.waitForSelector('[data-screen=attract]');
      await expect.poll(() => kiosk.server.designs()).toEqual([]);
      const { html, ...rest } = await tracesOf(page);
      expect(rest).toEqual({ storage: 0, databases: 0, caches: 0, state: 20 });
      expect(html).not.toContain(WORDS);
      for (const picture of pictures) {
        expect(html).not.toContain(picture);
        expect(await isCached(page, picture)).toBe(false);
      }
      const script = await page.$eval('script', ({ src }) => src);
      expect(await isCached(page, script)).toBe(true);
      // The next customer is greeted in the shop's language, on a blank page.
      expect(await page.getAttribute('html', 'lang')).toBe('zh-CN');
      await begin(page);
      await page.tap('[data-product=mug]');
      expect(await page.inputValue('textarea')).toBe('');
      expect(faults.filter((fault) => !fault.includes('only-if-cached') && !fault.includes('ERR_'))).toEqual(
        [],
      );
    });
  });

  it('while the server is away, it is told as soon as it is back', { timeout: 60_000 }, async () => {
    await kiosk.visit({ size: PORTRAIT, language: 'zh' }, async ({ page }) => {
      await comeAndGo(page);
      const asked: string[] = [];
      page.on('request', (request) => request.method() === 'DELETE' && asked.push(request.url()));
      await kiosk.stop();
      await page.tap('[data-action=start-over]');
      await expect.poll(() => asked.length).toBeGreaterThan(0);
      await kiosk.restart();
      await expect
        .poll(() => page.evaluate(() => sessionStorage.getItem('motif.forget.1')), { timeout: 20_000 })
        .toBeNull();
    });
  });
});

describe('after an order', () => {
  it('the server forgets all four drawings, and the page everything', { timeout: 120_000 }, async () => {
    await kiosk.visit({ size: PORTRAIT, language: 'zh' }, async ({ page }) => {
      const pictures = await comeAndGo(page);
      await page.tap('[data-action=preview]');
      await page.tap('[data-action=confirm]');
      await page.tap('[data-action=order]');
      await page.waitForSelector('.ticket-screen .slip', { timeout: 60_000 });
      expect(kiosk.server.designs()).toHaveLength(1);
      await page.tap('[data-action=done]');
      await page.waitForSelector('[data-screen=attract]');
      await expect.poll(() => kiosk.server.designs()).toEqual([]);
      const { html, storage } = await tracesOf(page);
      expect(storage).toBe(0);
      expect(html).not.toContain(WORDS);
      for (const picture of pictures) {
        expect(html).not.toContain(picture);
        expect(await isCached(page, picture)).toBe(false);
      }
    });
  });
});

describe('the drawings that come with the page', () => {
  it('are marked as made by AI in every file that is served', async () => {
    const { url } = kiosk.server;
    const page = await (await fetch(url)).text();
    const script = /src="([^"]+\.js)"/.exec(page)?.[1] ?? '';
    const code = await (await fetch(new URL(script, url))).text();
    const pictures = new Set(code.match(/assets\/[\w-]+\.webp/g));
    expect(pictures.size).toBeGreaterThan(7);
    for (const picture of pictures) {
      const served = await fetch(new URL(picture, url));
      const { xmp } = await sharp(await served.arrayBuffer()).metadata();
      const packet = xmp?.toString('utf8') ?? '';
      expect([picture, served.status, packet.includes('trainedAlgorithmicMedia')]).toEqual([
        picture,
        200,
        true,
      ]);
      expect(packet).toContain('TC260:AIGC');
    }
  });
});

describe('the question', () => {
  it('can be answered more than ten times, and a touch beside it presses nothing', async () => {
    await kiosk.visit({ size: PORTRAIT, language: 'zh' }, async ({ page }) => {
      await begin(page);
      await page.tap('[data-product=mug]');
      for (let times = 0; times < 12; times++) {
        await letPass(page, 91);
        await page.waitForSelector('[data-idle]');
        if (times % 2 === 0) await page.tap('[data-action=stay]');
        else await page.touchscreen.tap(540, 40);
        await page.waitForSelector('[data-idle]', { state: 'detached' });
        expect(await page.locator('.describe-screen').count()).toBe(1);
      }
    });
  });
});
