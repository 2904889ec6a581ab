/** What samples of a soak say: figures, and what is wrong with them. */
import { z } from 'zod';
import { slopeInterval, slopePerHour } from './slope.ts';

const usageSchema = z.object({ rssBytes: z.number(), heapBytes: z.number(), descriptors: z.number() });
export const sampleSchema = z.object({ hours: z.number(), server: usageSchema, drawing: usageSchema });
export type Sample = z.infer<typeof sampleSchema>;
type Who = 'server' | 'drawing';
type What = keyof Sample[Who];

/**
 * Megabytes an hour, of each process: of what lives after a collection by the slope itself, of what the system
 * counts by the lower end of its interval, since the allocator gives and takes tens of megabytes with each order.
 */
const STEEPEST = 1;
/** A stream that is being closed, a file that is being synced. */
const DESCRIPTORS_MORE = 3;

export function figuresOf(samples: readonly Sample[]) {
  const of = (who: Who) => ({
    rssMB: slopeFigures(samples, who, 'rssBytes'),
    heapMB: slopeFigures(samples, who, 'heapBytes'),
    descriptors: [samples[0]?.[who].descriptors, samples.at(-1)?.[who].descriptors],
  });
  return { server: of('server'), drawing: of('drawing') };
}

/** Empty when nothing grows. */
export function faultsOf(samples: readonly Sample[]): readonly string[] {
  const hours = samples.at(-1)?.hours ?? 0;
  return (['server', 'drawing'] as const).flatMap((who) => {
    const [heap, rss] = [slopeFigures(samples, who, 'heapBytes'), slopeFigures(samples, who, 'rssBytes')];
    const descriptors = slopePerHour(series(samples, who, 'descriptors'));
    const [least = 0] = rss.interval;
    return [
      ...(heap.perHour > STEEPEST ? [`${who}: the heap grows by ${heap.perHour} MB an hour`] : []),
      ...(least > STEEPEST ? [`${who}: memory grows by ${least} MB an hour at least`] : []),
      ...(descriptors * hours > DESCRIPTORS_MORE
        ? [`${who}: descriptors grow by ${descriptors} an hour`]
        : []),
    ];
  });
}

function series(samples: readonly Sample[], who: Who, what: What) {
  return samples.map((sample) => ({ hours: sample.hours, value: sample[who][what] }));
}

function slopeFigures(samples: readonly Sample[], who: Who, what: What) {
  const points = series(samples, who, what);
  const mega = (bytes: number) => Number((bytes / 1e6).toFixed(2));
  return {
    first: mega(points[0]?.value ?? Number.NaN),
    last: mega(points.at(-1)?.value ?? Number.NaN),
    perHour: mega(slopePerHour(points)),
    interval: slopeInterval(points).map(mega),
  };
}
