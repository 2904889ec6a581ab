import type { T5Config } from '../checkpoint/configs.ts';
import { t5UpLinears } from '../checkpoint/text-tensors.ts';
import type { GraphBuilder, Value } from './graph-builder.ts';
import type { LinearEmitter } from './linear.ts';
import { add, attention, fastGelu, gather, mul, reshape, rmsNorm, tensor, transpose, unary } from './ops.ts';

/**
 * `T5EncoderModel` for one row of tokens, padding included.
 *
 * Input: `input_ids` int64 [1, S]. Output: `hidden_states` [1, S, D].
 *
 * @param vocabulary name of the table [vocab, D]
 */
export function emitT5Text(
  g: GraphBuilder,
  config: T5Config,
  vocabulary: string,
  tokens: number,
  linear: LinearEmitter,
): void {
  const ids = g.input('input_ids', 'int64', [1, tokens]);
  const table = tensor(g, vocabulary, [config.vocab_size, config.d_model]);
  const bias = relativeBias(g, config, tokens);
  // The sums of residuals are FP32 in every dialect: T5's leave the range of F16.
  let states = g.inType(reshape(g, gather(g, table, ids), [tokens, config.d_model]), 'float32');
  for (let layer = 0; layer < config.num_layers; layer++) {
    states = emitAttention(g, config, layer, states, bias, linear);
    states = emitFeedForward(g, config, layer, states, linear);
  }
  const out = norm(g, config, 'encoder.final_layer_norm', states);
  g.output('hidden_states', reshape(g, out, [1, tokens, config.d_model]));
}

/** [1, heads, S, S], stored in layer 0 and used by all layers. */
function relativeBias(g: GraphBuilder, config: T5Config, tokens: number): Value {
  const { relative_attention_num_buckets: buckets, relative_attention_max_distance: reach } = config;
  const name = 'encoder.block.0.layer.0.SelfAttention.relative_attention_bias.weight';
  const table = tensor(g, name, [buckets, config.num_heads]);
  const indices = Array.from({ length: tokens * tokens }, (_, i) =>
    relativeBucket((i % tokens) - Math.floor(i / tokens), buckets, reach),
  );
  const rows = gather(g, table, g.constant('int64', [tokens, tokens], indices));
  return reshape(g, transpose(g, rows, [2, 0, 1]), [1, config.num_heads, tokens, tokens]);
}

/**
 * T5's bidirectional bucket of a distance (key position minus query position): half of the buckets for
 * each direction, half of those exact, the rest logarithmic up to `reach`. In F32, as the reference.
 */
export function relativeBucket(distance: number, buckets: number, reach: number): number {
  const side = buckets / 2;
  const base = distance > 0 ? side : 0;
  const away = Math.abs(distance);
  const exact = Math.floor(side / 2);
  if (away < exact) return base + away;
  const f = Math.fround;
  const ratio = f(f(Math.log(f(away / exact))) / f(Math.log(reach / exact)));
  return base + Math.min(side - 1, exact + Math.floor(f(ratio * (side - exact))));
}

function emitAttention(
  g: GraphBuilder,
  config: T5Config,
  layer: number,
  x: Value,
  bias: Value,
  linear: LinearEmitter,
): Value {
  const name = `encoder.block.${layer}.layer.0`;
  const inner = config.num_heads * config.d_kv;
  const [rows = 1] = x.shape;
  const normed = norm(g, config, `${name}.layer_norm`, x);
  const project = (part: string): Value => {
    const spec = { name: `${name}.SelfAttention.${part}`, rows: inner, columns: config.d_model, bias: false };
    return reshape(g, linear(g, normed, spec), [1, rows, inner]);
  };
  // T5 has no 1/sqrt(head size): it is folded into the initial weights.
  const mixed = attention(g, project('q'), project('k'), project('v'), {
    heads: config.num_heads,
    scale: 1,
    bias,
  });
  const out = { name: `${name}.SelfAttention.o`, rows: config.d_model, columns: inner, bias: false };
  return add(g, x, linear(g, reshape(g, mixed, [rows, inner]), out));
}

function emitFeedForward(
  g: GraphBuilder,
  config: T5Config,
  layer: number,
  x: Value,
  linear: LinearEmitter,
): Value {
  const name = `encoder.block.${layer}.layer.1`;
  const { d_model: width, d_ff: wide } = config;
  const normed = norm(g, config, `${name}.layer_norm`, x);
  const up = (part: string): Value =>
    linear(g, normed, { name: `${name}.DenseReluDense.${part}`, rows: wide, columns: width, bias: false });
  const [first = normed, gated] = t5UpLinears(config).map(up);
  const hidden = gated ? mul(g, fastGelu(g, first), gated) : unary(g, 'Relu', first);
  const down = { name: `${name}.DenseReluDense.wo`, rows: width, columns: wide, bias: false };
  return add(g, x, linear(g, hidden, down));
}

function norm(g: GraphBuilder, config: T5Config, name: string, x: Value): Value {
  return rmsNorm(g, x, tensor(g, `${name}.weight`, [config.d_model]), config.layer_norm_epsilon);
}
