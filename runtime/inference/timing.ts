/** Every patience of the client, in milliseconds unless it says otherwise. */
export interface ClientTiming {
  /** Pause before each successive start; the last one repeats. */
  readonly backoffMs: readonly number[];
  /** So many ends in a row without a finished drawing between them count as failure; starts go on all the same. */
  readonly failedAfter: number;
  /** Loading a large model from a slow disk, and its canary. */
  readonly startMs: number;
  /** No step is given up earlier than this. */
  readonly shortestStepMs: number;
  /** A step that takes so many times the measured one hangs. */
  readonly stepFactor: number;
  /** How often an idle child is asked whether it lives. */
  readonly pingMs: number;
  /** How long a child may take to end by itself. */
  readonly stopMs: number;
}

/** In the shop. */
export const TIMING: ClientTiming = {
  backoffMs: [250, 1_000, 2_000, 5_000, 10_000, 30_000],
  failedAfter: 5,
  startMs: 600_000,
  shortestStepMs: 30_000,
  stepFactor: 20,
  pingMs: 10_000,
  stopMs: 3_000,
};

/** Pause before the next start after so many ends in a row (1, 2, …). */
export function backoff({ backoffMs }: ClientTiming, ends: number): number {
  return backoffMs[Math.min(ends, backoffMs.length) - 1] ?? 0;
}

/** How long the child may be silent when its last such silence took `measuredSeconds`. */
export function patience(timing: ClientTiming, measuredSeconds: number): number {
  return Math.max(timing.shortestStepMs, timing.stepFactor * measuredSeconds * 1000);
}
