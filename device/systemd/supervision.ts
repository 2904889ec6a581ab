import type { Notice, ServiceManager } from './notify.ts';

/** Proof of work: resolves to null when the work was done, otherwise to a sentence that says what is wrong. */
export type Check = () => Promise<string | null>;

/** starting: engines load, which may take its time. ready: it works. stuck: it will not become ready by waiting. */
export type Phase = 'starting' | 'ready' | 'stuck';

export interface Supervised {
  readonly phase: () => Phase;
  /** One sentence for `systemctl status`. */
  readonly status: () => string;
  readonly checks: readonly Check[];
  readonly log: { warn(facts: object, message: string): void };
}

/** Four chances to pet before the watchdog acts. */
const PETS_PER_PERIOD = 4;
/** Without a watchdog, the status is told this often. */
const STATUS_MS = 10_000;
/** Each renewal of the start's time covers so many rounds. */
const ROUNDS_COVERED = 4;

/**
 * Tells systemd how the service is: READY once it works, more time while it starts, and WATCHDOG=1 only after
 * every check of this round has passed. A check that hangs, an event loop that stands still and a check that
 * fails all end the petting, upon which systemd ends the service and starts it anew.
 */
export class Supervision {
  readonly #manager: ServiceManager;
  readonly #supervised: Supervised;
  readonly #roundMs: number;
  #timer: NodeJS.Timeout | undefined;
  #ready = false;
  #closed = false;

  constructor(manager: ServiceManager, supervised: Supervised) {
    this.#manager = manager;
    this.#supervised = supervised;
    this.#roundMs = manager.watchdogMs === null ? STATUS_MS : manager.watchdogMs / PETS_PER_PERIOD;
    void this.#round();
  }

  /** Says goodbye. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#manager.notify({ STOPPING: '1', STATUS: 'Shutting down' });
  }

  async #round(): Promise<void> {
    const troubles = await this.#troubles();
    if (this.#closed) return;
    if (troubles.length > 0) this.#supervised.log.warn({ troubles }, 'The watchdog is not petted');
    await this.#manager.notify(this.#notice(troubles));
    if (!this.#closed) this.#timer = setTimeout(() => void this.#round(), this.#roundMs);
  }

  #notice(troubles: readonly string[]): Notice {
    const STATUS = troubles[0] ?? this.#supervised.status();
    const pet: Notice = troubles.length === 0 ? { WATCHDOG: '1' } : {};
    if (this.#ready) return { STATUS, ...pet };
    const phase = this.#supervised.phase();
    if (phase === 'ready' && troubles.length === 0) {
      this.#ready = true;
      return { READY: '1', STATUS, ...pet };
    }
    return phase === 'starting' ? { STATUS, ...this.#moreTime() } : { STATUS };
  }

  #moreTime(): Notice {
    return { EXTEND_TIMEOUT_USEC: String(Math.ceil(this.#roundMs * ROUNDS_COVERED * 1000)) };
  }

  async #troubles(): Promise<readonly string[]> {
    const results = await Promise.all(this.#supervised.checks.map((check) => this.#run(check)));
    return results.filter((trouble) => trouble !== null);
  }

  /** A check that takes longer than a round counts as failed, so that the next round is not kept waiting. */
  async #run(check: Check): Promise<string | null> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<string>((resolve) => {
      const sentence = `Expected a check within ${Math.round(this.#roundMs / 1000)} s but it hangs.`;
      timer = setTimeout(() => resolve(sentence), this.#roundMs);
    });
    const failed = (cause: unknown) => (cause instanceof Error ? cause.message : String(cause));
    try {
      return await Promise.race([check().catch(failed), late]);
    } finally {
      clearTimeout(timer);
    }
  }
}
