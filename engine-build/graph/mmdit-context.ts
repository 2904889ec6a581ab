import type { TransformerConfig } from '../checkpoint/configs.ts';
import type { GraphBuilder, Value } from './graph-builder.ts';
import { type LinearEmitter, linearFloat32 } from './linear.ts';
import { attention } from './ops.ts';
import { type StackedEmitter, stackedPlain } from './stacked-linear.ts';

/**
 * Emits the attention of a block, `<name>` in the checkpoint; implementations differ in precision. q, k and v are
 * [B, S, D], as is the result.
 */
export type AttentionEmitter = (
  g: GraphBuilder,
  name: string,
  inputs: { readonly q: Value; readonly k: Value; readonly v: Value },
  heads: number,
) => Value;

export const attentionPlain: AttentionEmitter = (g, _, { q, k, v }, heads) =>
  attention(g, q, k, v, { heads });

/** Who emits what a plan may shorten; all else is in the type of the graph's dialect. */
export interface MmditEmitters {
  /** The large linears of the blocks. */
  readonly linear: LinearEmitter;
  /** All AdaLN linears, a third of SD3.5 medium's weights. */
  readonly modulation: StackedEmitter;
  readonly attention: AttentionEmitter;
}

export const plainEmitters: MmditEmitters = {
  linear: linearFloat32,
  modulation: stackedPlain,
  attention: attentionPlain,
};

/** What all blocks of a transformer graph share. */
export interface MmditContext {
  readonly config: TransformerConfig;
  readonly linear: LinearEmitter;
  readonly attention: AttentionEmitter;
  readonly batch: number;
}

/** Both token streams, each [B * S, D]. */
export interface Streams {
  readonly image: Value;
  readonly text: Value;
}

/** Of all norms of the transformer, AdaLN's and the per-head ones. */
export const normEpsilon = 1e-6;
