import { Worker } from 'node:worker_threads';
import { MotifError } from '../errors.ts';
import type { Master, MasterInput, PrintRoom, Receipt, ReceiptInput } from '../orders/print-room.ts';
import type { PressProfile } from './press-profile.ts';
import type { PrintAnswer, PrintAsked } from './print-protocol.ts';

const ENTRY = new URL('./print-worker.mjs', import.meta.url);

type Waiting = { readonly resolve: (answer: PrintAnswer) => void; readonly reject: (failure: Error) => void };

/** A print room in a thread of its own. The thread starts with the first job; one that is lost is replaced. */
export class WorkerPrintRoom implements PrintRoom {
  #worker: Worker | null = null;
  #next = 1;
  readonly #waiting = new Map<number, Waiting>();
  readonly #press: PressProfile | null;

  /** @param press the shop's press; null: print files are in sRGB */
  constructor(press: PressProfile | null = null) {
    this.#press = press;
  }

  async makeMaster(input: MasterInput): Promise<Master> {
    const answer = await this.#ask({ kind: 'master', input, press: this.#press });
    if (answer.kind !== 'master') throw failureOf(answer);
    return answer.result;
  }

  async makeReceipt(input: ReceiptInput): Promise<Receipt> {
    const answer = await this.#ask({ kind: 'receipt', input });
    if (answer.kind !== 'receipt') throw failureOf(answer);
    return answer.result;
  }

  /** The design without its plain ground, as a PNG file with the same facts. */
  async cutOut(picture: Uint8Array): Promise<Uint8Array> {
    const answer = await this.#ask({ kind: 'cut-out', picture });
    if (answer.kind !== 'cut-out') throw failureOf(answer);
    return answer.result;
  }

  async close(): Promise<void> {
    const worker = this.#worker;
    this.#worker = null;
    await worker?.terminate();
  }

  #ask(asked: PrintAsked): Promise<PrintAnswer> {
    const id = this.#next++;
    const answer = new Promise<PrintAnswer>((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
    this.#running().postMessage({ ...asked, id });
    return answer.finally(() => this.#waiting.delete(id));
  }

  #running(): Worker {
    if (this.#worker) return this.#worker;
    const worker = new Worker(ENTRY);
    worker.on('message', (answer: PrintAnswer) => this.#waiting.get(answer.id)?.resolve(answer));
    worker.on('error', (failure) => this.#lost(worker, failure));
    worker.on('exit', () => this.#lost(worker, new Error('The thread that makes print files has ended.')));
    worker.unref();
    this.#worker = worker;
    return worker;
  }

  #lost(worker: Worker, failure: Error): void {
    if (this.#worker === worker) this.#worker = null;
    const lost = new MotifError('internal', 'The print file could not be made.', { cause: failure });
    for (const { reject } of this.#waiting.values()) reject(lost);
  }
}

function failureOf(answer: PrintAnswer): MotifError {
  if (answer.kind !== 'failed')
    return new MotifError('internal', `Expected another answer than ${answer.kind}.`);
  return new MotifError(answer.code, answer.message, answer.customer ? { customer: answer.customer } : {});
}
