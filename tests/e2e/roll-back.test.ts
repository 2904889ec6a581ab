/** Two real engines in turn, with the real program: built in the panel, rolled back there, kept through a start. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PASSWORDS } from '../fakes/fake-admin.ts';
import { DESKTOP, signIn, visitPanel } from './admin-panel.ts';
import { launchChromium } from './chromium.ts';
import { freePort, type MotifProcess, startMotif } from './motif-process.ts';

let browser: Browser;
let dataDir: string;
let motif: MotifProcess;
let start: () => Promise<MotifProcess>;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'motif-roll-back-'));
  const [port, adminPort] = [await freePort(), await freePort()];
  start = () => startMotif({ port, adminPort, dataDir });
  [browser, motif] = await Promise.all([launchChromium(), start()]);
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await motif?.stop();
  await rm(dataDir, { recursive: true, force: true, maxRetries: 3 });
}, 60_000);

/** The engine's key in a picture that is drawn now. */
async function engineOfPicture(): Promise<string> {
  const { url } = motif;
  const asked = await fetch(`${url}/api/designs`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ product: 'magnet', prompt: 'a fox', count: 1, preset: { steps: 'quick' } }),
  });
  const { id } = (await asked.json()) as { readonly id: string };
  expect(await (await fetch(`${url}/api/designs/${id}/events`)).text()).toContain('event: done');
  const picture = await (await fetch(`${url}/api/designs/${id}/pictures/0`)).arrayBuffer();
  const { xmp } = await sharp(Buffer.from(picture)).metadata();
  return /[0-9a-f]{64}/.exec(xmp?.toString('utf8') ?? '')?.[0] ?? 'none';
}

/** Does something on the engines page. */
async function onEngines(journey: (page: Page) => Promise<unknown>): Promise<void> {
  const options = { size: DESKTOP, theme: 'light', language: 'en-GB' } as const;
  await visitPanel(browser, motif.adminUrl, options, async (page) => {
    await signIn(page, 'technician');
    await page.click('nav a[href="#engine"]');
    await page.waitForSelector('[data-slot]');
    await journey(page);
  });
}

it('draws with the engine that was built, then with the one before it, also after a start', {
  timeout: 900_000,
}, async () => {
  const { adminUrl, setUpCode: code } = motif;
  const headers = { 'content-type': 'application/json', origin: adminUrl };
  const setUp = { method: 'POST', headers, body: JSON.stringify({ code, ...PASSWORDS }) };
  expect((await fetch(`${adminUrl}/api/set-up`, setUp)).status).toBe(200);
  const first = await engineOfPicture();
  expect(first).toMatch(/^[0-9a-f]{64}$/);
  const drawnBy = async () => (await ready(motif.url)) && engineOfPicture();

  await onEngines(async (page) => {
    const other = page.locator('input[name=build-precision]:not(:checked)').first();
    await other.check();
    await page.click('[data-action=build-engine]');
    await expect.poll(() => page.locator('[data-slot]').count(), { timeout: 400_000 }).toBe(2);
  });
  await expect.poll(drawnBy, { timeout: 200_000, interval: 1000 }).not.toBe(first);
  const second = await engineOfPicture();
  expect(second).toMatch(/^[0-9a-f]{64}$/);

  await onEngines(async (page) => {
    await page.click('[data-action=roll-back]');
    await page.click('[data-action=roll-back-sure]');
  });
  await expect.poll(drawnBy, { timeout: 200_000, interval: 1000 }).toBe(first);

  await motif.kill();
  motif = await start();
  expect(await engineOfPicture()).toBe(first);
});

/** While the server starts anew nobody answers. */
async function ready(url: string): Promise<boolean> {
  return fetch(`${url}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  );
}
