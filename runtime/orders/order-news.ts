/** Tells whoever waits that some order is new or has changed. */
export class OrderNews {
  #revision = 0;
  readonly #waiting = new Set<() => void>();

  /** Grows with every change; equal numbers mean that nothing has happened in between. */
  get revision(): number {
    return this.#revision;
  }

  ring(): void {
    this.#revision += 1;
    for (const wake of [...this.#waiting]) wake();
  }

  /** Resolves at the next change, at the latest after `mostMs`. */
  next(mostMs: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        this.#waiting.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, mostMs);
      this.#waiting.add(wake);
    });
  }
}
