import { CUSTOMER_SENTENCES } from '../customer-sentences.ts';
import type { ErrorCode } from '../errors.ts';
import { type DesignState, type DesignView, isTerminal, type Wish } from './design.ts';
import { type DesignRecord, viewOfRecord } from './design-record.ts';
import type { DrawPlan } from './draw-plan.ts';
import { EventLog } from './event-log.ts';

/** Where a job stands among the others. */
export interface Standing {
  readonly ahead: number;
  readonly secondsLeft: number | null;
}

/** Seconds for so many pictures with so many steps to go; null when nothing was measured. */
export type Estimate = (pictures: number, stepsLeft: number) => number | null;

/** A wish on its way to pictures. Each change is told in its log; a terminal state is final. */
export class Job {
  readonly id: string;
  readonly wish: Wish;
  readonly plan: DrawPlan;
  /** The request that asked for it; names it in the log. */
  readonly requestId: string;
  readonly log = new EventLog();
  readonly createdAt = new Date().toISOString();
  readonly #abort = new AbortController();
  #state: DesignState = 'queued';
  #progress: DesignView['progress'] = null;
  #errorCode: ErrorCode | null = null;
  #finishedAt: string | null = null;
  #record: DesignRecord | null = null;

  constructor(id: string, wish: Wish, plan: DrawPlan, requestId = id) {
    this.id = id;
    this.wish = wish;
    this.plan = plan;
    this.requestId = requestId;
  }

  get state(): DesignState {
    return this.#state;
  }

  get ended(): boolean {
    return isTerminal(this.#state);
  }

  /** Fires when the job is cancelled. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  stands(standing: Standing): void {
    if (!this.ended) this.log.add('state', { state: this.#state, ...standing });
  }

  /** Also when it is drawn anew from the first step because the drawing process was lost. */
  draws(estimate: Estimate): void {
    if (this.ended) return;
    this.#state = 'drawing';
    this.#progress = null;
    this.stands({ ahead: 0, secondsLeft: this.secondsLeft(estimate) });
  }

  progressed(step: number, total: number, estimate: Estimate): void {
    if (this.ended) return;
    this.#progress = { step, total };
    this.log.add('progress', { step, total, secondsLeft: this.secondsLeft(estimate) });
  }

  /** Until its pictures are there, once it is drawn. */
  secondsLeft(estimate: Estimate): number | null {
    if (this.ended) return null;
    const { step, total } = this.#progress ?? { step: 0, total: this.plan.stepsTaken };
    const seconds = estimate(this.wish.count, total - step);
    return seconds === null ? null : Math.round(seconds * 10) / 10;
  }

  previewed(step: number, pictures: readonly string[]): void {
    if (!this.ended) this.log.add('preview', { step, pictures });
  }

  done(record: DesignRecord): void {
    if (this.ended) return;
    this.#state = 'done';
    this.#record = record;
    this.log.add('done', viewOfRecord(record));
  }

  failed(code: ErrorCode): void {
    if (this.ended) return;
    this.#end('failed');
    this.#errorCode = code;
    this.log.add('failed', { code, message: CUSTOMER_SENTENCES[code] });
  }

  cancel(): void {
    if (this.ended) return;
    this.#end('cancelled');
    this.log.add('cancelled', { state: 'cancelled' });
    this.#abort.abort();
  }

  view({ ahead, secondsLeft }: Standing): DesignView {
    if (this.#record) return viewOfRecord(this.#record);
    const sentence = this.#errorCode && CUSTOMER_SENTENCES[this.#errorCode];
    return {
      ...this.wish,
      id: this.id,
      state: this.#state,
      ahead: this.ended ? 0 : ahead,
      progress: this.#progress,
      secondsLeft: this.ended ? null : secondsLeft,
      pictures: [],
      error:
        this.#errorCode && sentence
          ? { code: this.#errorCode, message: sentence.en, messageZh: sentence.zh }
          : null,
      createdAt: this.createdAt,
      finishedAt: this.#finishedAt,
    };
  }

  #end(state: 'failed' | 'cancelled'): void {
    this.#state = state;
    this.#finishedAt = new Date().toISOString();
  }
}
