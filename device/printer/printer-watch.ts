import { PrinterError } from './ipp-exchange.ts';
import { type PrinterStatus, printerStatus } from './printer-status.ts';

/** What is known of the shop's printer. */
export type WatchedPrinter =
  | { readonly state: 'none' }
  | { readonly state: 'unknown' }
  | { readonly state: 'lost'; readonly reason: string }
  | { readonly state: 'known'; readonly status: PrinterStatus };

export interface PrinterWatchParts {
  /** Where the printer is; null where the shop has none. Read anew each time. */
  readonly uri: () => string | null;
  readonly everyMs?: number;
}

/** Soon enough that staff who refill paper see the screen follow them. */
const EVERY_MS = 5_000;
/** One lost answer is a busy network; two are a printer that is off. */
const LOST_AFTER = 2;

/** Asks a printer how it is, again and again, one question at a time. */
export class PrinterWatch {
  readonly #parts: PrinterWatchParts;
  #seen: WatchedPrinter = { state: 'unknown' };
  #uri: string | null = null;
  #failures = 0;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(parts: PrinterWatchParts) {
    this.#parts = parts;
    this.#next(0);
  }

  /** As of the last answer; `unknown` until there was one. */
  get printer(): WatchedPrinter {
    const uri = this.#parts.uri();
    if (uri === null) return { state: 'none' };
    return uri === this.#uri ? this.#seen : { state: 'unknown' };
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  #next(afterMs: number): void {
    if (this.#closed) return;
    this.#timer = setTimeout(async () => {
      await this.#look();
      this.#next(this.#parts.everyMs ?? EVERY_MS);
    }, afterMs);
    this.#timer.unref();
  }

  async #look(): Promise<void> {
    const uri = this.#parts.uri();
    if (uri === null) return;
    if (uri !== this.#uri) [this.#uri, this.#seen, this.#failures] = [uri, { state: 'unknown' }, 0];
    try {
      const status = await printerStatus(uri);
      if (this.#closed) return;
      this.#seen = { state: 'known', status };
      this.#failures = 0;
    } catch (failure) {
      this.#failures += 1;
      if (this.#failures >= LOST_AFTER) this.#seen = { state: 'lost', reason: reasonOf(failure) };
    }
  }
}

function reasonOf(failure: unknown): string {
  return failure instanceof PrinterError ? failure.message : `The printer's answer made no sense: ${failure}`;
}
