import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { answerEvents, lastEventIdOf } from '../../../runtime/http/event-stream.ts';
import { EventLog } from '../../../runtime/jobs/event-log.ts';

function stream(log: EventLog, gone = new AbortController()) {
  const app = new Hono().get('/', (c) => answerEvents(c, log.follow(0, gone.signal), gone, 5));
  return app.request('/');
}

describe('an event stream', () => {
  it('breathes while nothing happens, and ends with the job', async () => {
    const log = new EventLog();
    const text = (await stream(log)).text();
    setTimeout(() => log.add('cancelled', { state: 'cancelled' }), 50);
    expect((await text).split(': still here\n\n').length).toBeGreaterThan(2);
    expect(await text).toMatch(/event: cancelled\ndata: .*\nid: 1\n\n$/);
  });

  it('stops following when the client goes', async () => {
    const gone = new AbortController();
    const response = await stream(new EventLog(), gone);
    await response.body?.cancel();
    expect(gone.signal.aborted).toBe(true);
  });

  it.each([
    ['7', 7],
    [undefined, 0],
    ['', 0],
    ['-1', 0],
    ['1e3', 0],
    ['9'.repeat(40), 0],
  ])('reads the last event id %s as %i', (header, id) => {
    expect(lastEventIdOf(header)).toBe(id);
  });
});
