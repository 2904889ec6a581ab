import { join } from 'node:path';
import type { Engine } from './engine.ts';

export interface GraphCacheOptions {
  /** Opens one file of the engine folder. */
  readonly open: (path: string) => Promise<Engine>;
  /** Most picture sizes whose graphs stay open; the least recently used closes first. */
  readonly heldSizes: number;
}

/** Graphs of no size, such as text encoders. */
const ALWAYS = '';

/**
 * Opens each graph file once, when first asked for. A failed opening is forgotten, so that a later request
 * may try again.
 */
export class GraphCache {
  readonly #dir: string;
  readonly #options: GraphCacheOptions;
  /** By size, least recently used first; within a size by path. */
  readonly #open = new Map<string, Map<string, Promise<Engine>>>();

  constructor(dir: string, options: GraphCacheOptions) {
    this.#dir = dir;
    this.#options = options;
  }

  /** @param size what the graph is opened for; graphs of one size are closed together */
  async open(graph: string, size: string = ALWAYS): Promise<Engine> {
    const graphs = this.#open.get(size) ?? new Map<string, Promise<Engine>>();
    this.#open.delete(size);
    this.#open.set(size, graphs);
    await this.#closeSurplus();
    const opening = graphs.get(graph) ?? this.#options.open(join(this.#dir, graph));
    graphs.set(graph, opening);
    opening.catch(() => graphs.delete(graph));
    return opening;
  }

  async dispose(): Promise<void> {
    const sizes = [...this.#open.values()];
    this.#open.clear();
    for (const graphs of sizes) await closeAll(graphs);
  }

  async #closeSurplus(): Promise<void> {
    const sizes = [...this.#open.keys()].filter((size) => size !== ALWAYS);
    for (const size of sizes.slice(0, Math.max(0, sizes.length - this.#options.heldSizes))) {
      const graphs = this.#open.get(size);
      this.#open.delete(size);
      if (graphs) await closeAll(graphs);
    }
  }
}

async function closeAll(graphs: ReadonlyMap<string, Promise<Engine>>): Promise<void> {
  for (const engine of await Promise.allSettled(graphs.values())) {
    if (engine.status === 'fulfilled') await engine.value.dispose();
  }
}
