import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Listener, listen } from '../../../runtime/http/listen.ts';

let listener: Listener;

/** The server's body limit and its listener, without what lies behind them. */
beforeAll(async () => {
  const app = new Hono()
    .use(bodyLimit({ maxSize: 1024, onError: (c) => c.text('too large', 413) }))
    .delete('/thing', (c) => c.text('gone'))
    .post('/thing', async (c) => c.text(await c.req.text()));
  listener = await listen(app.fetch, 0);
});

afterAll(() => listener.close());

/** A request of node:http: without a length and with a body it is sent in chunks, as some clients do. */
function send(method: string, body?: string): Promise<{ readonly status: number; readonly text: string }> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      { host: '127.0.0.1', port: listener.port, path: '/thing', method },
      (incoming) => {
        text(incoming).then((answer) => resolve({ status: incoming.statusCode ?? 0, text: answer }), reject);
      },
    );
    outgoing.on('error', reject);
    if (body !== undefined) outgoing.write(body);
    outgoing.end();
  });
}

describe('over a real socket', () => {
  it('takes a DELETE that states no length', async () => {
    expect(await send('DELETE')).toEqual({ status: 200, text: 'gone' });
  });

  it('takes a body in chunks', async () => {
    expect(await send('POST', 'fox')).toEqual({ status: 200, text: 'fox' });
  });

  it('refuses chunks that add up to too much', async () => {
    expect(await send('POST', 'x'.repeat(2000))).toEqual({ status: 413, text: 'too large' });
  });
});
