import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { DrawingEnd } from '../jobs/design-jobs.ts';
import type { MachineFacts } from './machine.ts';

/** What a collector reads: the process itself, the drawings so far, and the machine as it is at that moment. */
export interface Metrics {
  readonly contentType: string;
  tookDrawing(end: DrawingEnd): void;
  text(facts: MachineFacts): Promise<string>;
}

/** From a fast GPU to a small CPU. */
const SECONDS = [1, 2, 4, 8, 15, 30, 60, 120, 300];

type Reading = readonly [name: string, help: string, read: (facts: MachineFacts) => number];

const READINGS: readonly Reading[] = [
  [
    'motif_engine_ready',
    '1 while designs can be drawn, else 0.',
    ({ engine }) => Number(engine.state === 'ready' || engine.state === 'busy'),
  ],
  [
    'motif_engine_step_seconds',
    'Last measured time for one step of one picture; 0 before the first.',
    ({ engine }) => engine.secondsPerStep ?? 0,
  ],
  ['motif_queue_waiting', 'Designs that wait to be drawn.', ({ queue }) => queue.waiting],
  ['motif_queue_places', 'Designs that may wait at most.', ({ queue }) => queue.places],
  ['motif_queue_drawing', '1 while a design is being drawn.', ({ queue }) => Number(queue.drawing)],
  ['motif_disk_free_bytes', 'Free room beside the data folder.', ({ disk }) => disk.freeBytes],
  ['motif_memory_available_bytes', 'Memory that programs may take.', ({ memory }) => memory.availableBytes],
  ['motif_store_damaged_files', 'Files found damaged at the start.', ({ setAside }) => setAside.length],
];

/** Metrics of one server, in Prometheus' text format. */
export function openMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const gauges = READINGS.map(([name, help, read]) => ({
    gauge: new Gauge({ name, help, registers }),
    read,
  }));
  const drawings = new Counter({
    name: 'motif_drawings_total',
    help: 'Drawings that ended, by how.',
    labelNames: ['outcome'],
    registers,
  });
  const seconds = new Histogram({
    name: 'motif_drawing_seconds',
    help: 'From the beginning of a drawing that succeeded to its pictures on disk.',
    buckets: SECONDS,
    registers,
  });
  return {
    contentType: registry.contentType,
    tookDrawing: (end) => {
      drawings.inc({ outcome: end.outcome });
      if (end.outcome === 'done') seconds.observe(end.seconds);
    },
    text: (facts) => {
      for (const { gauge, read } of gauges) gauge.set(read(facts));
      return registry.metrics();
    },
  };
}
