/** The admin panel in a real browser, over the real server and a drawing process without a model. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { build } from 'vite';
import { type RunningServer, start } from '../../runtime/start.ts';
import { FAKE_CHILD, QUICK } from '../fakes/fake-client.ts';
import { writeFakeManifest } from '../fakes/fake-manifest.ts';
import { recordingLog } from '../fakes/recording-log.ts';

export const DESKTOP = { width: 1280, height: 800 };
export const PHONE = { width: 390, height: 844 };

export interface PanelServer {
  readonly server: RunningServer;
  close(): Promise<void>;
}

/** Builds the pages into a folder of its own, so that no other run is disturbed. */
export async function startPanelServer(): Promise<PanelServer> {
  const dir = await mkdtemp(join(tmpdir(), 'motif-panel-'));
  const kioskDir = join(dir, 'page');
  await build({ configFile: 'vite.config.ts', logLevel: 'error', build: { outDir: kioskDir } });
  await writeFakeManifest(dir);
  const server = await start(
    { engineDir: dir, dataDir: join(dir, 'data'), kioskDir, port: 0, adminHost: '127.0.0.1' },
    { childEntry: FAKE_CHILD, timing: QUICK, log: recordingLog().log },
  );
  const close = async () => {
    await server.close();
    await rm(dir, { recursive: true, force: true, maxRetries: 3 });
  };
  return { server, close };
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
