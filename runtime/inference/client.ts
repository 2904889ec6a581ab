import { describeIssues } from '../describe-issues.ts';
import { InputError, MotifError, throwIfAborted } from '../errors.ts';
import { ChildKeeper, type KeeperLog } from './child-keeper.ts';
import type { ChildSettings } from './child-settings.ts';
import { forkChild } from './fork-child.ts';
import { Order, type OrderProgress, type OrderResult } from './order.ts';
import { Pace } from './pace.ts';
import { type Canary, type DrawRequest, drawRequestSchema, type FromChild } from './protocol.ts';
import { type ClientTiming, patience, TIMING } from './timing.ts';

export type ClientState = 'starting' | 'ready' | 'busy' | 'restarting' | 'failed' | 'closed';

export interface ClientOptions {
  /** The child's entry file. */
  readonly entry: URL;
  readonly settings: ChildSettings;
  readonly log: KeeperLog;
  readonly timing?: Partial<ClientTiming>;
}

export interface DrawOptions {
  /** Named in every log line about this drawing, also in the child's last words. */
  readonly requestId?: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: OrderProgress) => void;
}

/**
 * Draws through a child process that is replaced when it dies or hangs. One order at a time: whoever has
 * more queues them.
 */
export class InferenceClient implements AsyncDisposable {
  readonly pace = new Pace();
  readonly #timing: ClientTiming;
  readonly #keeper: ChildKeeper;
  #orders = 0;
  #claimed = false;
  #order: Order | null = null;
  #heardAt = 0;
  /** The longest silence around the steps that the canary needed. */
  #quietSeconds = 0;
  #canaryAt: Date | null = null;

  constructor({ entry, settings, log, timing }: ClientOptions) {
    this.#timing = { ...TIMING, ...timing };
    this.#keeper = new ChildKeeper({
      fork: (events) => forkChild(entry, settings, events),
      timing: this.#timing,
      log,
      onReady: (canary) => this.#tookCanary(canary),
      onMessage: (message) => this.#take(message),
      onGone: (why) => this.#drop(why),
    });
  }

  get state(): ClientState {
    const { state } = this.#keeper;
    return state === 'ready' && this.#order !== null ? 'busy' : state;
  }

  /** Why drawing does not work; null while it does. */
  get failure(): MotifError | null {
    return this.#keeper.failure;
  }

  /** When the engine's last test drawing succeeded; null before the first. */
  get canaryAt(): Date | null {
    return this.#canaryAt;
  }

  /** Of the child, while there is one. */
  get pid(): number | undefined {
    return this.#keeper.pid;
  }

  /** Seconds by which the child is late although it was ended; 0 while all is as it should be. */
  get overdueSeconds(): number {
    return this.#keeper.overdueSeconds;
  }

  /** Measured for one step of one picture; null before the first. */
  get lastSecondsPerStep(): number | null {
    return this.pace.secondsPerStep;
  }

  /**
   * Waits for a ready child and draws.
   *
   * @throws InputError when the order does not fit the protocol or the model
   * @throws MotifError queue-full while another order is here, engine-failed when the child died or hung
   * @throws AbortedError within one step of the signal
   */
  async draw(
    request: DrawRequest,
    { signal, onProgress, requestId }: DrawOptions = {},
  ): Promise<OrderResult> {
    const checked = checkOrder(request);
    throwIfAborted(signal, 'Drawing');
    if (this.#claimed) throw busy();
    this.#claimed = true;
    try {
      await this.#keeper.whenReady(signal);
      const order = this.#newOrder(checked, onProgress);
      return await this.#drawNow(order, requestId ?? null, signal);
    } finally {
      this.#claimed = false;
    }
  }

  /** Ends the child; a running order is rejected. */
  close(): Promise<void> {
    return this.#keeper.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  #newOrder(request: DrawRequest, onProgress: DrawOptions['onProgress']): Order {
    this.#orders += 1;
    return new Order(this.#orders, request, onProgress ?? (() => undefined));
  }

  async #drawNow(
    order: Order,
    requestId: string | null,
    signal: AbortSignal | undefined,
  ): Promise<OrderResult> {
    const cancel = () => this.#keeper.send({ type: 'cancel', id: order.id });
    this.#order = order;
    this.#heardAt = performance.now();
    signal?.addEventListener('abort', cancel);
    this.#keeper.send({ type: 'draw', id: order.id, requestId, request: order.request });
    this.#keeper.expectWithin(patience(this.#timing, this.#quietSeconds));
    try {
      return await order.result;
    } finally {
      signal?.removeEventListener('abort', cancel);
    }
  }

  #take(message: FromChild): void {
    const order = this.#order;
    if (!order || !('id' in message) || message.id !== order.id) return;
    if (message.type === 'progress') this.#tookStep(order, message.step, message.total);
    if (message.type === 'done') {
      this.pace.tookOrder(message.timings, order.pictures);
      this.#keeper.provedWell();
    }
    if (!order.take(message)) return;
    this.#order = null;
    this.#keeper.rest();
  }

  /** The time to the first step holds the encoding of the words too, so it measures no step. */
  #tookStep(order: Order, step: number, total: number): void {
    const now = performance.now();
    if (step > 1) this.pace.tookStep((now - this.#heardAt) / 1000, order.pictures);
    this.#heardAt = now;
    const next = step < total ? (this.lastSecondsPerStep ?? 0) : this.#quietSeconds;
    this.#keeper.expectWithin(patience(this.#timing, next * order.pictures));
  }

  #tookCanary(canary: Canary): void {
    this.#quietSeconds = canary.quietSeconds;
    this.#canaryAt = new Date();
    this.pace.tookCanary(canary);
  }

  #drop(why: MotifError): void {
    this.#order?.reject(why);
    this.#order = null;
  }
}

function checkOrder(request: DrawRequest): DrawRequest {
  const result = drawRequestSchema.safeParse(request);
  if (result.success) return result.data;
  throw new InputError(
    `Expected a drawing order but received one that does not fit: ${describeIssues(result.error, request)}`,
  );
}

function busy(): MotifError {
  return new MotifError(
    'queue-full',
    'Expected no other drawing under way but there is one. Draw again later.',
  );
}
