import type { DesignEventName, DesignEvents } from './design.ts';
import type { LoggedEvent } from './designs.ts';

const TERMINAL: ReadonlySet<DesignEventName> = new Set(['done', 'failed', 'cancelled']);

/**
 * Events of one job with increasing ids, to be followed from any id. Of the previews only the latest is
 * kept, and none once the job has ended: an older one is worth nothing, and the log must not grow.
 */
export class EventLog {
  #events: LoggedEvent[] = [];
  #lastId = 0;
  readonly #waiting = new Set<() => void>();

  /** @param firstId id of the first event; later than 1 when the log goes on from an earlier life */
  constructor(firstId = 1) {
    this.#lastId = firstId - 1;
  }

  get lastId(): number {
    return this.#lastId;
  }

  /** True once a terminal event is there; nothing follows it. */
  get ended(): boolean {
    const last = this.#events.at(-1);
    return last !== undefined && TERMINAL.has(last.name);
  }

  add<Name extends DesignEventName>(name: Name, data: DesignEvents[Name]): void {
    if (this.ended) return;
    if (name === 'preview' || TERMINAL.has(name))
      this.#events = this.#events.filter((event) => event.name !== 'preview');
    this.#lastId += 1;
    // The pair is of one name by the signature, which TypeScript cannot carry into the union.
    this.#events.push({ id: this.#lastId, name, data } as LoggedEvent);
    for (const wake of [...this.#waiting]) wake();
  }

  /** Events with a greater id, in order. */
  since(id: number): readonly LoggedEvent[] {
    return this.#events.filter((event) => event.id > id);
  }

  /** Yields events after `lastId` as they come; ends after the terminal one or when the signal fires. */
  async *follow(lastId: number, signal: AbortSignal): AsyncGenerator<LoggedEvent, void, void> {
    // An id from the future was never ours: such a reader gets everything.
    let seen = lastId > this.#lastId ? 0 : lastId;
    while (!signal.aborted) {
      const next = this.since(seen)[0];
      if (next) {
        seen = next.id;
        yield next;
      } else if (this.ended) return;
      else await this.#news(signal);
    }
  }

  #news(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        this.#waiting.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      this.#waiting.add(wake);
      signal.addEventListener('abort', wake);
    });
  }
}
