/** From the chosen design to the ticket, by touch: placing, confirming, and what may go wrong with an order. */
import type { CDPSession, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeFaults } from './axe.ts';
import { type FakeKiosk, startFakeKiosk } from './fake-kiosk.ts';
import { beginDrawing, LANDSCAPE, PORTRAIT, untilDrawn } from './kiosk-page.ts';
import { layoutFaults } from './layout.ts';

let kiosk: FakeKiosk;

beforeAll(async () => {
  kiosk = await startFakeKiosk();
}, 120_000);
afterAll(() => kiosk?.close());

const screens = [
  { size: PORTRAIT, language: 'zh', inches: 21.5 },
  { size: LANDSCAPE, language: 'en', inches: 32 },
] as const;

async function toPreview(page: Page, product: string): Promise<void> {
  await beginDrawing(page, product, '熊猫');
  await untilDrawn(page);
  await page.tap('.board [data-picture="1"]');
  await page.tap('[data-action=preview]');
  await page.waitForSelector('.preview-screen canvas[data-painted]');
}

/** What the session remembers of the placement; null: nobody moved it. */
const placementOf = (page: Page) =>
  page.evaluate(() => {
    const kept = Object.values(sessionStorage).find((text) => text.includes('"choices"')) ?? '{}';
    return JSON.parse(kept).choices?.placement ?? null;
  });

type Point = readonly [number, number];
const touches = (finger: CDPSession, type: 'touchStart' | 'touchMove' | 'touchEnd', at: readonly Point[]) =>
  finger.send('Input.dispatchTouchEvent', { type, touchPoints: at.map(([x, y], id) => ({ x, y, id })) });

/** A screen that has just come takes no touch until it stands still, which Playwright's own taps wait for. */
const untilSettled = (page: Page) =>
  page.locator('.screen').evaluate(async (screen) => {
    await Promise.all(screen.getAnimations().map(({ finished }) => finished));
  });

async function gesture(page: Page, from: readonly Point[], to: readonly Point[]): Promise<void> {
  await untilSettled(page);
  const box = await page.locator('.stage').boundingBox();
  if (!box) throw new Error('Expected a stage on the screen but found none.');
  const place = ([x, y]: Point): Point => [box.x + x * box.width, box.y + y * box.height];
  const finger = await page.context().newCDPSession(page);
  await touches(finger, 'touchStart', from.map(place));
  for (let step = 1; step <= 6; step += 1) {
    const between = from.map(([x, y], i): Point => {
      const [toX, toY] = to[i] ?? [x, y];
      return place([x + ((toX - x) * step) / 6, y + ((toY - y) * step) / 6]);
    });
    await touches(finger, 'touchMove', between);
  }
  await touches(finger, 'touchEnd', []);
  await finger.detach();
}

describe.each(screens)('on $inches inches in $language', (screen) => {
  const { size, inches } = screen;
  const mm = Math.hypot(size.width, size.height) / (25.4 * inches);
  const expectWell = async (page: Page, name: string) =>
    expect([name, await layoutFaults(page, mm), await axeFaults(page)]).toEqual([name, [], []]);

  it('a design is dragged, stretched, turned, ordered, and there is a ticket', {
    timeout: 90_000,
  }, async () => {
    kiosk.server.settings = { ...kiosk.server.settings, screenInches: inches };
    await kiosk.visit(screen, async ({ page, faults }) => {
      await toPreview(page, 'postcard');
      await expectWell(page, 'preview');
      await gesture(page, [[0.5, 0.5]], [[0.65, 0.6]]);
      const dragged = await placementOf(page);
      expect(dragged.xMm).toBeGreaterThan(5);
      expect(dragged.yMm).toBeGreaterThan(2);
      await gesture(
        page,
        [
          [0.4, 0.5],
          [0.6, 0.5],
        ],
        [
          [0.45, 0.42],
          [0.55, 0.58],
        ],
      );
      const pinched = await placementOf(page);
      expect(pinched.widthMm).not.toBeCloseTo(dragged.widthMm, 0);
      expect(pinched.rotationDeg).toBeGreaterThan(20);
      await page.tap('[data-handle=middle]');
      expect(await placementOf(page)).toBeNull();
      await page.tap('[data-handle=smaller]');
      await page.tap('[data-ground=remove]');
      await page.waitForSelector('canvas[data-painted$=cutout]');
      await page.tap('[data-action=confirm]');
      await page.waitForSelector('.confirm-screen canvas[data-painted]');
      await expectWell(page, 'confirm');
      // Of the motif alone: the picture that it was cut out of is 14 cm wide.
      await expect.poll(() => page.textContent('[data-size]')).toMatch(/^[678](\.5)? × [678](\.5)? cm$/);
      await page.tap('[data-label=none]');
      await expectWell(page, 'consent');
      await page.tap('[data-label=visible]');
      const before = kiosk.server.orders.live.length;
      await Promise.all(
        [1, 2, 3].map(() => page.tap('[data-action=order]', { force: true }).catch(() => null)),
      );
      await page.waitForSelector('.ticket-screen .slip', { timeout: 30_000 });
      await expectWell(page, 'ticket');
      const code = await page.getAttribute('[data-code]', 'data-code');
      expect(kiosk.server.orders.live.length).toBe(before + 1);
      expect(kiosk.server.orders.live[0]).toMatchObject({
        code,
        product: 'postcard',
        language: screen.language,
        background: 'remove',
        label: { visible: true },
      });
      await page.goBack();
      expect(await page.getAttribute('[data-code]', 'data-code')).toBe(code);
      await page.tap('[data-action=done]');
      await page.waitForSelector('[data-action=wake]');
      expect(faults).toEqual([]);
    });
  });
});

