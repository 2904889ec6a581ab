import { randomUUID } from 'node:crypto';
import { MotifError } from '../errors.ts';
import type { Catalogue } from '../products/catalogue.ts';
import { Audience } from './audience.ts';
import type { DesignView, Wish } from './design.ts';
import { type DesignRecord, viewOfRecord } from './design-record.ts';
import type { Designs, LoggedEvent } from './designs.ts';
import { type DrawParts, drawJob } from './draw-job.ts';
import { planDrawing } from './draw-plan.ts';
import { EventLog } from './event-log.ts';
import { type Estimate, Job, type Standing } from './job.ts';

export interface JobsParts extends DrawParts {
  /** Read anew for every drawing, as are the facts of the engine: the shop may change its range. */
  readonly catalogue: Catalogue;
  /** Most jobs that wait. */
  readonly places?: number;
  /** Told of every drawing that came to an end, well or not. */
  readonly onDrawn?: (end: DrawingEnd) => void;
  /** @throws MotifError('disk-full') when there is no room for another design */
  readonly ensureRoom?: () => Promise<void>;
  /** A job is given up so long after its last follower has gone. */
  readonly graceMs?: number;
}

/** How a drawing ended. */
export interface DrawingEnd {
  readonly outcome: 'done' | 'failed' | 'cancelled';
  readonly pictures: number;
  readonly product: string;
  readonly style: string | null;
  /** From the first touch of the engine to pictures on disk. */
  readonly seconds: number;
}

const PLACES = 8;
/** A reloaded page is back within seconds. */
const GRACE_MS = 20_000;
/** Jobs that ended are remembered up to this many; finished ones live on in the store. */
const REMEMBERED = 200;
/** When nothing was measured yet the first drawing is still loading; ask again after this. */
const UNMEASURED_SECONDS = 15;

/** The queue: one job is drawn, a few wait, the next is told when to come back. */
export class DesignJobs implements Designs {
  readonly #parts: JobsParts;
  readonly #places: number;
  readonly #jobs = new Map<string, Job>();
  readonly #audience: Audience;
  #waiting: Job[] = [];
  #current: Job | null = null;
  #closed = false;

  constructor(parts: JobsParts) {
    this.#parts = parts;
    this.#places = parts.places ?? PLACES;
    this.#audience = new Audience(parts.graceMs ?? GRACE_MS, (id) => this.#abandon(id));
  }

