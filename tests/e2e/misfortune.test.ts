/** Whatever goes wrong has a calm screen in the customer's language, and ends by itself. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { FAKE_SETTINGS } from '../fakes/fake-settings.ts';
import { axeFaults } from './axe.ts';
import { type FakeKiosk, startFakeKiosk } from './fake-kiosk.ts';
import { begin, beginDrawing, LANDSCAPE, PORTRAIT, untilDrawn } from './kiosk-page.ts';
import { layoutFaults } from './layout.ts';

let kiosk: FakeKiosk;

beforeAll(async () => {
  kiosk = await startFakeKiosk();
}, 120_000);
afterEach(() => {
  kiosk.server.settings = FAKE_SETTINGS;
  Object.assign(kiosk.server.misfortune, { ready: true, diskFull: false, queueFull: 0, failNext: 0 });
});
afterAll(() => kiosk?.close());

interface Customer {
  readonly page: Page;
  readonly language: 'zh' | 'en';
  readonly words: string;
  /** In this customer's language. */
  say(zh: string, en: string): string;
}

const customers = [
  { size: PORTRAIT, language: 'zh', words: '一只熊猫' },
  { size: LANDSCAPE, language: 'en', words: 'a panda' },
] as const;

/** The same journey in both languages and orientations at once. */
async function both(journey: (customer: Customer) => Promise<void>): Promise<void> {
  await Promise.all(
    customers.map(({ size, language, words }) =>
      kiosk.visit({ size, language }, ({ page }) =>
        journey({ page, language, words, say: (zh, en) => (language === 'zh' ? zh : en) }),
      ),
    ),
  );
}

async function expectCalm(page: Page, selector: string, words: string): Promise<void> {
  await page.waitForSelector(selector, { timeout: 15_000 });
  expect(await page.textContent(selector)).toContain(words);
  expect([selector, await layoutFaults(page), await axeFaults(page)]).toEqual([selector, [], []]);
}

/** Something that happens once, when both customers are there; both wait until it has happened. */
function together(happen: () => Promise<void> | void): () => Promise<void> {
  let missing = customers.length;
  let arrive: () => void = () => undefined;
  const happened = new Promise<void>((resolve) => {
    arrive = resolve;
  }).then(happen);
  return () => {
    if (--missing === 0) arrive();
    return happened;
  };
}

const settle = (settings: typeof FAKE_SETTINGS) => () => {
  kiosk.server.settings = settings;
};

describe('one drawing', () => {
  it('of words that are not drawn here comes back to the words, with a kind sentence beside them', async () => {
    await both(async ({ page, words, say }) => {
      const bad = say('裸体', 'a naked woman');
      await begin(page);
      await page.tap('[data-product=mug]');
      await page.fill('textarea', bad);
      await page.tap('[data-action=draw]');
      await expectCalm(page, '[data-notice=refused]', say('换个说法', 'How about'));
      expect(await page.inputValue('textarea')).toBe(bad);
      await page.fill('textarea', words);
      expect(await page.locator('[data-notice]').count()).toBe(0);
      await page.tap('[data-action=draw]');
      await untilDrawn(page);
    });
  });

  it('waits for a full queue, counts down and tries again', async () => {
    kiosk.server.misfortune.queueFull = 2;
    await both(async ({ page, words, say }) => {
      await beginDrawing(page, 'magnet', words);
      await expectCalm(page, '[data-trouble=queue]', say('秒后自动再试', 'without a touch'));
      await untilDrawn(page);
    });
  });

  it('waits for room on the disk, and asks for the staff', async () => {
    kiosk.server.misfortune.diskFull = true;
    const freed = together(() => {
      kiosk.server.misfortune.diskFull = false;
    });
    await both(async ({ page, words, say }) => {
      await beginDrawing(page, 'magnet', words);
      await expectCalm(page, '[data-trouble=disk-full]', say('请告诉店员', 'tell the staff'));
      await freed();
      await untilDrawn(page);
    });
  });

  it('that failed can be drawn once more', async () => {
    kiosk.server.misfortune.failNext = 2;
    await both(async ({ page, words, say }) => {
      await beginDrawing(page, 'magnet', words);
      await expectCalm(page, '[data-trouble=failed]', say('再试一次', 'try again'));
      await page.tap('[data-action=again]');
      await untilDrawn(page);
    });
  });
});

describe('the shop', () => {
  it('in a pause says what staff say, before the journey and within it', { timeout: 60_000 }, async () => {
    const pause = { zh: '午休到一点半', en: 'Back at half past one' };
    const paused = { ...FAKE_SETTINGS, pause };
    const ends = together(settle(FAKE_SETTINGS));
    const beginsAgain = together(settle(paused));
    const endsAgain = together(settle(FAKE_SETTINGS));
    kiosk.server.settings = paused;
    await both(async ({ page, language, words }) => {
      await expectCalm(page, '[data-resting]', pause[language]);
      expect(await page.locator('[data-action=wake]').count()).toBe(0);
      await ends();
      await page.waitForSelector('[data-action=wake]', { timeout: 15_000 });
      await begin(page);
      await page.tap('[data-product=tote]');
      await page.fill('textarea', words);
      await beginsAgain();
      await expectCalm(page, '[data-strip=paused]', pause[language]);
      await page.tap('[data-action=draw]');
      await expectCalm(page, '[data-trouble=paused]', pause[language]);
      await endsAgain();
      await untilDrawn(page);
    });
  });

  it('tells of a printer in trouble, which hinders nobody', async () => {
    const printerTrouble = { zh: '打印机缺纸，稍后打印', en: 'The printer is out of paper' };
    kiosk.server.settings = { ...FAKE_SETTINGS, printerTrouble };
    const mended = together(settle(FAKE_SETTINGS));
    await both(async ({ page, language }) => {
      await expectCalm(page, '.attract-words', printerTrouble[language]);
      await begin(page);
      await expectCalm(page, '[data-strip=printer]', printerTrouble[language]);
      await mended();
      await page.waitForSelector('.strip:empty', { state: 'attached', timeout: 15_000 });
    });
  });
});

describe('a server that is gone', () => {
  it('is waited for on every screen, and nothing is lost', { timeout: 120_000 }, async () => {
    const [stop1, stop2, stop3] = [together(kiosk.stop), together(kiosk.stop), together(kiosk.stop)];
    const [start1, start2, start3] = [
      together(kiosk.restart),
      together(kiosk.restart),
      together(kiosk.restart),
    ];
    await both(async ({ page, words, say }) => {
      const wait = say('请稍等', 'wait');
      await stop1();
      await expectCalm(page, '[data-resting]', wait);
      await start1();
      await page.waitForSelector('[data-action=wake]', { timeout: 15_000 });
      await begin(page);
      await page.tap('[data-product=postcard]');
      await page.fill('textarea', words);
      await stop2();
      await expectCalm(page, '[data-strip=gone]', wait);
      await page.tap('[data-action=draw]');
      await expectCalm(page, '[data-trouble=gone]', wait);
      await start2();
      await untilDrawn(page);
      await page.tap('.board [data-picture="0"]');
      await stop3();
      await expectCalm(page, '[data-strip=gone]', wait);
      await page.tap('[data-action=fix]');
      await page.tap('[data-remedy=afresh]');
      await page.waitForSelector('[data-trouble=gone]');
      await start3();
      await untilDrawn(page);
      expect(await page.textContent('.wish-caption')).toContain(words);
    });
  });
});
