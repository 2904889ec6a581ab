import { z } from 'zod';
import { exchange, PrinterError } from './ipp-exchange.ts';

export interface PrintOrder {
  /** Shown on the printer's display and in its list. */
  readonly name: string;
  readonly document: Uint8Array;
  /** MIME type. */
  readonly format: string;
  readonly copies?: number;
}

/** Where a job is (RFC 8011 §5.3.7). The last three are its ends. */
export type JobState =
  | 'pending'
  | 'pending-held'
  | 'processing'
  | 'processing-stopped'
  | 'canceled'
  | 'aborted'
  | 'completed';

/** True for the states that a job never leaves. */
export function hasJobEnded(state: JobState): boolean {
  return state === 'canceled' || state === 'aborted' || state === 'completed';
}

const jobSchema = z.object({
  'job-id': z.int().positive(),
  'job-state': z.enum([
    'pending',
    'pending-held',
    'processing',
    'processing-stopped',
    'canceled',
    'aborted',
    'completed',
  ]),
});

/**
 * Gives a printer something to print, at the document's own size.
 *
 * @returns the job's number with this printer
 * @throws PrinterError unreachable, refused
 */
export async function printDocument(uri: string, order: PrintOrder): Promise<number> {
  const answer = await exchange(uri, {
    operation: 'Print-Job',
    attributes: { 'job-name': order.name, 'document-format': order.format },
    jobAttributes: { copies: order.copies ?? 1, 'print-scaling': 'none' },
    document: order.document,
  });
  return jobIn(uri, answer.jobs[0])['job-id'];
}

/** @throws PrinterError unreachable, refused (also where the printer has forgotten the job) */
export async function jobState(uri: string, job: number): Promise<JobState> {
  const attributes = { 'job-id': job, 'requested-attributes': ['job-id', 'job-state'] };
  const answer = await exchange(uri, { operation: 'Get-Job-Attributes', attributes });
  return jobIn(uri, answer.jobs[0])['job-state'];
}

/** @throws PrinterError unreachable, refused (also where the job has ended) */
export async function cancelJob(uri: string, job: number): Promise<void> {
  await exchange(uri, { operation: 'Cancel-Job', attributes: { 'job-id': job } });
}

function jobIn(uri: string, attributes: unknown): z.output<typeof jobSchema> {
  const job = jobSchema.safeParse(attributes);
  if (job.success) return job.data;
  throw new PrinterError(
    'refused',
    `Expected ${uri} to name its job but received an answer without one. Look at the printer's own display.`,
  );
}
