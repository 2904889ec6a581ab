import type { ClipConfig } from '../checkpoint/configs.ts';
import type { GraphBuilder, Value } from './graph-builder.ts';
import { type LinearEmitter, linearFloat32 } from './linear.ts';
import { add, attention, gather, layerNorm, quickGelu, reshape, tensor } from './ops.ts';

/** CLIP's sigmoid approximation of GELU. */
const quickGeluAlpha = 1.702;

/** Stands for minus infinity in the causal mask: exp of it is exactly 0 in F32, and F16 holds it. */
const masked = -3e4;

/**
 * `CLIPTextModelWithProjection` for one row of tokens.
 *
 * Inputs: `input_ids` int64 [1, S], `eos_position` int64 [1]. Outputs: `hidden_states` [1, S, H], what
 * enters the last layer (no final norm), and `text_embeds` [1, P], the normed end-token state, projected.
 * Padding tokens take part, as in the reference pipeline, which passes no mask.
 */
export function emitClipText(
  g: GraphBuilder,
  config: ClipConfig,
  tokens: number,
  linear: LinearEmitter,
): void {
  const width = config.hidden_size;
  const ids = g.input('input_ids', 'int64', [1, tokens]);
  const eos = g.input('eos_position', 'int64', [1]);
  const mask = causalMask(g, tokens);
  // The sums of residuals are FP32 in every dialect.
  let states = g.inType(reshape(g, embed(g, config, ids, tokens), [tokens, width]), 'float32');
  let penultimate = states;
  for (let layer = 0; layer < config.num_hidden_layers; layer++) {
    penultimate = states;
    states = emitLayer(g, config, layer, states, mask, linear);
  }
  g.output('hidden_states', reshape(g, penultimate, [1, tokens, width]));
  const last = norm(g, config, 'text_model.final_layer_norm', gather(g, states, eos));
  const projection = { name: 'text_projection', rows: config.projection_dim, columns: width, bias: false };
  g.output('text_embeds', linearFloat32(g, last, projection));
}

function embed(g: GraphBuilder, config: ClipConfig, ids: Value, tokens: number): Value {
  const width = config.hidden_size;
  const table = tensor(g, 'text_model.embeddings.token_embedding.weight', [config.vocab_size, width]);
  const name = 'text_model.embeddings.position_embedding.weight';
  const positions = g.weight({
    name: `positions.${tokens}`,
    type: 'float32',
    shape: [1, tokens, width],
    recipe: { kind: 'float32', parts: [{ tensor: name, range: { start: 0, count: tokens * width } }] },
  });
  return add(g, gather(g, table, ids), positions);
}

/** [1, 1, S, S]: a token sees itself and what came before. */
function causalMask(g: GraphBuilder, tokens: number): Value {
  const values = Array.from({ length: tokens * tokens }, (_, i) =>
    i % tokens > Math.floor(i / tokens) ? masked : 0,
  );
  return g.constant('float32', [1, 1, tokens, tokens], values);
}

function emitLayer(
  g: GraphBuilder,
  config: ClipConfig,
  layer: number,
  x: Value,
  mask: Value,
  linear: LinearEmitter,
): Value {
  const name = `text_model.encoder.layers.${layer}`;
  const { hidden_size: width, intermediate_size: wide } = config;
  const [rows = 1] = x.shape;
  const normed = norm(g, config, `${name}.layer_norm1`, x);
  const project = (part: string): Value =>
    reshape(g, linear(g, normed, { name: `${name}.self_attn.${part}`, rows: width, columns: width }), [
      1,
      rows,
      width,
    ]);
  const options = { heads: config.num_attention_heads, bias: mask };
  const mixed = attention(g, project('q_proj'), project('k_proj'), project('v_proj'), options);
  const out = { name: `${name}.self_attn.out_proj`, rows: width, columns: width };
  const sum = add(g, x, linear(g, reshape(g, mixed, [rows, width]), out));
  const up = { name: `${name}.mlp.fc1`, rows: wide, columns: width };
  const hidden = activation(g, config, linear(g, norm(g, config, `${name}.layer_norm2`, sum), up));
  return add(g, sum, linear(g, hidden, { name: `${name}.mlp.fc2`, rows: width, columns: wide }));
}

function activation(g: GraphBuilder, config: ClipConfig, x: Value): Value {
  if (config.hidden_act === 'quick_gelu') return quickGelu(g, x, quickGeluAlpha);
  return g.node({ op: 'Gelu', domain: 'com.microsoft', inputs: [x] }, { shape: x.shape });
}

function norm(g: GraphBuilder, config: ClipConfig, name: string, x: Value): Value {
  const width = config.hidden_size;
  const scale = tensor(g, `${name}.weight`, [width]);
  return layerNorm(g, x, scale, tensor(g, `${name}.bias`, [width]), config.layer_norm_eps);
}