describe('a mug', () => {
  const turnOf = async (page: Page) => Number(await page.inputValue('.turn input'));

  it('is turned by a finger beside the design, which a finger on it moves', { timeout: 90_000 }, async () => {
    await kiosk.visit({ size: LANDSCAPE, language: 'en' }, async ({ page, faults }) => {
      await toPreview(page, 'mug');
      await gesture(page, [[0.85, 0.9]], [[0.7, 0.9]]);
      const turned = await turnOf(page);
      expect(turned).toBeLessThan(-0.3);
      expect(await placementOf(page)).toBeNull();
      await gesture(page, [[0.1, 0.1]], [[0.95, 0.1]]);
      expect(await turnOf(page)).toBe(1.6);
      await page.fill('.turn input', '0');
      await gesture(page, [[0.4, 0.5]], [[0.5, 0.55]]);
      expect((await placementOf(page)).xMm).toBeGreaterThan(3);
      expect(await turnOf(page)).toBe(0);
      const wide = (await placementOf(page)).widthMm;
      const around = [
        [0.1, 0.85],
        [0.9, 0.85],
      ] as const;
      await gesture(page, around, [
        [0.2, 0.85],
        [0.8, 0.85],
      ]);
      expect((await placementOf(page)).widthMm).toBeLessThan(wide);
      expect(await turnOf(page)).toBe(0);
      expect(faults).toEqual([]);
    });
  });
});

describe('an article of several colours', () => {
  /** How bright the shirt is between its print and its hem, and its print's ground, 0 … 255. */
  const lightOfCloth = async (page: Page) => {
    const box = await page.locator('.stage .mockup').boundingBox();
    if (!box) throw new Error('Expected a mockup on the screen but found none.');
    const clip = { x: box.x + 0.47 * box.width, y: box.y + 0.76 * box.height, width: 30, height: 30 };
    const { channels } = await sharp(await page.screenshot({ clip })).stats();
    return channels.slice(0, 3).reduce((sum, { mean }) => sum + mean / 3, 0);
  };

  it('is touched into another one, shown, ordered and told to the shop in it', {
    timeout: 90_000,
  }, async () => {
    const [{ size, language, inches }] = screens;
    const mm = Math.hypot(size.width, size.height) / (25.4 * inches);
    kiosk.server.settings = { ...kiosk.server.settings, screenInches: inches };
    await kiosk.visit({ size, language }, async ({ page, faults }) => {
      await toPreview(page, 't-shirt');
      expect(await page.getAttribute('[data-colour=natural]', 'aria-pressed')).toBe('true');
      const natural = await lightOfCloth(page);
      await page.tap('[data-colour=black]');
      await expect.poll(() => lightOfCloth(page)).toBeLessThan(natural / 2);
      const swatch = await page.locator('[data-colour=black]').boundingBox();
      expect(Math.min(swatch?.width ?? 0, swatch?.height ?? 0)).toBeGreaterThanOrEqual(15 * mm);
      expect([await layoutFaults(page, mm), await axeFaults(page)]).toEqual([[], []]);
      await page.tap('[data-action=confirm]');
      await page.waitForSelector('.confirm-screen canvas[data-painted]');
      expect(await page.textContent('.confirm-side dl')).toContain('黑色');
      await page.tap('[data-action=order]');
      await page.waitForSelector('.ticket-screen .slip', { timeout: 30_000 });
      const [order] = kiosk.server.orders.live;
      expect(order).toMatchObject({ product: 't-shirt', colour: { id: 'black', name: { zh: '黑色' } } });
      const print = await sharp(await kiosk.server.orders.file(order?.code ?? '', 'print.png')).stats();
      expect(print.isOpaque).toBe(false);
      expect(faults).toEqual([]);
    });
  });
});

