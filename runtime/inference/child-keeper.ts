import { AbortedError, MotifError } from '../errors.ts';
import type { ChildEvents, ChildLink } from './fork-child.ts';
import type { Canary, FromChild, ToChild } from './protocol.ts';
import { backoff, type ClientTiming } from './timing.ts';

/**
 * starting: the first child loads. ready: its canary has drawn. restarting: it is gone, another one is coming.
 * failed: that happened so often that it is no use to wait; starts go on. closed: for good.
 */
export type KeeperState = 'starting' | 'ready' | 'restarting' | 'failed' | 'closed';

export interface KeeperLog {
  info(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

/** A timer that comes so late says that this process stood still: the machine was busy, or its own work was long. */
const STOOD_STILL_MS = 500;

export interface KeeperOptions {
  readonly fork: (events: ChildEvents) => ChildLink;
  readonly timing: ClientTiming;
  readonly log: KeeperLog;
  readonly onReady: (canary: Canary) => void;
  /** Messages about orders. */
  readonly onMessage: (message: FromChild) => void;
  /** The child has gone, and with it whatever it was drawing. */
  readonly onGone: (why: MotifError) => void;
}

/** Keeps one child alive: starts it, watches it, and replaces it with growing pauses when it dies or hangs. */
export class ChildKeeper {
  readonly #options: KeeperOptions;
  readonly #waiting = new Set<() => void>();
  #state: KeeperState = 'starting';
  #child: ChildLink | null = null;
  #failure: MotifError | null = null;
  /** Children lost since the last finished drawing. */
  #lost = 0;
  #restart: NodeJS.Timeout | undefined;
  #patience: NodeJS.Timeout | undefined;
  #ping: NodeJS.Timeout | undefined;
  #gone: Promise<void> = Promise.resolve();
  /** When the child must have been heard at the latest, by `performance.now()`. */
  #dueAt = Number.POSITIVE_INFINITY;
  /** While it draws, only its progress counts as a sign of life: a pong that comes late must not. */
  #resting = false;

  constructor(options: KeeperOptions) {
    this.#options = options;
    this.#start();
  }

  get state(): KeeperState {
    return this.#state;
  }

  /** Why the last child was lost; null while all is well. */
  get failure(): MotifError | null {
    return this.#failure;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Seconds by which a child is late that is still there: ending it did not help, as when a driver hangs. */
  get overdueSeconds(): number {
    return this.#child === null ? 0 : Math.max(0, performance.now() - this.#dueAt) / 1000;
  }

  send(message: ToChild): void {
    this.#child?.send(message);
  }

  /** From now on the child must be heard within `ms`, or it is ended as hanging. Each call starts anew. */
  expectWithin(ms: number): void {
    this.#resting = false;
    this.#watch(ms);
  }

  /** Nothing is being drawn: from now on the child is only asked now and then whether it lives. */
  rest(): void {
    this.#resting = true;
    this.#unwatch();
    const { pingMs, shortestStepMs } = this.#options.timing;
    this.#dueAt = performance.now() + pingMs + shortestStepMs;
    this.#ping = setTimeout(() => {
      this.send({ type: 'ping' });
      this.#watch(shortestStepMs);
    }, pingMs);
  }

  /** A drawing was finished, so the pauses start small again. */
  provedWell(): void {
    this.#lost = 0;
  }

  /** @throws MotifError when no child will be ready soon, AbortedError when the signal fires first */
  async whenReady(signal: AbortSignal | undefined): Promise<void> {
    while (this.#state !== 'ready') {
      if (this.#state === 'failed' || this.#state === 'closed') throw this.#failure ?? closed();
      await this.#change(signal);
      if (signal?.aborted) throw new AbortedError('Drawing');
    }
  }

  /** Ends the child: politely, then at once. */
  async close(): Promise<void> {
    this.#become('closed');
    clearTimeout(this.#restart);
    this.#unwatch();
    const child = this.#child;
    if (!child) return;
    child.disconnect();
    const timer = setTimeout(() => child.kill(), this.#options.timing.stopMs);
    await this.#gone;
    clearTimeout(timer);
  }

  #start(): void {
    this.#gone = new Promise((resolve) => {
      this.#child = this.#options.fork({
        onMessage: (message) => this.#take(message),
        onGone: (reason) => {
          resolve();
          this.#lose(reason);
        },
      });
    });
    this.expectWithin(this.#options.timing.startMs);
  }

  #take(message: FromChild): void {
    if (message.type === 'ready') this.#welcome(message.canary);
    else if (message.type === 'pong') this.#hearPong();
    else if (message.type === 'fault') this.#hearFault(message);
    else this.#options.onMessage(message);
  }

  #hearPong(): void {
    if (this.#resting) this.rest();
  }

  /** Its exit follows. */
  #hearFault({ code, message, stack, requestId }: Extract<FromChild, { type: 'fault' }>): void {
    this.#failure = new MotifError(code, message);
    this.#options.log.error({ child: this.pid, requestId, stack }, 'The drawing process failed');
  }

  #welcome(canary: Canary): void {
    this.#options.log.info({ child: this.pid, ...canary }, 'The drawing process is ready');
    this.#failure = null;
    this.#options.onReady(canary);
    this.#become('ready');
    this.rest();
  }

  #lose(reason: string): void {
    this.#unwatch();
    this.#child = null;
    const why = this.#failure ?? lost(reason);
    this.#failure = why;
    this.#options.onGone(why);
    if (this.#state === 'closed') return;
    this.#lost += 1;
    const { timing, log } = this.#options;
    const hopeless = why.code === 'not-provisioned' || this.#lost >= timing.failedAfter;
    const pause = backoff(timing, hopeless ? timing.backoffMs.length : this.#lost);
    log.error({ reason, why: why.message, lost: this.#lost, pauseMs: pause }, 'The drawing process was lost');
    this.#become(hopeless ? 'failed' : 'restarting');
    this.#restart = setTimeout(() => this.#start(), pause);
  }

  #watch(ms: number): void {
    this.#unwatch();
    this.#dueAt = performance.now() + ms;
    this.#patience = setTimeout(() => this.#judge(ms), ms);
  }

  /** Where this process itself got no time, the child's words are still waiting to be read. */
  #judge(ms: number): void {
    if (performance.now() - this.#dueAt > STOOD_STILL_MS) this.#watch(ms);
    else this.#endHanging(ms);
  }

  #unwatch(): void {
    clearTimeout(this.#patience);
    clearTimeout(this.#ping);
  }

  #endHanging(ms: number): void {
    const seconds = Math.round(ms / 100) / 10;
    this.#failure = new MotifError(
      'engine-failed',
      `Expected a sign of life from the drawing process within ${seconds} s but received none. It was ended and starts anew.`,
    );
    this.#child?.kill();
  }

  #become(state: KeeperState): void {
    this.#state = state;
    for (const wake of [...this.#waiting]) wake();
  }

  /** Resolves at the next change of state or when the signal fires. */
  #change(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        this.#waiting.delete(wake);
        signal?.removeEventListener('abort', wake);
        resolve();
      };
      this.#waiting.add(wake);
      signal?.addEventListener('abort', wake);
    });
  }
}

function lost(reason: string): MotifError {
  return new MotifError(
    'engine-failed',
    `Expected the drawing process to stay alive but it ${reason}. It starts anew; draw again.`,
  );
}

function closed(): MotifError {
  return new MotifError(
    'engine-failed',
    'Expected a running server but it is shutting down. Start it again.',
  );
}
