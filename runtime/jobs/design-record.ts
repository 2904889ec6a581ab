import { z } from 'zod';
import type { DesignView, Wish } from './design.ts';
import { seedsOf } from './draw-plan.ts';

export const wishSchema = z.object({
  product: z.string(),
  prompt: z.string(),
  negative: z.string().nullable(),
  style: z.string().nullable(),
  count: z.int().positive(),
  seed: z.int().nonnegative(),
  preset: z.object({ guidance: z.enum(['free', 'balanced', 'exact']), steps: z.enum(['quick', 'fine']) }),
  from: z.object({ designId: z.string(), picture: z.int().nonnegative(), strength: z.number() }).nullable(),
}) satisfies z.ZodType<Wish>;

/** The record's file; parsed when it is read, since a hand may have changed it. */
export const designRecordSchema = z.object({
  format: z.literal(1),
  id: z.uuid(),
  wish: wishSchema,
  width: z.int().positive(),
  height: z.int().positive(),
  engine: z.string(),
  createdAt: z.iso.datetime(),
  finishedAt: z.iso.datetime(),
  /** Id of the job's terminal event, so that a page that has seen it is known after a restart. */
  lastEventId: z.int().positive(),
});

/** A finished design as it lies on disk beside its pictures. */
export type DesignRecord = z.infer<typeof designRecordSchema>;

/** Where a finished picture is served. */
export function pictureUrl(id: string, index: number): string {
  return `/api/designs/${id}/pictures/${index}`;
}

/** A finished design as clients see it. */
export function viewOfRecord({ id, wish, width, height, createdAt, finishedAt }: DesignRecord): DesignView {
  const pictures = seedsOf(wish.seed, wish.count).map((seed, i) => ({
    url: pictureUrl(id, i),
    seed,
    width,
    height,
  }));
  return {
    ...wish,
    id,
    state: 'done',
    ahead: 0,
    progress: null,
    secondsLeft: null,
    pictures,
    error: null,
    createdAt,
    finishedAt,
  };
}
