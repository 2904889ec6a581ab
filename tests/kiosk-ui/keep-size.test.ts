import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { keepSize } from '../../kiosk-ui/customer/keep-size.ts';

/** A window whose magnification the test sets. */
function magnifiable() {
  const visualViewport = Object.assign(new EventTarget(), { scale: 1 });
  const window = Object.assign(new EventTarget(), { visualViewport });
  return {
    window,
    magnify(scale: number) {
      visualViewport.scale = scale;
      visualViewport.dispatchEvent(new Event('resize'));
    },
  };
}

const open = vi.fn();
beforeEach(() => {
  vi.useFakeTimers();
  open.mockClear();
});
afterEach(() => vi.useRealTimers());

it('opens the page anew once it was magnified and the hand has calmed', () => {
  const { window, magnify } = magnifiable();
  keepSize(window, open);
  for (const scale of [1.1, 1.2, 1.3]) {
    magnify(scale);
    vi.advanceTimersByTime(400);
    window.dispatchEvent(new Event('touchmove'));
    vi.advanceTimersByTime(400);
    expect(open).not.toHaveBeenCalled();
  }
  vi.advanceTimersByTime(500);
  expect(open).toHaveBeenCalledTimes(1);
});

it('leaves alone what was never magnified, or not for long', () => {
  const { window, magnify } = magnifiable();
  keepSize(window, open);
  window.dispatchEvent(new Event('touchstart'));
  magnify(1.0000001);
  vi.advanceTimersByTime(10_000);
  magnify(1.2);
  magnify(1);
  vi.advanceTimersByTime(10_000);
  expect(open).not.toHaveBeenCalled();
});
