/** What must hold of every screen at every size: nothing hangs out, every target is large enough. */
import type { Page } from 'playwright-core';

/** Pixels per millimetre on the screen that the page is set for by default. */
const MM = 3.64;
/** Rounding of fractional pixels. */
const SLACK = 0.5;

/** Resolves once nothing moves on the screen but what always moves. */
export async function atRest(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const passing = document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(passing.map(({ finished }) => finished));
  });
}

/**
 * The complaints about the screen once it has come to rest; empty when all is well.
 *
 * @param mm pixels per millimetre of the screen
 */
export async function layoutFaults(page: Page, mm = MM): Promise<readonly string[]> {
  await atRest(page);
  return page.evaluate(
    ({ mm, slack }) => {
      const faults: string[] = [];
      const name = (element: Element) =>
        `${element.tagName}.${element.className} "${element.textContent?.slice(0, 30)}"`;
      const root = document.documentElement;
      if (root.scrollWidth > innerWidth || root.scrollHeight > innerHeight) faults.push('the page scrolls');
      const main = document.querySelector('main');
      if (main && (main.scrollHeight > main.clientHeight || main.scrollWidth > main.clientWidth)) {
        faults.push(`the screen overflows: ${main.scrollWidth} × ${main.scrollHeight}`);
      }
      for (const element of document.querySelectorAll('button, textarea, h1, p:not(.for-ears)')) {
        const { left, top, right, bottom, width, height } = element.getBoundingClientRect();
        if (left < 0 || top < 0 || right > innerWidth + slack || bottom > innerHeight + slack) {
          faults.push(`outside the screen: ${name(element)}`);
        }
        if (element.tagName !== 'BUTTON') continue;
        if (Math.min(width, height) < Math.max(44, 10 * mm) - slack)
          faults.push(`too small: ${name(element)}`);
        if (element.matches('.primary, .secondary') && height < 20 * mm)
          faults.push(`not 20 mm: ${name(element)}`);
        if (element.matches('.chip, .picture-chip, .plain, [role=tab]') && height < 15 * mm - slack) {
          faults.push(`not 15 mm: ${name(element)}`);
        }
      }
      // What is printed lies on the article drawn below it, which keeps its shape in any box.
      for (const print of document.querySelectorAll<HTMLCanvasElement>('.mockup > canvas')) {
        const { width, height } = print.getBoundingClientRect();
        const isSquare = Math.abs(width - height) < 0.01 * Math.max(width, height);
        if (!isSquare && getComputedStyle(print).objectFit !== 'contain')
          faults.push(`a print is stretched: ${Math.round(width)} × ${Math.round(height)}`);
      }
      const primary = document.querySelector('.primary');
      if (primary && primary.getBoundingClientRect().bottom < (innerHeight * 2) / 3) {
        faults.push('the primary action is not in the lower third');
      }
      return faults;
    },
    { mm, slack: SLACK },
  );
}
