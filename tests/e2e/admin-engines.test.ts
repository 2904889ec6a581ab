/** The page with which a technician looks after the kiosk's engines. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSlotState, type SlotState } from '../../engine-build/build/slots/slot-state.ts';
import { SlotDesk } from '../../provisioning/desk/desk.ts';
import { pictureFiles } from '../../provisioning/gate/picture-files.ts';
import { slotsFolder } from '../../provisioning/slot-engine.ts';
import { fakeManifest } from '../fakes/fake-manifest.ts';
import { keyOf, provisionTinyEngine } from '../fakes/tiny-engine.ts';
import {
  DESKTOP,
  expectSound,
  type PanelServer,
  PHONE,
  type Prepare,
  setPasswords,
  signIn,
  startPanelServer,
  visitPanel,
} from './admin-panel.ts';
import { launchChromium } from './chromium.ts';

const GATE = {
  passed: true,
  meanError: 0.0213,
  worstError: 0.0781,
  psnrDb: 31.4,
  ssim: 0.941,
  quantisedLayers: 68,
  keptHigh: ['transformer_blocks.11.attn.to_add_out'],
  overflowing: [],
};
const LAYERS = ['attn.to_q', 'ff.net.0.proj', 'ff.net.2'].map((layer, n) => ({
  layer: `transformer_blocks.${n}.${layer}`,
  error: 0.02 / (n + 1),
}));
const DETAILS = {
  layers: LAYERS,
  steps: [1, 2, 3, 4].map((step) => ({ step, meanError: 0.01 * step, worstError: 0.02 * step })),
  pictures: [{ prompt: 'a mug with cherry blossoms', seed: 7, psnrDb: 31.4, ssim: 0.941 }],
};

let browser: Browser;
let panel: PanelServer;
let slots: string;

/** A drawing, and the same a little off. */
function comparedPictures() {
  const [width, height] = [96, 96];
  const drawn = (off: number) =>
    Uint8Array.from({ length: width * height * 3 }, (_, i) => {
      const [x, y] = [Math.floor(i / 3) % width, Math.floor(i / 3 / width)];
      const inside = (x - 48) ** 2 + (y - 48) ** 2 < 900;
      return inside ? ([190, 60, 40][i % 3] ?? 0) : 235 - (x > 48 ? off : 0);
    });
  const image = (off: number) => ({ width, height, data: drawn(off) });
  return pictureFiles({
    drawings: [{ image: image(0) }],
    verdict: { pictures: [{ image: image(9) }] },
  });
}

/** Two engines; the newer one carries a whole gate report. */
const twoEngines: Prepare = async (dataDir) => {
  slots = slotsFolder(dataDir);
  await provisionTinyEngine(slots, 'one');
  const { b } = await provisionTinyEngine(slots, 'two', undefined, { ...fakeManifest(), gate: GATE });
  const engineDir = join(slots, b?.folder ?? '');
  await mkdir(join(engineDir, 'gate'));
  await writeFile(join(engineDir, 'gate', 'report.json'), JSON.stringify(DETAILS));
  await mkdir(join(engineDir, 'gate', 'pictures'));
  for (const [name, bytes] of Object.entries(await comparedPictures()))
    await writeFile(join(engineDir, name), bytes);
  const openDesk = (onSwitched: () => void) =>
    new SlotDesk({ dataDir, modelDir: '/model', serving: () => engineDir, onSwitched });
  return { engineDir, parts: { openDesk } };
};

beforeAll(async () => {
  [browser, panel] = await Promise.all([launchChromium(), startPanelServer(twoEngines)]);
  await setPasswords(panel);
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await panel?.close();
}, 30_000);

describe('the engines page', () => {
  it('shows both engines and what the gate found, and says why it cannot build', {
    timeout: 90_000,
  }, async () => {
    for (const [name, size, theme, language] of [
      ['en-desktop-dark', DESKTOP, 'dark', 'en-GB'],
      ['zh-phone', PHONE, 'light', 'zh-CN'],
    ] as const) {
      await visitPanel(browser, panel.server.admin.url, { size, theme, language }, async (page) => {
        await signIn(page, 'technician');
        await page.click('nav a[href="#engine"]');
        await page.waitForSelector('[data-slot=b] .bars');
        expect(await page.locator('[data-slot]').count()).toBe(2);
        expect(await page.textContent('[data-slot=b] .gate')).toContain('7.81 %');
        const pictures = page.locator('[data-slot=b] .gate-row img');
        for (const picture of await pictures.all()) {
          await picture.scrollIntoViewIfNeeded();
          await expect
            .poll(() => picture.evaluate((img: HTMLImageElement) => img.complete && img.naturalWidth))
            .toBe(96);
        }
        expect(await pictures.count()).toBe(3);
        await page.click('[data-action=build-engine]');
        await page.waitForSelector('[role=alert]');
        expect(await page.textContent('[role=alert]')).toContain('/model');
        await expectSound(page, `engines-${name}`);
      });
    }
  });

  it('goes back to the engine before, once asked twice', { timeout: 60_000 }, async () => {
    await visitPanel(
      browser,
      panel.server.admin.url,
      { size: DESKTOP, theme: 'light', language: 'en-GB' },
      async (page) => {
        await signIn(page, 'technician');
        await page.click('nav a[href="#engine"]');
        await page.click('[data-slot=a] [data-action=roll-back]');
        await expectSound(page, 'engines-roll-back-en');
        await page.click('[data-slot=a] [data-action=keep]');
        expect((await readSlotState(slots)).active).toBe('b');
        await page.click('[data-slot=a] [data-action=roll-back]');
        await page.click('[data-action=roll-back-sure]');
        await panel.server.restartWanted;
      },
    );
    const after: SlotState = await readSlotState(slots);
    expect([after.active, after.a?.key]).toEqual(['a', keyOf('one')]);
  });
});
