import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { switchWhenIdle } from '../../../runtime/admin/engine-switch.ts';

describe('the change to another engine', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('waits for the drawing under way and for those that wait', () => {
    const queue = { drawing: true, waiting: 1, places: 8 };
    const restart = vi.fn();
    const change = switchWhenIdle({ queue: () => queue, restart });
    vi.advanceTimersByTime(5_000);
    expect(change.isWanted()).toBe(false);
    change.want();
    vi.advanceTimersByTime(5_000);
    queue.drawing = false;
    vi.advanceTimersByTime(5_000);
    expect([change.isWanted(), restart.mock.calls.length]).toEqual([true, 0]);
    queue.waiting = 0;
    vi.advanceTimersByTime(5_000);
    expect(restart).toHaveBeenCalledOnce();
  });
});
