/** The thread in which print files are made, so that nobody's touch waits for them. */
import { parentPort } from 'node:worker_threads';
import { MotifError } from '../errors.ts';
import { makeMaster } from './make-master.ts';
import { cutOutPicture } from './master-image.ts';
import type { PrintAnswer, PrintJob } from './print-protocol.ts';
import { makeReceipt } from './receipt.ts';

async function work(job: PrintJob): Promise<PrintAnswer> {
  const { id } = job;
  try {
    switch (job.kind) {
      case 'master':
        return { id, kind: 'master', result: await makeMaster(job.input, job.press) };
      case 'receipt':
        return { id, kind: 'receipt', result: await makeReceipt(job.input) };
      case 'cut-out':
        return { id, kind: 'cut-out', result: await cutOutPicture(job.picture) };
    }
  } catch (failure) {
    return { id, kind: 'failed', ...wordsOf(failure) };
  }
}

/** Errors lose their class between threads. */
function wordsOf(failure: unknown) {
  if (failure instanceof MotifError) {
    const { code, message, customer = null } = failure;
    return { code, message, customer };
  }
  const message = failure instanceof Error ? (failure.stack ?? failure.message) : String(failure);
  return { code: 'internal' as const, message, customer: null };
}

let turn: Promise<void> = Promise.resolve();
parentPort?.on('message', (job: PrintJob) => {
  // One after the other: each takes some hundred megabytes.
  turn = turn.then(async () => parentPort?.postMessage(await work(job)));
});
