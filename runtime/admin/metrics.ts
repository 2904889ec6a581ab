import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { MachineFacts } from './machine.ts';

/** What a collector reads: the process itself, and the machine as it is at that moment. */
export interface Metrics {
  readonly contentType: string;
  text(): Promise<string>;
}

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
export function openMetrics(look: () => Promise<MachineFacts>): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const gauges = READINGS.map(([name, help, read]) => ({
    gauge: new Gauge({ name, help, registers: [registry] }),
    read,
  }));
  return {
    contentType: registry.contentType,
    text: async () => {
      const facts = await look();
      for (const { gauge, read } of gauges) gauge.set(read(facts));
      return registry.metrics();
    },
  };
}
