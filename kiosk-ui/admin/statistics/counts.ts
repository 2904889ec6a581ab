import type { StatisticsDay } from '../server-types.ts';

/** The days up to the newest without gaps, oldest first; a day on which nothing happened is undefined. */
export interface Calendar {
  /** Seconds since 1970, of each day's midnight here. */
  readonly times: readonly number[];
  readonly days: readonly (StatisticsDay | undefined)[];
}

const FEWEST_DAYS = 14;
const MOST_DAYS = 60;

/** @param newestFirst as the server gives them */
export function calendarOf(newestFirst: readonly StatisticsDay[], today = new Date()): Calendar {
  const byDay = new Map(newestFirst.map((day) => [day.day, day]));
  const oldest = newestFirst.at(-1)?.day;
  const span =
    oldest === undefined ? 0 : Math.round((+today - +new Date(`${oldest}T00:00`)) / 86_400_000) + 1;
  const count = Math.min(MOST_DAYS, Math.max(FEWEST_DAYS, span));
  const dates = Array.from(
    { length: count },
    (_, n) => new Date(today.getFullYear(), today.getMonth(), today.getDate() - (count - 1 - n)),
  );
  return { times: dates.map((date) => +date / 1000), days: dates.map((date) => byDay.get(localDay(date))) };
}

/** Sums of counts by name, the highest first. */
export function ranked(
  counts: readonly Readonly<Record<string, number>>[],
  most: number,
): readonly (readonly [name: string, count: number])[] {
  return [...sums(counts)].sort(([, a], [, b]) => b - a).slice(0, most);
}

export function sums(counts: readonly Readonly<Record<string, number>>[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const [name, count] of counts.flatMap(Object.entries<number>)) {
    sums.set(name, (sums.get(name) ?? 0) + count);
  }
  return sums;
}

function localDay(date: Date): string {
  const pad = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
}
