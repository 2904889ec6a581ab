/** The page as it is built for the kiosk, over the real HTTP face and a drawing machine without a model. */
import type { Browser } from 'playwright-core';
import { type FakeMemory, type FakeServer, startFakeServer } from '../kiosk-ui/fake-server.ts';
import { builtPage } from './built-page.ts';
import { launchChromium } from './chromium.ts';
import { type KioskOptions, type KioskPage, openKiosk } from './kiosk-page.ts';

export interface FakeKiosk {
  readonly server: FakeServer;
  readonly browser: Browser;
  /** Opens the page for one customer, and closes it whatever happens. */
  visit(options: KioskOptions, journey: (kiosk: KioskPage) => Promise<void>): Promise<void>;
  /** The server goes away, as when it is restarted. */
  stop(): Promise<void>;
  /** It comes back on the same address, and remembers nothing. */
  restart(): Promise<void>;
  /** It comes back with the designs that it had, as real ones do. */
  recover(): Promise<void>;
  close(): Promise<void>;
}

/** Milliseconds of a step: a drawing takes about a second. */
const STEP_MS = 50;

/** @param flags of the browser */
export async function startFakeKiosk(flags: readonly string[] = []): Promise<FakeKiosk> {
  const { dir, remove } = await builtPage();
  const browser = await launchChromium(flags);
  const open = async (port: number, kept?: FakeMemory) => {
    const opened = await startFakeServer(dir, port, kept);
    opened.misfortune.stepMs = STEP_MS;
    return opened;
  };
  let server = await open(0);
  return {
    get server() {
      return server;
    },
    browser,
    async visit(options, journey) {
      const kiosk = await openKiosk(browser, server.url, options);
      try {
        await journey(kiosk);
      } finally {
        await kiosk.close();
      }
    },
    stop: () => server.stop(),
    async restart() {
      server = await open(server.port);
    },
    async recover() {
      server = await open(server.port, server.memory);
    },
    async close() {
      await browser.close();
      await server.stop();
      await remove();
    },
  };
}
