/** HTTPS of the panel in a real browser, which accepts the certificate by its key alone. */
import { createHash, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { request } from 'node:https';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  DESKTOP,
  expectSound,
  openPanelPage,
  type PanelServer,
  PHONE,
  setPasswords,
  signIn,
  startPanelServer,
  visitPanel,
} from './admin-panel.ts';
import { launchChromium } from './chromium.ts';
import { openKiosk, PORTRAIT } from './kiosk-page.ts';
import { layoutFaults } from './layout.ts';

let browser: Browser;
let panel: PanelServer;

beforeAll(async () => {
  [browser, panel] = await Promise.all([launchChromium(), startPanelServer()]);
  await setPasswords(panel);
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await panel?.close();
}, 30_000);

const pemOf = (whose: string) => readFile(join(panel.dataDir, 'tls', `${whose}.pem`), 'utf8');

/** As Chromium's flag names a key: SHA-256 of the SubjectPublicKeyInfo, in base64. */
async function spkiHash(): Promise<string> {
  const key = new X509Certificate(await pemOf('server')).publicKey;
  return createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('base64');
}

/** As a device that trusts the authority. @returns the status and the body */
async function ask(url: string, ca: string, headers: Readonly<Record<string, string>> = {}) {
  return new Promise<{ readonly status: number; readonly body: string }>((resolve, reject) => {
    request(url, { ca, headers }, (answer) => {
      let body = '';
      answer.on('data', (text) => {
        body += text;
      });
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body }));
    })
      .on('error', reject)
      .end();
  });
}

describe('HTTPS of the panel', () => {
  it('is turned on in the panel, shown on the kiosk, and signs in only there', {
    timeout: 180_000,
  }, async () => {
    const plain = panel.server.admin.url;
    const secure = plain.replace('http:', 'https:');
    const { page, close } = await openPanelPage(browser, plain, {
      size: DESKTOP,
      theme: 'light',
      language: 'en-GB',
    });
    await signIn(page, 'technician');
    await page.click('a[href="#settings"]');
    await page.waitForSelector('[data-action=tls-on]');
    await expectSound(page, 'tls-off-en');
    // The browser does not know the authority: it warns and shows nothing of the panel.
    await page.click('[data-action=tls-on]');
    await expect.poll(() => page.title(), { timeout: 15_000 }).toMatch(/privacy|error/i);
    await close();

    const knowing = await launchChromium([`--ignore-certificate-errors-spki-list=${await spkiHash()}`]);
    const kiosk = await openKiosk(browser, panel.server.url, { size: PORTRAIT, language: 'zh' });
    const { fingerprint256 } = new X509Certificate(await pemOf('authority'));
    try {
      // The old address leads to the new one.
      await visitPanel(knowing, plain, { size: PHONE, theme: 'dark', language: 'zh-CN' }, async (page) => {
        expect(page.url()).toMatch(/^https:/);
        await signIn(page, 'technician');
        await page.waitForSelector('.health');
        await page.goto(`${secure}/#settings`);
        await page.waitForSelector('.fingerprint');
        const read = await page.textContent('.fingerprint code');
        expect(read?.replaceAll(' ', ':')).toBe(fingerprint256);
        await page.setViewportSize(DESKTOP);
        await expectSound(page, 'tls-on-zh-desktop-dark');
        await page.setViewportSize(PHONE);
        const saved = page.waitForEvent('download');
        await page.click('a[href="/api/tls/authority"]');
        const authority = await readFile(await (await saved).path(), 'utf8');
        expect(new X509Certificate(authority).fingerprint256).toBe(fingerprint256);
        expect(authority).not.toContain('PRIVATE');
        await page.click('[data-action=tls-show]');
        await expectSound(page, 'tls-on-zh-phone-dark');
        const cookies = await page.context().cookies();
        expect(cookies.map(({ name, secure }) => [name, secure]).sort()).toEqual([
          ['__Host-motif_device', true],
          ['__Host-motif_session', true],
        ]);
        const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
        const bundle = await ask(`${secure}/api/support-bundle`, authority, { cookie });
        expect([bundle.status, bundle.body.includes('PRIVATE KEY')]).toEqual([200, false]);
        const backup = await ask(`${secure}/api/backup`, authority, { cookie });
        expect([backup.status, backup.body.includes('admin/accounts.json')]).toEqual([200, true]);
        expect([backup.body.includes('PRIVATE KEY'), backup.body.includes('tls/')]).toEqual([false, false]);
        await expect(ask(`${secure}/api/session`, '')).rejects.toThrow(/self-signed|unable to verify/);
      });
      await kiosk.page.waitForSelector('[data-fingerprint]', { timeout: 10_000 });
      const shown = await kiosk.page.locator('[data-fingerprint] code').allTextContents();
      expect(shown.join(' ').replaceAll(' ', ':')).toBe(fingerprint256);
      expect(await layoutFaults(kiosk.page)).toEqual([]);
      if (process.env.MOTIF_SCREENS)
        await kiosk.page.screenshot({ path: join(process.env.MOTIF_SCREENS, 'kiosk-fingerprint.png') });
      expect(kiosk.faults).toEqual([]);
    } finally {
      await kiosk.close();
      await knowing.close();
    }
  });
});
