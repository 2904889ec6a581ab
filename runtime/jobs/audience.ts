interface Watched {
  followers: number;
  timer: NodeJS.Timeout | undefined;
}

/**
 * Knows who still waits for which job. A job whose last follower has gone is given up after a grace, in which a
 * reloaded page finds it again. A job that nobody has ever followed is left alone: its owner asks now and then.
 */
export class Audience {
  readonly #graceMs: number;
  readonly #abandon: (id: string) => void;
  readonly #watched = new Map<string, Watched>();

  /** @param abandon told once of every job that is given up */
  constructor(graceMs: number, abandon: (id: string) => void) {
    this.#graceMs = graceMs;
    this.#abandon = abandon;
  }

  /** @returns to be called when the follower goes; a second call does nothing */
  enter(id: string): () => void {
    const watched = this.#watched.get(id) ?? { followers: 0, timer: undefined };
    this.#watched.set(id, watched);
    clearTimeout(watched.timer);
    watched.followers += 1;
    let here = true;
    return () => {
      if (here) this.#leave(id, watched);
      here = false;
    };
  }

  /** Somebody asked for it without following: the grace begins anew. */
  seen(id: string): void {
    const watched = this.#watched.get(id);
    if (watched && watched.followers === 0) this.#begin(id, watched);
  }

  close(): void {
    for (const { timer } of this.#watched.values()) clearTimeout(timer);
    this.#watched.clear();
  }

  #leave(id: string, watched: Watched): void {
    watched.followers -= 1;
    if (watched.followers === 0 && this.#watched.get(id) === watched) this.#begin(id, watched);
  }

  #begin(id: string, watched: Watched): void {
    clearTimeout(watched.timer);
    watched.timer = setTimeout(() => {
      this.#watched.delete(id);
      this.#abandon(id);
    }, this.#graceMs);
    watched.timer.unref();
  }
}