  /** How many wait, of how many places, and whether one is being drawn. */
  get queue(): { readonly waiting: number; readonly places: number; readonly drawing: boolean } {
    return { waiting: this.#waiting.length, places: this.#places, drawing: this.#current !== null };
  }

  async submit(wish: Wish, requestId?: string): Promise<DesignView> {
    const { catalogue, engine, painter } = this.#parts;
    const plan = planDrawing(wish, catalogue, engine);
    await this.#checkSource(wish);
    if (painter.state === 'failed' || painter.state === 'closed') throw painter.failure ?? closing();
    if (this.#closed) throw closing();
    if (this.#waiting.length >= this.#places) throw this.#full();
    await this.#parts.ensureRoom?.();
    if (this.#waiting.length >= this.#places) throw this.#full(); // taken meanwhile
    const job = new Job(randomUUID(), wish, plan, requestId);
    this.#remember(job);
    this.#waiting.push(job);
    job.stands(this.#standing(job));
    this.#next();
    return job.view(this.#standing(job));
  }

  async view(id: string): Promise<DesignView> {
    const job = this.#jobs.get(id);
    this.#audience.seen(id);
    return job ? job.view(this.#standing(job)) : viewOfRecord(await this.#record(id));
  }

  async cancel(id: string): Promise<DesignView> {
    const job = this.#jobs.get(id);
    if (!job) return viewOfRecord(await this.#record(id));
    job.cancel();
    this.#waiting = this.#waiting.filter((other) => other !== job);
    this.#tellStandings();
    return job.view(this.#standing(job));
  }

  async remove(id: string): Promise<DesignView> {
    const view = await this.cancel(id);
    if (view.state !== 'done') return view;
    await this.#parts.store.remove(id);
    this.#jobs.delete(id);
    return view;
  }

  async follow(
    id: string,
    lastEventId: number,
    signal: AbortSignal,
  ): Promise<AsyncIterable<LoggedEvent> | null> {
    const log = this.#jobs.get(id)?.log ?? logOf(await this.#record(id));
    if (log.ended && lastEventId === log.lastId) return null;
    const events = log.follow(lastEventId, signal);
    return log.ended ? events : this.#attended(id, events, signal);
  }

  picture(id: string, index: number): Promise<Uint8Array<ArrayBuffer>> {
    return this.#parts.store.picture(id, index);
  }

  /** Stops drawing without a word to those who follow: their pages ask again when the server is back. */
  close(): void {
    this.#closed = true;
    this.#waiting = [];
    this.#audience.close();
  }

  /** The same events, while their reader counts as one who waits for the job. */
  #attended(id: string, events: AsyncIterable<LoggedEvent>, signal: AbortSignal): AsyncIterable<LoggedEvent> {
    const leave = this.#audience.enter(id);
    signal.addEventListener('abort', leave, { once: true });
    return (async function* () {
      try {
        yield* events;
      } finally {
        leave();
      }
    })();
  }

  #abandon(id: string): void {
    const job = this.#jobs.get(id);
    if (!job || job.ended || this.#closed) return;
    this.#parts.log.info({ design: id }, 'Nobody waits for the design any more; it is given up');
    void this.cancel(id).catch((err: unknown) => this.#parts.log.error({ err }, 'A design was not given up'));
  }

  #next(): void {
    if (this.#current || this.#closed) return;
    const job = this.#waiting.shift();
    if (!job) return;
    this.#current = job;
    this.#tellStandings();
    void this.#draw(job).finally(() => {
      this.#current = null;
      this.#next();
    });
  }

  /** Never rejects: whatever happens becomes the job's state. */
  async #draw(job: Job): Promise<void> {
    const { log } = this.#parts;
    const begun = performance.now();
    try {
      await drawJob(job, this.#parts);
    } catch (failure) {
      if (job.ended || this.#closed) return;
      log.error({ design: job.id, requestId: job.requestId, err: failure }, 'A design could not be drawn');
      job.failed(failure instanceof MotifError ? failure.code : 'internal');
    } finally {
      this.#tellEnd(job, (performance.now() - begun) / 1000);
    }
  }

  #tellEnd({ id, state, wish, requestId }: Job, seconds: number): void {
    if (state !== 'done' && state !== 'failed' && state !== 'cancelled') return; // the server shuts down
    const { product, style, count: pictures } = wish;
    const end: DrawingEnd = { outcome: state, pictures, product, style, seconds };
    this.#parts.log.info({ design: id, requestId, ...end }, 'A drawing ended');
    this.#parts.onDrawn?.(end);
  }

  #tellStandings(): void {
    for (const job of this.#waiting) job.stands(this.#standing(job));
  }

  #standing(job: Job): Standing {
    const position = this.#waiting.indexOf(job);
    const line = position < 0 ? [] : this.#waiting.slice(0, position);
    const before = this.#current && position >= 0 ? [this.#current, ...line] : line;
    return { ahead: before.length, secondsLeft: this.#seconds([...before, job]) };
  }

  /** For all of these jobs, one after another. */
  #seconds(jobs: readonly Job[]): number | null {
    const estimate: Estimate = (pictures, stepsLeft) =>
      this.#parts.painter.pace.estimate(pictures, stepsLeft);
    return jobs.reduce<number | null>((sum, job) => {
      const seconds = job.secondsLeft(estimate);
      return sum === null || (seconds === null && !job.ended) ? null : sum + (seconds ?? 0);
    }, 0);
  }

  async #checkSource({ from }: Wish): Promise<void> {
    if (from && !(await this.#parts.store.has(from.designId, from.picture))) {
      throw notFound(`picture ${from.picture} of design ${from.designId}`);
    }
  }

  async #record(id: string): Promise<DesignRecord> {
    const record = await this.#parts.store.record(id);
    if (!record) throw notFound(`a design with the id ${JSON.stringify(id.slice(0, 40))}`);
    return record;
  }

  #remember(job: Job): void {
    this.#jobs.set(job.id, job);
    for (const [id, old] of this.#jobs) {
      if (this.#jobs.size <= REMEMBERED) return;
      if (old.ended) this.#jobs.delete(id);
    }
  }

  /** A place is free as soon as the current drawing is finished. */
  #full(): MotifError {
    const seconds = this.#current ? this.#seconds([this.#current]) : null;
    const retryAfterSeconds = Math.max(1, Math.ceil(seconds ?? UNMEASURED_SECONDS));
    return new MotifError(
      'queue-full',
      `Expected a free place in the queue but all ${this.#places} are taken. Ask again in ${retryAfterSeconds} s.`,
      { retryAfterSeconds },
    );
  }
}

/** What remains of a finished job's log after a restart of the server: its last event, under its old id. */
function logOf(record: DesignRecord): EventLog {
  const log = new EventLog(record.lastEventId);
  log.add('done', viewOfRecord(record));
  return log;
}

function notFound(what: string): MotifError {
  return new MotifError(
    'not-found',
    `Expected ${what} to be here but it is not, or no longer. Draw it again.`,
  );
}

function closing(): MotifError {
  return new MotifError(
    'engine-failed',
    'Expected a running server but it is shutting down. Ask again soon.',
  );
}
