import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { handIn } from '../../kiosk-ui/customer/hand-in.ts';
import { FakeLink } from './fake-link.ts';

const REQUEST = { product: 'mug', prompt: 'a panda' };

describe('handing in a wish', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  async function hand(link: FakeLink, stop = new AbortController()): Promise<string | undefined> {
    const result = handIn(link.server, REQUEST, link.tell, stop.signal);
    await vi.advanceTimersByTimeAsync(30_000);
    stop.abort();
    return result;
  }

  it('reports the accepted job', async () => {
    const link = new FakeLink();
    expect(await hand(link)).toBe('one');
    expect(link.told.at(-1)).toEqual({ type: 'accepted', designId: 'one' });
  });

  it('counts the seconds down while the queue is full, then tries again by itself', async () => {
    const link = new FakeLink();
    link.answers.unshift({ kind: 'queue-full', seconds: 3 });
    expect(await hand(link)).toBe('one');
    const seconds = link.told.flatMap((event) =>
      event.type === 'trouble' && event.trouble.kind === 'queue' ? [event.trouble.seconds] : [],
    );
    expect(seconds).toEqual([3, 2, 1]);
  });

  it('tells a server that is gone from one that is warming up, and waits for both', async () => {
    const link = new FakeLink();
    link.answers.unshift(undefined, { kind: 'not-ready' });
    link.ready = [undefined, true, false, true];
    expect(await hand(link)).toBe('one');
    const kinds = link.told.flatMap((event) => (event.type === 'trouble' ? [event.trouble.kind] : []));
    expect(kinds).toEqual(['gone', 'warming']);
  });

  it('tells a full disk and a pause as they are, and goes on by itself', async () => {
    const link = new FakeLink();
    const message = { zh: '午休', en: 'Lunch' };
    link.answers.unshift({ kind: 'disk-full' }, { kind: 'paused', message });
    expect(await hand(link)).toBe('one');
    const troubles = link.told.flatMap((event) => (event.type === 'trouble' ? [event.trouble] : []));
    expect(troubles).toEqual([{ kind: 'disk-full' }, { kind: 'paused', message }]);
  });

  it('does not try words again that were refused', async () => {
    const link = new FakeLink();
    const message = { zh: '换一种说法', en: 'Put it another way' };
    link.answers = [{ kind: 'refused', message }];
    expect(await hand(link)).toBeUndefined();
    expect(link.told).toEqual([{ type: 'refused', message }]);
  });

  it('cancels a job that was accepted after the customer had left', async () => {
    const link = new FakeLink();
    const stop = new AbortController();
    const result = handIn(link.server, REQUEST, link.tell, stop.signal);
    stop.abort();
    expect(await result).toBeUndefined();
    expect(link.cancelled).toEqual(['one']);
    expect(link.told).toEqual([]);
  });
});
