/** A tree of phrases, token by token; one is found in time proportional to its length, however many there are. */
export class PhraseTrie<T> {
  readonly #next = new Map<string, PhraseTrie<T>>();
  readonly #ends: T[] = [];

  /** @param value what the end of this phrase stands for */
  add(tokens: readonly string[], value: T): void {
    const [first, ...rest] = tokens;
    if (first === undefined) {
      this.#ends.push(value);
      return;
    }
    const next = this.#next.get(first) ?? new PhraseTrie<T>();
    this.#next.set(first, next);
    next.add(rest, value);
  }

  /** What comes after this token; undefined where no phrase goes on so. */
  after(token: string): PhraseTrie<T> | undefined {
    return this.#next.get(token);
  }

  /** Whether no phrase goes on from here. */
  get isLeaf(): boolean {
    return this.#next.size === 0;
  }

  /** The phrases that end here. */
  get ends(): readonly T[] {
    return this.#ends;
  }

  /**
   * Every phrase that begins at `from`.
   *
   * @param tokenAt undefined where the sequence ends or breaks off
   * @param found is told the place behind the phrase
   */
  walk(
    from: number,
    tokenAt: (i: number) => string | undefined,
    found: (value: T, to: number) => void,
  ): void {
    let node: PhraseTrie<T> | undefined = this;
    for (let i = from; node; i++) {
      for (const value of node.ends) found(value, i);
      const token = tokenAt(i);
      node = token === undefined ? undefined : node.after(token);
    }
  }
}
