/** Closes what was opened, once, in reverse order. */
export class AsyncResources {
  readonly #resources: AsyncDisposable[] = [];

  add<T extends AsyncDisposable>(resource: T): T {
    this.#resources.push(resource);
    return resource;
  }

  async close(): Promise<void> {
    for (const resource of this.#resources.splice(0).toReversed()) await resource[Symbol.asyncDispose]();
  }
}
