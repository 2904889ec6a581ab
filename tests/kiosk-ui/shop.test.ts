import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { followShop } from '../../kiosk-ui/customer/shop.ts';
import { FAKE_SETTINGS } from '../fakes/fake-settings.ts';

describe('following the shop', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('hears of a pause and of its end without a reload', async () => {
    const stop = new AbortController();
    let pause: typeof FAKE_SETTINGS.pause = null;
    const shop = followShop({ settings: async () => ({ ...FAKE_SETTINGS, pause }) }, stop.signal);
    await vi.advanceTimersByTimeAsync(10);
    expect(shop.settings.value?.pause).toBeNull();
    pause = { zh: '午休', en: 'Lunch' };
    await vi.advanceTimersByTimeAsync(5000);
    expect(shop.settings.value?.pause).toEqual(pause);
    stop.abort();
  });

  it('calls the server away only after a second silence, and back at its first word', async () => {
    const stop = new AbortController();
    let there = false;
    const settings = async () => {
      if (!there) throw new TypeError('Failed to fetch');
      return FAKE_SETTINGS;
    };
    const { away } = followShop({ settings }, stop.signal);
    await vi.advanceTimersByTimeAsync(10);
    expect(away.value).toBe(false);
    await vi.advanceTimersByTimeAsync(2000);
    expect(away.value).toBe(true);
    there = true;
    await vi.advanceTimersByTimeAsync(2000);
    expect(away.value).toBe(false);
    stop.abort();
  });
});
