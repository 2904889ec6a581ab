import { z } from 'zod';
import type { Logger } from '../log.ts';
import { type IsOld, olderThan } from '../store/line-age.ts';

const days = (least: number, most: number) => z.int().min(least).max(most);

/** For how many days a shop keeps what it has. */
export const retentionSchema = z.strictObject({
  /** Designs that nobody ordered. */
  designs: days(1, 90),
  /** Records of archived orders. */
  orders: days(30, 3650),
  /** Log and audit log. */
  logs: days(7, 365),
  statistics: days(30, 400),
});

export type Retention = z.infer<typeof retentionSchema>;

/** As long as the law of most places may ask for orders; all else as long as it helps. */
export const KEPT: Retention = { designs: 30, orders: 3650, logs: 90, statistics: 400 };

export interface RetentionParts {
  readonly retention: () => Retention;
  readonly designs: { removeOldest(before: number): Promise<string | null> };
  readonly orders: { forgetArchived(isOld: IsOld): Promise<void> };
  readonly logs: readonly { forget(isOld: IsOld): Promise<void> }[];
  readonly statistics: { forget(before: Date): Promise<void> };
  readonly log: Pick<Logger, 'error'>;
  readonly everyMs?: number;
}

const DAY_MS = 86_400_000;
/** A change of the rules shows within the hour. */
const EVERY_MS = 3_600_000;

/** Applies the rules once. */
export async function applyRetention(parts: RetentionParts, now = Date.now()): Promise<void> {
  const { designs, orders, logs, statistics } = parts.retention();
  const before = (days: number) => new Date(now - days * DAY_MS);
  while ((await parts.designs.removeOldest(+before(designs))) !== null);
  await parts.orders.forgetArchived(olderThan(before(orders), lastChange));
  for (const file of parts.logs) await file.forget(olderThan(before(logs), ({ time, at }) => time ?? at));
  await parts.statistics.forget(before(statistics));
}

/** Applies them now and every hour. @returns ends it */
export function keepRetention(parts: RetentionParts): () => void {
  const apply = () =>
    applyRetention(parts).catch((err: unknown) => parts.log.error({ err }, 'Old records were not removed'));
  void apply();
  const timer = setInterval(() => void apply(), parts.everyMs ?? EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}

const historySchema = z.array(z.looseObject({ at: z.string() }));

function lastChange({ history }: Record<string, unknown>): string | undefined {
  return historySchema.safeParse(history).data?.at(-1)?.at;
}
