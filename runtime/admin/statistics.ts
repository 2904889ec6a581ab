import { join } from 'node:path';
import { z } from 'zod';
import type { DrawingEnd } from '../jobs/design-jobs.ts';
import { Document } from '../store/document.ts';
import type { DocumentKind } from '../store/document-kind.ts';
import type { Visit } from './visits.ts';

/** Older days are forgotten. */
const MOST_DAYS = 400;

const count = z.int().nonnegative();
const daySchema = z.object({
  done: count,
  failed: count,
  cancelled: count,
  /** Of the drawings that succeeded. */
  pictures: count,
  /** All of them together took so long. */
  seconds: z.number().nonnegative(),
  /** Drawings that succeeded, by product and by style. */
  products: z.record(z.string(), count),
  styles: z.record(z.string(), count),
  /** Orders placed; files of an earlier Motif do not count them. */
  orders: count.default(0),
  /** Visits that reached a screen of the journey, and that ended there; by its name. */
  reached: z.record(z.string(), count).default({}),
  left: z.record(z.string(), count).default({}),
  /** Drawings begun from words with a chip's, by chip. */
  chips: z.record(z.string(), count).default({}),
});
const statisticsSchema = z.object({ days: z.record(z.iso.date(), daySchema) });

type Counts = z.infer<typeof daySchema>;

/** What a shop drew and sold in a day. Holds nothing of what customers wrote. */
export type StatisticsDay = Counts & { readonly day: string };

const KIND: DocumentKind<z.infer<typeof statisticsSchema>> = {
  schema: statisticsSchema,
  initial: { days: {} },
  migrations: [],
};

const NOTHING: Counts = {
  done: 0,
  failed: 0,
  cancelled: 0,
  pictures: 0,
  seconds: 0,
  products: {},
  styles: {},
  orders: 0,
  reached: {},
  left: {},
  chips: {},
};

/** Counts drawings and orders day by day, through restarts. */
export class Statistics {
  readonly #document: Document<z.infer<typeof statisticsSchema>>;

  private constructor(document: Document<z.infer<typeof statisticsSchema>>) {
    this.#document = document;
  }

  /** @param dir the server's data folder */
  static async open(dir: string): Promise<Statistics> {
    return new Statistics(await Document.open(join(dir, 'statistics.json'), KIND));
  }

  /** Damaged files found on opening. */
  get setAside() {
    return this.#document.setAside;
  }

  /** @throws MotifError('disk-full') or InputError; then the drawing is not counted */
  async took(end: DrawingEnd, now = new Date()): Promise<void> {
    await this.#count(now, (day) => withDrawing(day, end));
  }

  /** Counts an order. @throws as `took` */
  async ordered(now = new Date()): Promise<void> {
    await this.#count(now, (day) => ({ ...day, orders: day.orders + 1 }));
  }

  /** Counts steps through the journey. @throws as `took` */
  async visited(visits: readonly Visit[], now = new Date()): Promise<void> {
    await this.#count(now, (day) => visits.reduce(withVisit, day));
  }

  /** Forgets the days before. @throws as `took` */
  async forget(before: Date): Promise<void> {
    const first = localDay(before);
    if (Object.keys(this.#document.data.days).every((day) => day >= first)) return;
    await this.#document.update(({ days }) => ({
      days: Object.fromEntries(Object.entries(days).filter(([day]) => day >= first)),
    }));
  }

  /** The latest days on which something was drawn, newest first. */
  latest(most: number): readonly StatisticsDay[] {
    return Object.entries(this.#document.data.days)
      .map(([day, counts]) => ({ day, ...counts }))
      .sort((a, b) => b.day.localeCompare(a.day))
      .slice(0, most);
  }

  async #count(now: Date, counted: (day: Counts) => Counts): Promise<void> {
    const day = localDay(now);
    await this.#document.update(({ days }) => ({
      days: newest({ ...days, [day]: counted(days[day] ?? NOTHING) }),
    }));
  }
}

function withDrawing(day: Counts, end: DrawingEnd): Counts {
  const counted = { ...day, [end.outcome]: day[end.outcome] + 1 };
  if (end.outcome !== 'done') return counted;
  return {
    ...counted,
    pictures: day.pictures + end.pictures,
    seconds: day.seconds + end.seconds,
    products: plusOne(day.products, end.product),
    styles: end.style === null ? day.styles : plusOne(day.styles, end.style),
  };
}

function withVisit(day: Counts, { from, to, first, chips }: Visit): Counts {
  return {
    ...day,
    reached: first && to !== 'attract' ? plusOne(day.reached, to) : day.reached,
    left: to === 'attract' ? plusOne(day.left, from) : day.left,
    chips: [...new Set<string>(chips)].reduce(plusOne, day.chips),
  };
}

function plusOne(counts: Readonly<Record<string, number>>, key: string): Record<string, number> {
  return { ...counts, [key]: (counts[key] ?? 0) + 1 };
}

function newest<T>(days: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(
    Object.entries(days)
      .sort(([a], [b]) => b.localeCompare(a))
      .slice(0, MOST_DAYS),
  );
}

/** Of the shop's clock: its day ends at its midnight. */
function localDay(now: Date): string {
  const pad = (value: number) => String(value).padStart(2, '0');
  return `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`;
}
