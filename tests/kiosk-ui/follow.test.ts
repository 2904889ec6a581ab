import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { follow } from '../../kiosk-ui/customer/follow.ts';
import { FakeLink, type FakeStream } from './fake-link.ts';

describe('following a job', () => {
  let link: FakeLink;
  let stop: AbortController;
  let over: Promise<void>;

  beforeEach(() => {
    vi.useFakeTimers();
    link = new FakeLink();
    stop = new AbortController();
    over = follow(link.server, 'one', link.tell, stop.signal);
  });
  afterEach(() => {
    stop.abort();
    vi.useRealTimers();
  });

  function stream(index = 0): FakeStream {
    const found = link.streams[index];
    if (!found) throw new Error(`Expected a stream ${index} but ${link.streams.length} were opened.`);
    return found;
  }

  it('passes on progress and previews and ends with the pictures', async () => {
    stream().send('progress', { step: 1, total: 8, secondsLeft: null });
    stream().send('preview', { step: 1, pictures: ['data:a'] });
    stream().send('done', { id: 'one', seed: 7, pictures: [{ url: '/a.png' }] });
    await over;
    expect(link.told).toEqual([
      { type: 'progress', at: Date.now(), step: 1, total: 8, secondsLeft: undefined },
      { type: 'preview', pictures: ['data:a'] },
      { type: 'done', designId: 'one', seed: 7, pictures: ['/a.png'] },
    ]);
    expect(stream().readyState).toBe(2);
  });

  it('says that the server is gone, and listens again when it is back', async () => {
    link.jobs = [undefined, undefined, 'known'];
    stream().breakForGood();
    await vi.advanceTimersByTimeAsync(3000);
    expect(link.told.map(({ type }) => type)).toEqual(['trouble', 'trouble', 'well-again']);
    expect(link.streams).toHaveLength(2);
    stream(1).send('cancelled', { state: 'cancelled' });
    await over;
  });

  it('says that a restarted server has forgotten the job', async () => {
    link.jobs = [undefined, 'forgotten'];
    stream().breakForGood();
    await vi.advanceTimersByTimeAsync(3000);
    await over;
    expect(link.told.at(-1)).toEqual({ type: 'lost' });
  });

  it('looks after a stream that has gone silent', async () => {
    link.jobs = ['forgotten'];
    await vi.advanceTimersByTimeAsync(12_000);
    await over;
    expect(link.told).toEqual([{ type: 'lost' }]);
  });

  it('skips an event that does not parse', () => {
    stream().dispatchEvent(new MessageEvent('progress', { data: '{"step":' }));
    expect(link.told).toEqual([]);
  });

  it('closes the stream when the customer leaves', async () => {
    stop.abort();
    await over;
    expect(stream().readyState).toBe(2);
  });
});
