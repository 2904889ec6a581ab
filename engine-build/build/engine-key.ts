import { createHash } from 'node:crypto';
import type { Backend, EngineShape, Precision } from './manifest.ts';

/** Everything that changes an engine. */
export interface KeyParts {
  /** sha256 of each graph file, by path. */
  readonly graphs: Readonly<Record<string, string>>;
  /** sha256 over the hashes of all weight files; see {@link weightsHash}. */
  readonly weights: string;
  /** sha256 of the model's table of words, null without one. */
  readonly words: string | null;
  /** The precision plan as data. */
  readonly plan: unknown;
  readonly shapes: readonly EngineShape[];
  readonly backend: Backend;
  readonly precision: Precision;
  /** Name and version of what will execute the graphs. */
  readonly library: string;
  /** What the plans were built for and how, as data; only engines of plans have it. */
  readonly builder?: unknown;
}

/** sha256 over the parts in a fixed order: equal parts, equal key. */
export function engineKey(parts: KeyParts): string {
  const { graphs, weights, words, plan, shapes, backend, precision, library, builder } = parts;
  const sorted = Object.entries(graphs).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const built = builder === undefined ? [] : [builder];
  return sha256(
    JSON.stringify([sorted, weights, words, plan, shapes, backend, precision, library, ...built]),
  );
}

/** One hash for several weight files, whatever their order. */
export function weightsHash(hashes: readonly string[]): string {
  return sha256(hashes.toSorted().join('\n'));
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
