/** A binary heap of numbers that gives the smallest first. */
export class MinHeap {
  readonly #items: number[] = [];

  push(value: number): void {
    const items = this.#items;
    let at = items.length;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = items[parent] ?? value;
      if (above <= value) break;
      items[at] = above;
      at = parent;
    }
    items[at] = value;
  }

  /** @returns the smallest number, taken out, or undefined when there is none */
  pop(): number | undefined {
    const items = this.#items;
    const smallest = items[0];
    const last = items.pop();
    if (last !== undefined && items.length > 0) this.#sink(last);
    return smallest;
  }

  #sink(value: number): void {
    const items = this.#items;
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      const child = (items[left + 1] ?? Number.POSITIVE_INFINITY) < (items[left] ?? value) ? left + 1 : left;
      const below = items[child] ?? value;
      if (below >= value) break;
      items[at] = below;
      at = child;
    }
    items[at] = value;
  }
}
