/** The pages of the panel with which staff run the shop's day. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  DESKTOP,
  expectSound,
  orderOne,
  type PanelServer,
  PHONE,
  setPasswords,
  signIn,
  startPanelServer,
  type Visit,
  visitPanel,
} from './admin-panel.ts';
import { launchChromium } from './chromium.ts';

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

const visit = (options: Visit, journey: (page: Page) => Promise<void>) =>
  visitPanel(browser, panel.server.admin.url, options, journey);
const open = (page: Page, name: string) => page.click(`nav a[href="#${name}"]`);

describe('the order board', () => {
  it('shows an order the moment it is placed, and staff lead it to its end on a phone', {
    timeout: 90_000,
  }, async () => {
    await visit({ size: PHONE, language: 'zh-CN', theme: 'light' }, async (page) => {
      await signIn(page, 'staff');
      await open(page, 'orders');
      await page.waitForSelector('text=这里没有订单');
      await expectSound(page, 'orders-none-zh-phone');
      const code = await orderOne(panel, 1);
      const order = page.locator(`[data-order="${code}"]`);
      await order.waitFor({ timeout: 3_000 });
      await expect
        .poll(() => order.locator('img').evaluate((img: HTMLImageElement) => img.naturalWidth))
        .toBe(512);
      await expectSound(page, 'orders-zh-phone');
      await page.fill('input[name=order-code]', `motif:${code}`);
      await order.locator('summary').click();
      await expectSound(page, 'orders-files-zh-phone');
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        order.locator('a[href$="print.pdf"]').click(),
      ]);
      expect(file.suggestedFilename()).toBe(`${code}-print.pdf`);
      await order.locator('summary').click();
      await order.locator('[data-action=printed]').click();
      await order.locator('[data-action=reprint]').click();
      await order.locator('[data-action=printed]').click();
      await order.locator('[data-action=picked-up]').click();
      await order.locator('[data-action=archive]').click();
      await order.waitFor({ state: 'detached' });
      await page.fill('input[name=order-code]', '');
      await page.check('input[name=order-view][value=archived]');
      await page.waitForSelector(`[data-order="${code}"][data-state=picked-up]`);
      await expectSound(page, 'orders-archive-zh-phone');
      await open(page, 'statistics');
      const ordered = page.locator('.days tbody td').nth(2);
      await ordered.waitFor();
      expect(await ordered.textContent()).toBe('1');
      await expectSound(page, 'statistics-orders-zh-phone');
    });
  });

  it('cancels only when asked twice, in the dark on a desktop', { timeout: 60_000 }, async () => {
    const code = await orderOne(panel, 2);
    await visit({ size: DESKTOP, language: 'en-GB', theme: 'dark' }, async (page) => {
      await signIn(page, 'technician');
      await open(page, 'orders');
      const order = page.locator(`[data-order="${code}"]`);
      await order.locator('[data-action=cancel]').click();
      await expectSound(page, 'orders-en-dark');
      await order.locator('[data-action=cancel-surely]').click();
      await page.check('input[name=order-view][value=ended]');
      await page.waitForSelector(`[data-order="${code}"][data-state=cancelled]`);
    });
  });
});

describe('the attract screen', () => {
  it('shows what staff approve, and no longer what they take away', { timeout: 60_000 }, async () => {
    const code = await orderOne(panel, 3);
    const shown = async () => (await fetch(`${panel.server.url}/api/attract`)).json();
    await visit({ size: PHONE, language: 'en-GB', theme: 'dark' }, async (page) => {
      await signIn(page, 'staff');
      await open(page, 'show');
      await page.locator(`[data-candidate="${code}"] [data-action=show]`).click();
      const design = page.locator(`[data-shown="magnet-${code.toLowerCase()}.png"]`);
      await design.waitFor();
      await expectSound(page, 'show-en-phone-dark');
      expect(await shown()).toMatchObject([{ product: 'magnet' }]);
      await design.locator('[data-action=hide]').click();
      await design.waitFor({ state: 'detached' });
      expect(await shown()).toEqual([]);
    });
  });
});

interface Colour {
  readonly hex: string;
  readonly name: { readonly en: string };
}

describe('the range', () => {
  const offered = async () => (await fetch(`${panel.server.url}/api/products`)).json();

  it('is edited beside what customers will see, and the kiosk’s server follows at once', {
    timeout: 90_000,
  }, async () => {
    await visit({ size: DESKTOP, language: 'en-GB', theme: 'dark' }, async (page) => {
      await signIn(page, 'technician');
      await open(page, 'range');
      const tote = page.locator('[data-product-choice=tote]');
      await tote.locator('[name=en-tote]').fill('Canvas Bag');
      await tote.locator('[name=price-tote]').fill('¥68');
      await expect.poll(() => tote.locator('.preview p').textContent()).toBe('Canvas Bag ¥68');
      await page.click('[data-action=remove-tote-sage]');
      await page.fill('[name=hex-tote-black]', '#123456');
      await page.click('[data-action=add-colour-tote]');
      await page.fill('[name=en-tote-colour-3]', 'Rust');
      await page.uncheck('[name=offered-mug]');
      await expectSound(page, 'range-products-en-dark');
      await page.click('[data-action=save-range]');
      await page.waitForSelector('text=Saved.');
      const { products } = await offered();
      expect(products[0].id).toBe('t-shirt');
      expect(products[1]).toMatchObject({ name: { en: 'Canvas Bag' }, price: '¥68' });
      expect(products[1].colours.map(({ hex, name }: Colour) => `${hex} ${name.en}`)).toEqual([
        '#ede2cc Natural canvas',
        '#123456 Black',
        '#8c8c8c Rust',
      ]);
      await page.fill('[name=width-tote]', '10');
      await page.click('[data-action=save-range]');
      await page.waitForSelector('[role=alert]');
      expect((await offered()).products[1].printArea.widthMm).toBe(254);
    });
  });

  it('gets words of the shop’s own, and goes back to how it came', { timeout: 90_000 }, async () => {
    await visit({ size: PHONE, language: 'zh-CN', theme: 'light' }, async (page) => {
      await signIn(page, 'technician');
      await open(page, 'range');
      await page.check('input[name=range-section][value=chips]');
      await page.click('[data-action=add-chip]');
      const own = page.locator('[data-chip=own-1]');
      await own.locator('summary').click();
      await own.locator('[name=chip-offered-own-1]').check();
      await own.locator('[name=chip-zh-own-1]').fill('仙鹤');
      await own.locator('[name=chip-words-zh-own-1]').fill('仙鹤');
      await own.locator('[name=chip-words-en-own-1]').fill('a crane');
      await expect.poll(() => own.locator('blockquote [lang=en]').textContent()).toBe('a crane');
      await expectSound(page, 'range-chips-zh-phone');
      await page.check('input[name=range-section][value=presets]');
      await page.uncheck('[name=models-own]');
      await expectSound(page, 'range-presets-zh-phone');
      await page.click('[data-action=save-range]');
      await page.waitForSelector('text=已保存');
      expect((await offered()).chips.map(({ id }: { id: string }) => id)).toContain('own-1');
      await page.click('[data-action=reset-range]');
      await page.click('[data-action=reset-range]');
      await expect.poll(async () => (await offered()).products.length).toBe(6);
    });
  });
});

describe('the words', () => {
  const ask = async (prompt: string) =>
    fetch(`${panel.server.url}/api/designs`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ product: 'magnet', prompt }),
    });

  it('are tried as they are edited, and the kiosk’s server follows at once', {
    timeout: 90_000,
  }, async () => {
    await visit({ size: DESKTOP, language: 'zh-CN', theme: 'light' }, async (page) => {
      await signIn(page, 'technician');
      await open(page, 'words');
      const outcome = page.locator('[data-drawn]');
      await page.fill('[name=trial]', '一位裸体的女人');
      await expect.poll(() => outcome.textContent()).toBe('不会画：色情与裸露，因为“裸体”。');
      await page.fill('[name=trial]', '一杯奶茶');
      await expect.poll(() => outcome.textContent()).toBe('会画。');
      await page.fill('[name=blocked]', '奶茶\n');
      await expect.poll(() => outcome.textContent()).toBe('不会画：本店词表，因为“奶茶”。');
      expect(await page.isDisabled('[name=class-slurs]')).toBe(true);
      await page.uncheck('[name=class-gambling]');
      await expectSound(page, 'words-zh');
      expect((await ask('一杯奶茶')).status).toBe(202);
      await page.click('[data-action=save-words]');
      await page.waitForSelector('text=已保存');
      expect((await ask('一杯奶茶')).status).toBe(422);
      expect([202, 503]).toContain((await ask('a casino')).status);
    });
    await visit({ size: PHONE, language: 'en-GB', theme: 'dark' }, async (page) => {
      await signIn(page, 'technician');
      await open(page, 'words');
      await page.waitForSelector('[name=class-gambling]:not(:checked)');
      await page.fill('[name=allowed]', '黑鬼');
      await page.click('[data-action=save-words]');
      await page.waitForSelector('[role=alert]');
      await expectSound(page, 'words-en-phone-dark');
    });
  });
});
