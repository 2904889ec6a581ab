/** The admin panel in a real browser, over the real server and a drawing process without a model. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { expect } from 'vitest';
import { DesignStore } from '../../runtime/jobs/design-store.ts';
import { type RunningServer, type StartParts, start } from '../../runtime/start.ts';
import { PASSWORDS } from '../fakes/fake-admin.ts';
import { FAKE_CHILD, QUICK } from '../fakes/fake-client.ts';
import { writeFakeManifest } from '../fakes/fake-manifest.ts';
import { recordingLog } from '../fakes/recording-log.ts';
import { DESIGN, keepDesign, key } from '../runtime/orders/kept-design.ts';
import { axeFaults } from './axe.ts';
import { builtPage } from './built-page.ts';

export const DESKTOP = { width: 1280, height: 800 };
export const PHONE = { width: 390, height: 844 };

export interface PanelServer {
  readonly server: RunningServer;
  readonly dataDir: string;
  close(): Promise<void>;
}

/** What a test adds to the server. @param dataDir the server's */
export type Prepare = (
  dataDir: string,
) => Promise<{ readonly engineDir?: string; readonly parts?: StartParts }>;

export async function startPanelServer(prepare: Prepare = async () => ({})): Promise<PanelServer> {
  const dir = await mkdtemp(join(tmpdir(), 'motif-panel-'));
  const { dir: kioskDir, remove } = await builtPage();
  await writeFakeManifest(dir);
  await keepDesign(await DesignStore.open(join(dir, 'data', 'designs')));
  const { engineDir = dir, parts } = await prepare(join(dir, 'data'));
  const server = await start(
    { engineDir, dataDir: join(dir, 'data'), kioskDir, port: 0, adminHost: '127.0.0.1' },
    { childEntry: FAKE_CHILD, timing: QUICK, log: recordingLog().log, ...parts },
  );
  const close = async () => {
    await server.close();
    await remove();
    await rm(dir, { recursive: true, force: true, maxRetries: 3 });
  };
  return { server, dataDir: join(dir, 'data'), close };
}

/** Orders the kept design as the kiosk's page does. @returns the code */
export async function orderOne({ server }: PanelServer, n: number): Promise<string> {
  const answer = await fetch(`${server.url}/api/orders`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': key(n) },
    body: JSON.stringify({
      product: 'magnet',
      language: 'zh',
      design: { designId: DESIGN, picture: 0 },
      label: { visible: true },
    }),
  });
  const { code } = (await answer.json()) as { code?: string };
  if (code === undefined) throw new Error(`Expected an order but received status ${answer.status}.`);
  return code;
}

export interface Visit {
  readonly size: { readonly width: number; readonly height: number };
  readonly language: 'zh-CN' | 'en-GB';
  readonly theme: 'light' | 'dark';
}

/** Opens the panel in a browser of its own; complaints of the page are collected in `faults`. */
export async function openPanelPage(browser: Browser, url: string, { size, language, theme }: Visit) {
  const context = await browser.newContext({
    viewport: size,
    locale: language,
    colorScheme: theme,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    // A refused password is an answer, which the browser notes as an error of the network.
    if (message.type() === 'error' && !message.text().includes('Failed to load resource'))
      faults.push(message.text());
  });
  await page.goto(url);
  await page.waitForSelector('h1');
  return { page, faults, close: () => context.close() };
}

/** Whether something hangs out to the right, or a target is too small for a finger. */
export async function panelLayoutFaults(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const faults: string[] = [];
    if (document.documentElement.scrollWidth > innerWidth) faults.push('the page scrolls sideways');
    for (const element of document.querySelectorAll('button, a, .field input')) {
      const { width, height } = element.getBoundingClientRect();
      if (height < 43.5 || width < 43.5) faults.push(`too small: ${element.outerHTML.slice(0, 80)}`);
    }
    return faults;
  });
}

/** Opens the panel, does the journey and expects a page without complaints. */
export async function visitPanel(
  browser: Browser,
  url: string,
  options: Visit,
  journey: (page: Page) => Promise<void>,
): Promise<void> {
  const { page, faults, close } = await openPanelPage(browser, url, options);
  try {
    await journey(page);
    expect(faults).toEqual([]);
  } finally {
    await close();
  }
}

/** What must hold of every screen; with MOTIF_SCREENS set, a picture of it is kept there. */
export async function expectSound(page: Page, name: string): Promise<void> {
  const folder = process.env.MOTIF_SCREENS;
  if (folder) {
    await mkdir(folder, { recursive: true });
    await page.screenshot({ path: join(folder, `admin-${name}.png`), fullPage: true });
  }
  expect([name, await axeFaults(page)]).toEqual([name, []]);
  expect([name, await panelLayoutFaults(page)]).toEqual([name, []]);
}

export async function signIn(
  page: Page,
  role: keyof typeof PASSWORDS,
  password = PASSWORDS[role],
): Promise<void> {
  await page.check(`input[name=role][value=${role}]`);
  await page.fill('input[name=password]', password);
  await page.click('[data-action=sign-in]');
}

/** Sets the passwords with the code from the console, as the wizard's first page does. */
export async function setPasswords({ server }: PanelServer): Promise<void> {
  const { url, setUpCode } = server.admin;
  const answer = await fetch(`${url}/api/set-up`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ code: setUpCode, ...PASSWORDS }),
  });
  expect(answer.status).toBe(200);
}