describe('an order in trouble', () => {
  it('waits for a server that is gone, says so calmly, and is placed once', { timeout: 60_000 }, async () => {
    await kiosk.visit({ size: PORTRAIT, language: 'zh' }, async ({ page }) => {
      await toPreview(page, 'magnet');
      await page.tap('[data-action=confirm]');
      await page.waitForSelector('.confirm-screen');
      await page.route('**/api/orders', (route) => route.abort());
      await page.tap('[data-action=order]');
      await page.waitForSelector('.news[data-phase=sending]:not(:empty)');
      expect(await page.textContent('.news')).toContain('请稍等');
      const before = kiosk.server.orders.live.length;
      await page.unroute('**/api/orders');
      await page.waitForSelector('.ticket-screen .slip', { timeout: 30_000 });
      expect(kiosk.server.orders.live.length).toBe(before + 1);
    });
  });

  it('that the server refuses keeps everything, with the sentence of why', { timeout: 60_000 }, async () => {
    await kiosk.visit({ size: LANDSCAPE, language: 'en' }, async ({ page }) => {
      await toPreview(page, 'magnet');
      await page.tap('[data-action=confirm]');
      const body = {
        error: { code: 'print-not-promised', message: 'A little smaller, please.', messageZh: '小一点' },
      };
      await page.route('**/api/orders', (route) => route.fulfill({ status: 422, json: body }), { times: 1 });
      await page.tap('[data-action=order]');
      await page.waitForSelector('.news[data-phase=refused]');
      expect(await page.textContent('.news')).toBe('A little smaller, please.');
      await page.tap('[data-action=order]');
      await page.waitForSelector('.ticket-screen .slip', { timeout: 30_000 });
    });
  });
});

describe('a design that would look soft', () => {
  it.each([
    ['zh', PORTRAIT, '发虚'],
    ['en', LANDSCAPE, 'look soft'],
  ] as const)(
    'is not ordered, and the customer reads in %s what helps',
    { timeout: 120_000 },
    async (language, size, sentence) => {
      kiosk.server.misfortune.blur = 12;
      await kiosk.visit({ size, language }, async ({ page }) => {
        await toPreview(page, 'magnet');
        await page.tap('[data-action=confirm]');
        await page.waitForSelector('.confirm-screen');
        const before = kiosk.server.orders.live.length;
        await page.tap('[data-action=order]');
        await page.waitForSelector('.news[data-phase=refused]', { timeout: 60_000 });
        expect(await page.textContent('.news')).toContain(sentence);
        expect(kiosk.server.orders.live.length).toBe(before);
        await page.tap('.confirm-screen [data-action=back]');
        await page.waitForSelector('.preview-screen');
      });
      kiosk.server.misfortune.blur = 0;
    },
  );
});

describe('dragging', () => {
  it('follows fingers in short tasks, and hands of ten fingers break nothing', {
    timeout: 60_000,
  }, async () => {
    await kiosk.visit({ size: PORTRAIT, language: 'zh' }, async ({ page, faults }) => {
      await toPreview(page, 'mug');
      await page.evaluate(() => {
        const long: number[] = [];
        Reflect.set(window, 'long', long);
        new PerformanceObserver((list) => {
          for (const { duration } of list.getEntries()) long.push(duration);
        }).observe({ entryTypes: ['longtask'] });
      });
      for (let i = 0; i < 5; i += 1) {
        await gesture(page, [[0.5, 0.5]], [[0.4 + 0.05 * i, 0.55]]);
      }
      const palm = Array.from({ length: 10 }, (_, i): Point => [0.1 + 0.08 * i, 0.5]);
      await gesture(
        page,
        palm,
        palm.map(([x], i): Point => [x, 0.2 + 0.06 * i]),
      );
      await page.waitForSelector('[data-moving=false]');
      expect(await placementOf(page)).toMatchObject({ widthMm: expect.any(Number) });
      const long: number[] = await page.evaluate(() => Reflect.get(window, 'long'));
      // 50 ms on a machine that does nothing else; here other tests may run beside.
      expect(Math.max(0, ...long)).toBeLessThan(150);
      expect(faults).toEqual([]);
    });
  });
});
