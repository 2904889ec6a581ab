import { freemem, totalmem } from 'node:os';
import { type DiskSpace, spaceOf } from '../../device/disk/disk-guard.ts';
import type { PrinterWatch, WatchedPrinter } from '../../device/printer/printer-watch.ts';
import type { Manifest } from '../../engine-build/build/manifest.ts';
import type { InferenceClient } from '../inference/client.ts';
import type { DesignJobs } from '../jobs/design-jobs.ts';
import type { SetAside } from '../store/durable-adapter.ts';

/** What was measured of the machine at one moment. */
export interface MachineFacts {
  readonly engine: {
    readonly state: InferenceClient['state'];
    /** Why it does not draw; null while it does. */
    readonly failure: string | null;
    readonly model: string;
    readonly precision: string;
    readonly backend: string;
    readonly key: string;
    /** Such as `512 × 512`. */
    readonly sizes: readonly string[];
    /** ISO 8601; of the last test drawing that succeeded. */
    readonly canaryAt: string | null;
    /** For one step of one picture. */
    readonly secondsPerStep: number | null;
  };
  readonly queue: { readonly waiting: number; readonly places: number; readonly drawing: boolean };
  readonly memory: {
    readonly totalBytes: number;
    readonly availableBytes: number;
    readonly serverBytes: number;
  };
  /** Of the file system that holds the data folder. */
  readonly disk: DiskSpace;
  readonly printer: WatchedPrinter;
  readonly uptimeSeconds: number;
  /** Files of the shop that were damaged when the server started. */
  readonly setAside: readonly SetAside[];
}

export interface MachineParts {
  readonly dataDir: string;
  readonly client: InferenceClient;
  readonly designs: Pick<DesignJobs, 'queue'>;
  readonly engine: Manifest;
  readonly printer: Pick<PrinterWatch, 'printer'>;
  /** Found damaged at the start. */
  readonly setAside: readonly SetAside[];
}

/** Looks at the machine as it is now. */
export async function lookAtMachine(parts: MachineParts): Promise<MachineFacts> {
  return {
    engine: engineFacts(parts),
    queue: parts.designs.queue,
    memory: {
      totalBytes: totalmem(),
      availableBytes: freemem(),
      serverBytes: process.memoryUsage.rss(),
    },
    disk: await spaceOf(parts.dataDir),
    printer: parts.printer.printer,
    uptimeSeconds: Math.round(process.uptime()),
    setAside: parts.setAside,
  };
}

function engineFacts({ client, engine }: MachineParts): MachineFacts['engine'] {
  return {
    state: client.state,
    failure: client.failure?.message ?? null,
    model: engine.model.name,
    precision: engine.precision,
    backend: engine.backend,
    key: engine.key,
    sizes: engine.shapes.map(({ width, height }) => `${width} × ${height}`),
    canaryAt: client.canaryAt?.toISOString() ?? null,
    secondsPerStep: client.lastSecondsPerStep,
  };
}
