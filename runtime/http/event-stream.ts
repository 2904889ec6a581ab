import type { Context } from 'hono';
import { type SSEStreamingApi, streamSSE } from 'hono/streaming';
import type { LoggedEvent } from '../jobs/designs.ts';

/** Often enough that no proxy or watchdog takes the silence between two steps for an end. */
const HEARTBEAT_MS = 15_000;
/** A page that lost the stream comes back after this. */
const RETRY_MS = 1_000;

/** Answers with server-sent events until they end or the client goes, which `gone` tells the source. */
export function answerEvents(
  c: Context,
  events: AsyncIterable<LoggedEvent>,
  gone: AbortController,
  heartbeatMs = HEARTBEAT_MS,
): Response {
  c.header('X-Accel-Buffering', 'no');
  return streamSSE(c, async (stream) => {
    stream.onAbort(() => gone.abort());
    const heartbeat = setInterval(() => void stream.write(': still here\n\n'), heartbeatMs);
    try {
      await stream.write(`retry: ${RETRY_MS}\n\n`);
      for await (const event of events) await send(stream, event);
    } finally {
      clearInterval(heartbeat);
    }
  });
}

async function send(stream: SSEStreamingApi, { id, name, data }: LoggedEvent): Promise<void> {
  await stream.writeSSE({ id: String(id), event: name, data: JSON.stringify(data) });
}

/** The id the client saw last; anything unreadable counts as none, so that it gets everything again. */
export function lastEventIdOf(header: string | undefined): number {
  return header !== undefined && /^\d{1,9}$/.test(header) ? Number(header) : 0;
}
