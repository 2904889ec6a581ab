/** Follows one job over its event stream until it ends, through broken connections and restarts. */
import { pause } from '../shared/pause.ts';
import type { DrawingEvent } from './drawing-state.ts';
import { eventNames, readEvent } from './job-events.ts';
import type { Server } from './server.ts';

/** Without news for this long the job itself is asked: a silent stream may be a dead one. */
const SILENCE_MS = 8000;
const LOOK_AGAIN_MS = 1000;

/** Reports everything up to and including the end of the job; resolves then, or when the signal fires. */
export function follow(
  server: Server,
  designId: string,
  report: (event: DrawingEvent) => void,
  signal: AbortSignal,
): Promise<void> {
  const finished = new AbortController();
  const over = AbortSignal.any([signal, finished.signal]);
  let source: EventSource | undefined;
  let heard = Date.now();
  let looking = false;

  function listen() {
    source?.close();
    source = server.events(designId);
    for (const name of eventNames) source.addEventListener(name, (event) => hear(name, event));
    source.addEventListener('error', () => void lookAfter());
  }

  function hear(name: (typeof eventNames)[number], message: MessageEvent<string>) {
    heard = Date.now();
    const event = readEvent(name, message.data);
    if (!event || over.aborted) return;
    if (event.type === 'queued') report({ type: 'well-again' });
    report(event);
    if (event.type === 'done' || event.type === 'failed' || event.type === 'cancelled') finished.abort();
  }

  /** Finds out whether the server is gone, has forgotten the job, or only the stream broke. */
  async function lookAfter() {
    if (looking) return;
    looking = true;
    while (!over.aborted && !(await stillThere())) await pause(LOOK_AGAIN_MS, over);
    looking = false;
    heard = Date.now();
    if (!over.aborted && source?.readyState === source?.CLOSED) listen();
  }

  async function stillThere(): Promise<boolean> {
    try {
      const job = await server.job(designId);
      if (job) report({ type: 'well-again' });
      else forgotten();
      return true;
    } catch {
      if (!over.aborted) report({ type: 'trouble', trouble: { kind: 'gone' } });
      return false;
    }
  }

  function forgotten() {
    report({ type: 'lost' });
    finished.abort();
  }

  const watch = setInterval(() => {
    if (Date.now() - heard > SILENCE_MS) void lookAfter();
  }, SILENCE_MS / 4);
  listen();
  return new Promise((resolve) => {
    const close = () => {
      clearInterval(watch);
      source?.close();
      resolve();
    };
    if (over.aborted) close();
    else over.addEventListener('abort', close, { once: true });
  });
}
