import { signal } from '@preact/signals';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { idleAfter, isWaiting } from '../../../kiosk-ui/customer/idle/idle.ts';
import { watchIdle } from '../../../kiosk-ui/customer/idle/watch-idle.ts';
import { nextSession } from '../../../kiosk-ui/customer/session/next-session.ts';
import { newSession } from '../../../kiosk-ui/customer/session/session.ts';
import { chosen, described, journey } from '../session/journeys.ts';

describe('patience', () => {
  it('asks after the shop’s time and is over 30 s later', () => {
    expect(idleAfter(59_999, 60)).toEqual({ phase: 'awake' });
    expect(idleAfter(60_000, 60)).toEqual({ phase: 'asking', secondsLeft: 30 });
    expect(idleAfter(89_500, 60)).toEqual({ phase: 'asking', secondsLeft: 1 });
    expect(idleAfter(90_000, 60)).toEqual({ phase: 'over' });
  });

  it('is 30 to 300 s whatever is set, and 60 s where nothing is', () => {
    expect(idleAfter(29_999, 15).phase).toBe('awake');
    expect(idleAfter(30_000, 15).phase).toBe('asking');
    expect(idleAfter(300_000, 900).phase).toBe('asking');
    expect(idleAfter(60_000).phase).toBe('asking');
  });

  it('does not run while the machine works for the customer, but while it cannot', () => {
    const drawing = journey(...described, { type: 'draw' }, { type: 'accepted', designId: 'one' });
    expect(isWaiting(drawing)).toBe(true);
    const troubled = (kind: 'gone' | 'warming' | 'disk-full') =>
      isWaiting(nextSession(drawing, { type: 'trouble', trouble: { kind } }));
    expect([troubled('warming'), troubled('gone'), troubled('disk-full')]).toEqual([true, false, false]);
    const failed = { type: 'failed', failure: { kind: 'failed', message: undefined } } as const;
    expect(isWaiting(nextSession(drawing, failed))).toBe(false);
    expect(isWaiting(journey(...chosen))).toBe(false);
  });
});

describe('watching', () => {
  const session = signal(newSession('zh'));
  let touches: EventTarget;
  let over: number;

  beforeEach(() => {
    vi.useFakeTimers();
    touches = new EventTarget();
    over = 0;
    session.value = journey(...chosen);
  });
  afterEach(() => void vi.useRealTimers());

  function watch() {
    return watchIdle({ session, idleSeconds: () => 60, onOver: () => over++, touches });
  }

  it('ends the session of a customer who has gone', () => {
    const { secondsLeft } = watch();
    vi.advanceTimersByTime(60_500);
    expect(secondsLeft.value).toBe(30);
    vi.advanceTimersByTime(20_000);
    expect([secondsLeft.value, over]).toEqual([10, 0]);
    vi.advanceTimersByTime(10_000);
    expect([secondsLeft.value, over]).toEqual([undefined, 1]);
  });

  it('can be extended a dozen times, and touches elsewhere do not answer the question', () => {
    const idle = watch();
    for (let times = 0; times < 12; times++) {
      vi.advanceTimersByTime(80_000);
      expect(idle.secondsLeft.value).toBeGreaterThan(0);
      touches.dispatchEvent(new Event('pointerdown'));
      vi.advanceTimersByTime(500);
      expect(idle.secondsLeft.value).toBeGreaterThan(0);
      idle.stay();
      expect(idle.secondsLeft.value).toBeUndefined();
    }
    expect(over).toBe(0);
  });

  it('starts again with every touch, and stands still while drawing and before anyone has come', () => {
    const { secondsLeft } = watch();
    vi.advanceTimersByTime(50_000);
    touches.dispatchEvent(new Event('pointerdown'));
    vi.advanceTimersByTime(50_000);
    expect(secondsLeft.value).toBeUndefined();
    session.value = journey(...described, { type: 'draw' });
    vi.advanceTimersByTime(600_000);
    session.value = journey(...chosen);
    vi.advanceTimersByTime(59_000);
    expect(secondsLeft.value).toBeUndefined();
    session.value = newSession('zh');
    vi.advanceTimersByTime(600_000);
    expect([secondsLeft.value, over]).toEqual([undefined, 0]);
  });
});
