import type { LinearSpec } from '../graph/linear.ts';

/** How one linear layer is stored and computed. */
export type LinearPrecision = 'fp32' | 'int8';

/** Networks whose linears a plan may change. */
export type PlannedComponent = 'transformer' | 'clip' | 't5';

export interface PrecisionRule {
  readonly component: PlannedComponent;
  /** Matched against the layer's name in the checkpoint. */
  readonly layers: RegExp;
  readonly precision: LinearPrecision;
}

export interface PrecisionPlan {
  readonly name: 'fp32' | 'int8';
  /** The first rule that fits decides; layers that none fits stay FP32. */
  readonly rules: readonly PrecisionRule[];
  /** Bits of an INT8 weight; see {@link weightBitsFor}. */
  readonly weightBits: 7 | 8;
}

/**
 * Large linears of the blocks. Everything else is protected because nothing matches it: `pos_embed`,
 * `time_text_embed`, `context_embedder`, every AdaLN linear, `norm_out` and `proj_out` are small or feed
 * every token. Text encoders run once a picture and carry T5's large outliers, so they stay FP32.
 */
const int8Rules: readonly PrecisionRule[] = [
  {
    component: 'transformer',
    layers: /^transformer_blocks\.\d+\.attn2?\.(to_[qkv]|add_[qkv]_proj|to_out\.0|to_add_out)$/,
    precision: 'int8',
  },
  {
    component: 'transformer',
    layers: /^transformer_blocks\.\d+\.ff(_context)?\.net\.(0\.proj|2)$/,
    precision: 'int8',
  },
];

/** The plan of a precision. */
export function precisionPlan(name: PrecisionPlan['name'], weightBits: 7 | 8): PrecisionPlan {
  return { name, rules: name === 'int8' ? int8Rules : [], weightBits };
}

/** What the plan says of one layer. */
export function precisionOf(
  plan: PrecisionPlan,
  component: PlannedComponent,
  layer: LinearSpec,
): LinearPrecision {
  const rule = plan.rules.find((r) => r.component === component && r.layers.test(layer.name));
  return rule?.precision ?? 'fp32';
}
