/** The real browser that the end-to-end tests drive. */
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import { BROWSER_FLAGS } from '../../device/units/browser-flags.ts';

const PATH = process.env.MOTIF_CHROMIUM ?? '/usr/bin/chromium';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Those of the kiosk's own flags that have to do with fingers. */
export const FINGER_FLAGS = BROWSER_FLAGS.filter((flag) => /pinch|overscroll|touch/.test(flag));

/**
 * @param flags beside the usual ones; without any the page has to do without the kiosk's
 * @throws Error that says what to install where there is no browser
 */
export async function launchChromium(flags: readonly string[] = []): Promise<Browser> {
  if (!existsSync(PATH)) {
    throw new Error(
      `Expected Chromium at ${PATH} but found none. ` +
        'Run "apt-get install chromium" as root, or set MOTIF_CHROMIUM to its path.',
    );
  }
  return chromium.launch({ executablePath: PATH, headless: true, args: [...FLAGS, ...flags] });
}
