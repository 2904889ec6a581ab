/**
 * However wildly the page is touched, it stays whole. Three hundred touches for each of two seeds here; ten thousand:
 * `MOTIF_TOUCHES=10000 npx vitest run tests/e2e/random-touches.test.ts`.
 */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FailureBody } from '../../runtime/http/failures.ts';
import { holes } from '../kiosk-ui/session/holes.ts';
import { FINGER_FLAGS } from './chromium.ts';
import { type FakeKiosk, startFakeKiosk } from './fake-kiosk.ts';
import { begin, untilDrawn } from './kiosk-page.ts';
import { touchAtRandom } from './touch-at-random.ts';

const TOUCHES = Number(process.env.MOTIF_TOUCHES ?? 300);
const MS_A_TOUCH = 600;
/** Milliseconds of a step: drawings end before the next touches give them up. */
const STEP_MS = 10;
/** What was done just before something went wrong. */
const TRAIL = 24;
/**
 * A browser calls every answer of 422 an error. To blocked words, which are among those put in, and to a design that
 * was made too large to print well, it is the right one; what the customer then sees is a kind sentence.
 */
const REFUSALS: ReadonlySet<string> = new Set([
  '/api/designs words-refused',
  '/api/orders print-not-promised',
]);
const REFUSAL = 'Failed to load resource: the server responded with a status of 422 (Unprocessable Entity)';

/** Looks between two times that the hand is led on. */
const LEAD_EVERY = 7;

let kiosk: FakeKiosk;

beforeAll(async () => {
  kiosk = await startFakeKiosk(FINGER_FLAGS);
  kiosk.server.misfortune.stepMs = STEP_MS;
}, 120_000);
afterAll(() => kiosk?.close());

const WELL = { holes: [], screens: 1, scale: 1, scrolled: [0, 0, 0], history: 20, address: '/' };

async function stateOf(page: Page): Promise<typeof WELL> {
  const { kept, ...rest } = await page.evaluate(() => ({
    kept: sessionStorage.getItem('motif.session.2'),
    screens: document.querySelectorAll('[data-screen=attract], .screen').length,
    scale: visualViewport?.scale ?? 0,
    scrolled: [scrollX, scrollY, document.body.scrollTop],
    history: Number(history.state),
    address: location.pathname + location.hash,
  }));
  return { ...rest, holes: kept === null ? [] : [...holes(JSON.parse(kept))] } as typeof WELL;
}

/**
 * Loads of the page and steps through its history, as the browser tells them. A page that was magnified opens itself
 * anew; no other load counts as right.
 */
async function watchNavigation(page: Page, trail: string[]): Promise<{ readonly loads: () => number }> {
  const tell = () =>
    visualViewport?.addEventListener('resize', ({ target }) => {
      if (target instanceof VisualViewport && target.scale > 1.01) console.debug('magnified');
    });
  await page.addInitScript(tell);
  await page.evaluate(tell);
  let [loads, magnified] = [0, false];
  page.on('console', (message) => {
    if (message.text() !== 'magnified') return;
    if (!magnified) trail.push('magnified');
    magnified = true;
  });
  page.on('framenavigated', (frame) => trail.push(`→ ${frame.url()}`));
  page.on('load', () => {
    if (!magnified) loads += 1;
    magnified = false;
  });
  return { loads: () => loads };
}

/** Waits for a page that was magnified to come back. */
async function untilSized(page: Page): Promise<void> {
  const isSized = () => visualViewport?.scale === 1 && document.querySelector('.screen, [data-screen]');
  // One that does not is told with all that was done to it.
  await page.waitForFunction(isSized, null, { timeout: 5_000 }).catch(() => undefined);
}

/** The name of the screen that is shown. */
const screenOf = (page: Page) =>
  page.evaluate(() => {
    const screen = document.querySelector<HTMLElement>('.screen, [data-screen]');
    return screen?.dataset.screen ?? screen?.className.replace(/^screen /, '') ?? 'none';
  });

/** Answers of 422 that nothing on the page should have called for. */
function watchRefusals(page: Page): readonly string[] {
  const unasked: string[] = [];
  page.on('response', async (response) => {
    if (response.status() !== 422) return;
    const body = (await response.json().catch(() => null)) as FailureBody | null;
    const refusal = `${new URL(response.url()).pathname} ${body?.error.code}`;
    if (!REFUSALS.has(refusal)) unasked.push(refusal);
  });
  return unasked;
}

async function drawOnceMore(page: Page): Promise<void> {
  const away = await page.$('[data-action=start-over]');
  await away?.tap();
  await begin(page);
  await page.tap('[data-product=magnet]');
  await page.fill('textarea', 'a fox');
  await page.tap('[data-action=draw]');
  await untilDrawn(page);
}

/** What is touched to come from four designs to a ticket, and what then is there. */
const WAY = [
  ['.board [data-picture="1"]', '.refine-screen'],
  ['[data-action=preview]', '.preview-screen canvas[data-painted]'],
  ['[data-action=confirm]', '.confirm-screen canvas[data-painted]'],
  ['[data-action=order]', '.ticket-screen'],
] as const;

/** Takes the hand by the hand: left alone it comes to four designs once in a hundred times, and no further. */
async function lead(page: Page, steps: number): Promise<void> {
  await drawOnceMore(page);
  for (const [touched, there] of WAY.slice(0, steps)) {
    await page.tap(touched);
    await page.waitForSelector(there);
  }
}

describe.each([
  { size: { width: 540, height: 960 }, language: 'zh', seed: 1 },
  { size: { width: 960, height: 540 }, language: 'en', seed: 2 },
] as const)('$size.width × $size.height in $language, seed $seed', ({ size, language, seed }) => {
  const timeout = 60_000 + TOUCHES * MS_A_TOUCH;
  it(`${TOUCHES} touches leave a page that works and no complaint`, { timeout }, async () => {
    await kiosk.visit({ size, language }, async ({ page, faults }) => {
      const trail: string[] = [];
      const seen = new Map<string, number>();
      const { loads } = await watchNavigation(page, trail);
      const unasked = watchRefusals(page);
      const complaints = () => [...faults.filter((fault) => fault !== REFUSAL), ...unasked];
      let [touched, looks] = [0, 0];
      await touchAtRandom(page, TOUCHES, seed, async (done) => {
        touched += done.length;
        trail.push(...done);
        await untilSized(page);
        const last = trail.slice(-TRAIL);
        expect({ touched, last, ...(await stateOf(page)), bad: complaints(), loads: loads() }).toEqual({
          touched,
          last,
          ...WELL,
          bad: [],
          loads: 0,
        });
        looks += 1;
        if (looks % LEAD_EVERY === 0) await lead(page, (looks / LEAD_EVERY) % (WAY.length + 1));
        const name = await screenOf(page);
        seen.set(name, (seen.get(name) ?? 0) + 1);
      });
      if (process.env.MOTIF_TOUCHES) {
        console.log(`seed ${seed}: ${touched} touches, begun on`, Object.fromEntries(seen));
      }
      await drawOnceMore(page);
      expect(complaints()).toEqual([]);
    });
  });
});
