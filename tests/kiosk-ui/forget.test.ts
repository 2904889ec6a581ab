import { signal } from '@preact/signals';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { abandoned, forgetAbandoned } from '../../kiosk-ui/customer/forget.ts';
import { nextSession } from '../../kiosk-ui/customer/session/next-session.ts';
import { newSession } from '../../kiosk-ui/customer/session/session.ts';
import { memoryStorage } from './memory-storage.ts';
import { done, drawn, journey, ordering, TICKET } from './session/journeys.ts';

const twice = journey(...drawn, { type: 'again' }, done('two'));

describe('what is abandoned', () => {
  it('is everything drawn once the customer has gone', () => {
    expect(abandoned(twice, newSession('zh'))).toEqual(['one', 'two']);
    expect(abandoned(twice, nextSession(twice, { type: 'show-round', round: 0 }))).toEqual([]);
  });

  it('is what was ordered, too, once the ticket is taken', () => {
    const more = [{ type: 'again' }, done('two'), ...ordering.slice(-5)] as const;
    const placed = [...more, { type: 'ordered', ticket: TICKET } as const].reduce(nextSession, twice);
    expect(placed.screen).toBe('ticket');
    const gone = abandoned(placed, nextSession(placed, { type: 'ticket-done', language: 'zh' }));
    expect(gone).toEqual(['one', 'two']);
    expect(abandoned(twice, placed)).toEqual([]);
  });
});

describe('forgetting', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('is told to the server, and told again until it has heard', async () => {
    const session = signal(twice);
    const asked: string[] = [];
    let deaf = 2;
    const cancel = async (id: string) => {
      asked.push(id);
      if (deaf-- > 0) throw new TypeError('Failed to fetch');
    };
    const storage = memoryStorage();
    forgetAbandoned({ cancel }, session, storage);
    session.value = newSession('zh');
    await vi.advanceTimersByTimeAsync(1000);
    expect(storage.getItem('motif.forget.1')).toBe('one two');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(asked).toEqual(['one', 'one', 'one', 'two']);
    expect(storage.length).toBe(0);
  });

  it('goes on after a reload', async () => {
    const storage = memoryStorage();
    storage.setItem('motif.forget.1', 'three');
    const asked: string[] = [];
    forgetAbandoned({ cancel: async (id) => void asked.push(id) }, signal(newSession('zh')), storage);
    await vi.advanceTimersByTimeAsync(10);
    expect(asked).toEqual(['three']);
    expect(storage.length).toBe(0);
  });
});
