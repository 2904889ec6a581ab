/** A kiosk's screen in the browser: touched like one, and watched for everything that should not happen. */
import type { Browser, ConsoleMessage, Page } from 'playwright-core';

export const PORTRAIT = { width: 1080, height: 1920 };
export const LANDSCAPE = { width: 1920, height: 1080 };

export interface KioskPage {
  readonly page: Page;
  /** Errors on the console, uncaught exceptions, blocked content and requests to other machines. */
  readonly faults: readonly string[];
  close(): Promise<void>;
}

export interface KioskOptions {
  readonly size: { readonly width: number; readonly height: number };
  readonly language: 'zh' | 'en';
}

/** Opens the page as a new customer finds it. */
export async function openKiosk(browser: Browser, url: string, options: KioskOptions): Promise<KioskPage> {
  const context = await browser.newContext({ viewport: options.size, hasTouch: true });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('console', (message) => isFault(message) && faults.push(message.text()));
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('request', (request) => {
    const to = new URL(request.url());
    if (to.protocol.startsWith('http') && to.origin !== url) faults.push(`request to ${to.origin}`);
  });
  await page.goto(url);
  await page.waitForSelector('[data-screen=attract]');
  if (options.language === 'en') await page.tap('[data-action=language]');
  return { page, faults, close: () => context.close() };
}

/** Violations of the content security policy are errors on the console, too. */
function isFault(message: ConsoleMessage): boolean {
  return message.type() === 'error' || message.text().includes('Content Security Policy');
}

/** The first touch, if nobody has touched yet. */
export async function begin(page: Page): Promise<void> {
  const asleep = await page.$('[data-action=wake]');
  if (asleep) await asleep.tap();
  await page.waitForSelector('.product-card');
}

/** Touches the way from the first screen to a drawing under way. */
export async function beginDrawing(
  page: Page,
  product: string,
  words: string,
  style?: string,
): Promise<void> {
  await begin(page);
  await page.tap(`[data-product="${product}"]`);
  await page.waitForSelector('.describe-screen');
  await page.fill('textarea', words);
  if (style !== undefined) {
    await page.tap('[data-shelf=style]');
    await page.tap(`[data-style="${style}"]`);
  }
  await page.tap('[data-action=draw]');
  await page.waitForSelector('[data-screen=drawing]');
}

/** Resolves once the first previews are on the sheets. */
export async function firstPreview(page: Page): Promise<void> {
  await page.waitForSelector('.sheet canvas[data-painted=true]', { timeout: 60_000 });
}

/** Resolves once the four finished designs wait to be touched. */
export async function untilDrawn(page: Page): Promise<void> {
  await page.waitForSelector('[data-screen=choose] .sheet img.sheet-layer', { timeout: 120_000 });
}

/** What a drawing showed from the moment of recording on. */
export interface Recording {
  /** Different previews on each of the four sheets. */
  readonly previews: readonly number[];
  /** Percent the progress bar stood at, in order. */
  readonly percents: readonly number[];
}

/** Watches the sheets from inside the page, because a fast machine may be done before a test looks twice. */
export async function record(page: Page): Promise<() => Promise<Recording>> {
  const recorder = await page.evaluateHandle(() => {
    const seen = [0, 1, 2, 3].map(() => new Set<string>());
    const percents = new Set<number>();
    const look = () => {
      document.querySelectorAll('.sheet').forEach((sheet, index) => {
        for (const canvas of sheet.querySelectorAll<HTMLCanvasElement>('canvas[data-painted=true]')) {
          seen[index]?.add(canvas.toDataURL());
        }
      });
      const bar = document.querySelector('[role=progressbar]');
      if (bar) percents.add(Number(bar.getAttribute('aria-valuenow')));
    };
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true });
    return { seen, percents };
  });
  return () =>
    recorder.evaluate(({ seen, percents }) => ({
      previews: seen.map(({ size }) => size),
      percents: [...percents],
    }));
}

/**
 * Measures from the next touch to the moment something is on the screen, inside the page: how long the
 * browser's remote control takes on a busy machine is not the customer's time.
 */
export async function timeFromTouch(page: Page, selector: string): Promise<() => Promise<number>> {
  const stopwatch = await page.evaluateHandle((wanted) => {
    const times = { touched: 0, shown: 0 };
    document.addEventListener('click', ({ timeStamp }) => Object.assign(times, { touched: timeStamp }), {
      capture: true,
      once: true,
    });
    new MutationObserver(() => {
      if (times.shown === 0 && document.querySelector(wanted)) times.shown = performance.now();
    }).observe(document.body, { subtree: true, childList: true });
    return times;
  }, selector);
  return () => stopwatch.evaluate(({ touched, shown }) => shown - touched);
}
