import type { TransformerConfig } from '../checkpoint/configs.ts';
import type { Value } from './graph-builder.ts';
import type { LinearEmitter } from './linear.ts';

/** What all blocks of a transformer graph share. */
export interface MmditContext {
  readonly config: TransformerConfig;
  readonly linear: LinearEmitter;
  readonly batch: number;
}

/** Both token streams, each [B * S, D]. */
export interface Streams {
  readonly image: Value;
  readonly text: Value;
}

/** Of all norms of the transformer, AdaLN's and the per-head ones. */
export const normEpsilon = 1e-6;
