/** Follows one job over its event stream until it ends, through broken connections and restarts. */
import { pause } from '../shared/pause.ts';
import { eventNames, readEvent } from './job-events.ts';
import type { Server } from './server.ts';
import type { DrawingEvent } from './session/drawing-state.ts';

/** Without news for this long the job itself is asked: a silent stream may be a dead one. */
const SILENCE_MS = 8000;
const LOOK_AGAIN_MS = 1000;
const LAST_EVENTS: ReadonlySet<string> = new Set<DrawingEvent['type']>([
  'done',
  'failed',
  'cancelled',
  'lost',
]);

/** Reports everything up to and including the end of the job; resolves then, or when the signal fires. */
export async function follow(
  server: Server,
  designId: string,
  report: (event: DrawingEvent) => void,
  signal: AbortSignal,
): Promise<void> {
  const follower = new Follower(server, designId, report, signal);
  await follower.finished;
}

class Follower {
  readonly finished: Promise<void>;
  readonly #server: Server;
  readonly #designId: string;
  readonly #report: (event: DrawingEvent) => void;
  readonly #ended = new AbortController();
  /** Fires when the job has ended or nobody wants to know any more. */
  readonly #over: AbortSignal;
  #source: EventSource;
  #heardAt = Date.now();
  #looking = false;

  constructor(server: Server, designId: string, report: (event: DrawingEvent) => void, signal: AbortSignal) {
    this.#server = server;
    this.#designId = designId;
    this.#report = report;
    this.#over = AbortSignal.any([signal, this.#ended.signal]);
    this.#source = this.#listen();
    const watch = setInterval(() => this.#mindSilence(), SILENCE_MS / 4);
    this.finished = fired(this.#over).then(() => {
      clearInterval(watch);
      this.#source.close();
    });
  }

  #listen(): EventSource {
    const source = this.#server.events(this.#designId);
    for (const name of eventNames) {
      source.addEventListener(name, ({ data }) => this.#hear(readEvent(name, data, Date.now())));
    }
    source.addEventListener('error', () => void this.#lookAfter());
    return source;
  }

  #hear(event: DrawingEvent | undefined): void {
    this.#heardAt = Date.now();
    if (!event || this.#over.aborted) return;
    if (event.type === 'queued') this.#report({ type: 'well-again' });
    this.#report(event);
    if (LAST_EVENTS.has(event.type)) this.#ended.abort();
  }

  #mindSilence(): void {
    if (Date.now() - this.#heardAt > SILENCE_MS) void this.#lookAfter();
  }

  /** Finds out whether the server is gone, has forgotten the job, or only the stream broke. */
  async #lookAfter(): Promise<void> {
    if (this.#looking) return;
    this.#looking = true;
    while (!this.#over.aborted && !(await this.#answers())) await pause(LOOK_AGAIN_MS, this.#over);
    this.#looking = false;
    this.#heardAt = Date.now();
    // Otherwise the browser itself comes back, and gets only what it has missed.
    const broken = this.#source.readyState === this.#source.CLOSED;
    if (broken && !this.#over.aborted) this.#source = this.#listen();
  }

  async #answers(): Promise<boolean> {
    try {
      const job = await this.#server.job(this.#designId);
      this.#hear({ type: job ? 'well-again' : 'lost' });
      return true;
    } catch {
      this.#hear({ type: 'trouble', trouble: { kind: 'gone' } });
      return false;
    }
  }
}

function fired(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
