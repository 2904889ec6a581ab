/**
 * Walk-up attempts to leave the kiosk, with the flags, the policy and the keyboard that `motif install`
 * puts in place. The page is one colour, so that anything of the browser or of another page is seen as
 * another pixel.
 */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { transformWithOxc } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADDRESSES, SCRIPTS, SHORTCUTS } from './breakout-attempts.ts';
import { GESTURES } from './breakout-gestures.ts';
import { type DisplayOptions, type KioskDisplay, openDisplay, SCREEN } from './kiosk-display.ts';

const LOCKDOWN = new URL('../../kiosk-ui/customer/lockdown.ts', import.meta.url);
/** Longer than Chromium mostly takes to open something; what comes later is still there at the next look. */
const SETTLE_MS = 150;
const LAST_LOOK_MS = 1_500;
const isRoot = process.getuid?.() === 0;
const COLOUR = [0x1e, 0x37, 0xc8];

async function serve(page: string) {
  const hits: string[] = [];
  const server = createServer((request, response) => {
    hits.push(request.url ?? '');
    response.setHeader('Content-Type', 'text/html; charset=utf-8').end(page);
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  return { origin, hits, close: () => server.closeAllConnections() ?? server.close() };
}

async function kioskPage(): Promise<string> {
  const { code } = await transformWithOxc(await readFile(LOCKDOWN, 'utf8'), LOCKDOWN.pathname);
  const picture =
    "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'><rect width='200' height='200' fill='%23c8371e'/></svg>";
  return `<!doctype html><title>kiosk</title>
    <link rel="icon" href="data:,"><meta name="viewport" content="width=device-width">
    <style>html { background: #c8371e; overflow: hidden; touch-action: pan-y; user-select: none; cursor: none }
    img { width: 200px; height: 200px; outline: 0 }</style><img src="${picture}">
    <script type="module">${code}
    lockDown(document); window.typed = ''; addEventListener('keydown', (event) => {
      typed += event.ctrlKey || event.altKey || event.metaKey ? '!' : event.key.length === 1 ? event.key : '';
    });</script>`;
}

let kiosk: Awaited<ReturnType<typeof serve>>;
let foreign: Awaited<ReturnType<typeof serve>>;
const open = (options: Omit<DisplayOptions, 'origin'>) => openDisplay({ origin: kiosk.origin, ...options });

beforeAll(async () => {
  kiosk = await serve(await kioskPage());
  foreign = await serve('<!doctype html><title>out</title>out');
});

afterAll(() => {
  kiosk.close();
  foreign.close();
});

/** The first and the last pixel that is not the page's; null: nothing but the page, which hides a pointer over it. */
async function strangePixels(display: KioskDisplay): Promise<string | null> {
  await display.point('mousemove', '270', '600', 'mousemove', '271', '601');
  await sleep(50);
  const pixels = await display.pixels();
  const strange: number[] = [];
  for (let i = 0; i < SCREEN.width * SCREEN.height; i += 1) {
    if (COLOUR.some((value, channel) => pixels[4 * i + channel] !== value)) strange.push(i);
  }
  const at = (i: number | undefined) => `${(i ?? 0) % SCREEN.width},${Math.floor((i ?? 0) / SCREEN.width)}`;
  return strange.length === 0
    ? null
    : `${strange.length} strange pixels from ${at(strange[0])} to ${at(strange.at(-1))}`;
}

const showsOnlyThePage = async (display: KioskDisplay) => (await strangePixels(display)) === null;

/** What is there besides the one page of the kiosk, in words; null: nothing. */
async function whatElse(display: KioskDisplay): Promise<string | null> {
  const pages = pagesOf(display).map((page) => page.url());
  return pages.length === 1 ? strangePixels(display) : `${pages.length} pages: ${pages}`;
}

const pagesOf = ({ browser }: KioskDisplay): readonly Page[] =>
  browser?.contexts().flatMap((context) => context.pages()) ?? [];

/** Where the browser's pages are that are neither the kiosk's, nor empty, nor Chromium's "This page is blocked". */
function pagesOutside(display: KioskDisplay): string[] {
  const inside = (url: string) =>
    (/^(blob:)?http:/.test(url) && url.includes(`${kiosk.origin}/`)) ||
    ['chrome-error://chromewebdata/', 'about:blank'].includes(url);
  return pagesOf(display)
    .map((page) => page.url())
    .filter((url) => !inside(url));
}

function thePage(display: KioskDisplay): Page {
  const page = pagesOf(display)[0];
  if (!page) throw new Error('Expected a page in the browser but found none.');
  return page;
}

async function shown(display: KioskDisplay): Promise<KioskDisplay> {
  await expect.poll(() => showsOnlyThePage(display), { timeout: 15_000 }).toBe(true);
  await display.point('click', '1');
  return display;
}

const fill = (text: string) =>
  text
    .replaceAll('@ORIGIN@', kiosk.origin)
    .replaceAll('@PORT@', new URL(kiosk.origin).port)
    .replaceAll('@FOREIGN@', foreign.origin);

describe.skipIf(!isRoot)('a keyboard plugged into the kiosk, which only root can give a policy', () => {
  it('has no shortcut that leaves it, yet types', { timeout: 90_000 }, async () => {
    await using display = await shown(await open({ policy: 'watched', keyboard: 'kiosk' }));
    const escapes: string[] = [];
    for (const [name, keys] of SHORTCUTS) {
      await display.press(...keys);
      await sleep(name === SHORTCUTS.at(-1)?.[0] ? LAST_LOOK_MS : SETTLE_MS);
      const seen = await whatElse(display);
      if (seen !== null) escapes.push(`${name}: ${seen}`);
    }
    expect(escapes).toEqual([]);
    const page = thePage(display);
    const typed = () => page.evaluate(() => Reflect.get(window, 'typed'));
    expect(await typed()).not.toContain('!');
    await page.evaluate(() => Reflect.set(window, 'typed', ''));
    for (const key of [41, 32, 53]) await display.press(key);
    await display.press(50, 41);
    await expect.poll(typed).toBe('foxF');
  });

  it.each(['Ctrl+N', 'Ctrl+H', 'Ctrl+O'])(
    'leaves it by %s where it is any keyboard, without policy',
    { timeout: 60_000 },
    async (name) => {
      await using display = await shown(await open({ policy: 'none', keyboard: 'any' }));
      await display.press(...(SHORTCUTS.find(([shortcut]) => shortcut === name)?.[1] ?? []));
      await expect.poll(() => showsOnlyThePage(display), { timeout: 5_000 }).toBe(false);
    },
  );
});

describe.skipIf(!isRoot)("the browser's policy, which only root can put in place", () => {
  it('lets no address but the kiosk’s through, typed or from a page', { timeout: 120_000 }, async () => {
    await using display = await shown(await open({ policy: 'watched', keyboard: 'any' }));
    const before = foreign.hits.length;
    const escapes: string[] = [];
    for (const [name, address] of ADDRESSES) {
      for (const go of [goTo, linkTo]) {
        const page = thePage(display);
        await go(page, fill(address));
        await sleep(SETTLE_MS);
        const outside = pagesOutside(display);
        if (outside.length > 0 || foreign.hits.length > before)
          escapes.push(`${name} by ${go.name}: ${outside}`);
        await home(display);
      }
    }
    expect(escapes).toEqual([]);
  });

  it('opens no dialog, no device and no page of elsewhere for a page that asks', {
    timeout: 60_000,
  }, async () => {
    await using display = await shown(await open({ policy: 'watched', keyboard: 'any' }));
    const before = foreign.hits.length;
    const escapes: string[] = [];
    for (const [name, script] of SCRIPTS) {
      await runScript(thePage(display), fill(script));
      await sleep(2 * SETTLE_MS);
      const dialogs = (await display.windows()) - pagesOf(display).length;
      if (dialogs > 0 || pagesOutside(display).length > 0 || foreign.hits.length > before) escapes.push(name);
      await home(display);
    }
    expect(escapes).toEqual([]);
  });

  it('is what holds it: without it the same ways lead out', { timeout: 90_000 }, async () => {
    await using display = await shown(await open({ policy: 'none', keyboard: 'any' }));
    for (const address of ['file:///etc/passwd', 'chrome://history/', '@FOREIGN@/']) {
      await goTo(thePage(display), fill(address));
      await expect.poll(() => pagesOutside(display), { timeout: 5_000 }).toEqual([fill(address)]);
    }
    await home(display);
    await runScript(thePage(display), fill("window.open('@FOREIGN@/', '_blank', 'width=300,height=300')"));
    await expect.poll(() => pagesOutside(display), { timeout: 5_000 }).toEqual([`${foreign.origin}/`]);
  });
});

describe.skipIf(!isRoot)('fingers and a pointer before the policy, which only root can put in place', () => {
  it('find no menu, no zoom, no way back and nothing to drag out', { timeout: 60_000 }, async () => {
    await using display = await shown(await open({ policy: 'watched', keyboard: 'kiosk' }));
    const page = thePage(display);
    await page.goto(`${kiosk.origin}/again`);
    const finger = await page.context().newCDPSession(page);
    const escapes: string[] = [];
    for (const [name, gesture] of GESTURES) {
      await gesture(display, finger);
      await sleep(SETTLE_MS);
      const scale = await page.evaluate(() => visualViewport?.scale);
      const same = page.url() === `${kiosk.origin}/again` && scale === 1;
      const seen = same ? await whatElse(display) : `${page.url()} at scale ${scale}`;
      if (seen !== null) escapes.push(`${name}: ${seen}`);
    }
    expect(escapes).toEqual([]);
  });
});

/** As somebody who can type into the address bar. */
async function goTo(page: Page, address: string): Promise<void> {
  await page.goto(address, { timeout: 3_000, waitUntil: 'commit' }).catch(() => null);
}

/** As a page that has a link and gets somebody to touch it. */
async function linkTo(page: Page, address: string): Promise<void> {
  const link = `Object.assign(document.createElement('a'), { href: ${JSON.stringify(address)} }).click()`;
  await runScript(page, link);
}

async function runScript(page: Page, script: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Runtime.evaluate', { expression: script, userGesture: true }).catch(() => null);
  await session.detach().catch(() => null);
}

/** One page, the kiosk's, as after a restart of the browser. */
async function home(display: KioskDisplay): Promise<void> {
  for (const page of pagesOf(display).slice(1)) await page.close();
  const page = thePage(display);
  // The attempt's own navigation may still be under way and then interrupts this one.
  const arrived = () =>
    page.goto(`${kiosk.origin}/`).then(
      () => true,
      () => false,
    );
  await expect.poll(arrived, { timeout: 10_000 }).toBe(true);
}
