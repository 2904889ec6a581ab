import { z } from 'zod';
import type { Logger } from '../log.ts';

/** Places of the customer's journey, in order. The page repeats them under this very type. */
const SCREENS = [
  'attract',
  'product',
  'describe',
  'drawing',
  'choose',
  'refine',
  'preview',
  'confirm',
  'ticket',
] as const;
export type Journey = typeof SCREENS;

/** More are not on the page at a time. */
const MOST_CHIPS = 24;
const LONGEST_CHIP = 41;

/**
 * A step from one screen to the next. Screens and chips are of closed lists and nothing names the visit, so that
 * no customer can be told from another.
 */
export const visitSchema = z.strictObject({
  from: z.enum(SCREENS),
  to: z.enum(SCREENS),
  /** The visit was not there before. */
  first: z.boolean(),
  /** Those in the words from which a drawing begins; only those that the shop offers are counted. */
  chips: z.array(z.string().max(LONGEST_CHIP)).max(MOST_CHIPS),
});

export type Visit = z.infer<typeof visitSchema>;

/** Counts may wait a little: they are worth fewer writes, and a power cut costs the last of them. */
const WRITE_AFTER_MS = 5_000;
/** Beyond, a page has gone wrong; its steps are not counted. */
const MOST_WAITING = 1_000;

/** What counts them. */
interface Counter {
  visited(visits: readonly Visit[]): Promise<void>;
}

/** Collects steps and counts them together. */
export class Visits {
  readonly #statistics: Counter;
  readonly #log: Pick<Logger, 'error'>;
  #waiting: Visit[] = [];
  #timer: NodeJS.Timeout | null = null;

  constructor(statistics: Counter, log: Pick<Logger, 'error'>) {
    this.#statistics = statistics;
    this.#log = log;
  }

  take(visit: Visit): void {
    if (this.#waiting.length >= MOST_WAITING) return;
    this.#waiting.push(visit);
    this.#timer ??= setTimeout(() => void this.write(), WRITE_AFTER_MS);
    this.#timer.unref();
  }

  /** Writes what waits, now. */
  async write(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    const visits = this.#waiting;
    this.#waiting = [];
    if (visits.length === 0) return;
    await this.#statistics
      .visited(visits)
      .catch((err: unknown) => this.#log.error({ err }, 'Visits were not counted'));
  }
}
