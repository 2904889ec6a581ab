import type { GraphBuilder, Value } from './graph-builder.ts';
import { emitHeadInputs, type HeadInputs, joinStreams } from './mmdit-attention.ts';
import { type MmditContext, normEpsilon, type Streams } from './mmdit-context.ts';
import type { BlockModulation, Modulation } from './mmdit-modulation.ts';
import { add, biasedGelu, layerNorm, mul, reshape, tensor } from './ops.ts';

/**
 * One `JointTransformerBlock`: joint attention of both streams, where configured a second attention of
 * the image alone, then a feed-forward for each stream. In the last block the text stream is dropped.
 */
export function emitBlock(
  g: GraphBuilder,
  context: MmditContext,
  layer: number,
  { image, text }: Streams,
  modulation: BlockModulation,
): Streams {
  const block = `transformer_blocks.${layer}`;
  const imageNorm = modulate(g, context, image, modulation.image.attention);
  const textNorm = modulate(g, context, text, modulation.text.attention);
  const joint = emitJointAttention(g, context, `${block}.attn`, imageNorm, textNorm);
  const { dual, attention: imageGates, feedForward: imageFeed } = modulation.image;
  const dualOut = dual
    ? emitDualAttention(g, context, `${block}.attn2`, modulate(g, context, image, dual))
    : null;
  const { linear } = context;
  const width = context.config.caption_projection_dim;
  const out = linear(g, joint.image, { name: `${block}.attn.to_out.0`, rows: width, columns: width });
  let imageSum = addGated(g, context, image, out, imageGates.gate);
  if (dual && dualOut) imageSum = addGated(g, context, imageSum, dualOut, dual.gate);
  const imageDone = emitFeedForward(g, context, `${block}.ff`, imageSum, imageFeed);
  const { feedForward: textFeed, attention: textGates } = modulation.text;
  if (!textFeed || !textGates.gate) return { image: imageDone, text };
  const textOut = linear(g, joint.text, { name: `${block}.attn.to_add_out`, rows: width, columns: width });
  const textSum = addGated(g, context, text, textOut, textGates.gate);
  return { image: imageDone, text: emitFeedForward(g, context, `${block}.ff_context`, textSum, textFeed) };
}

/**
 * LayerNorm without own parameters, then `x * (1 + scale) + shift`; x is [B * S, D].
 *
 * With one picture the norm takes both as its own parameters. With two, ONNX Runtime would broadcast them
 * inside the norm, which is measured at twice the time of a plain norm and two elementwise operators.
 */
export function modulate(
  g: GraphBuilder,
  { batch }: MmditContext,
  x: Value,
  { scale, shift }: Modulation,
): Value {
  const [rows = 1, width = 1] = x.shape;
  if (batch === 1)
    return layerNorm(g, x, reshape(g, scale, [width]), reshape(g, shift, [width]), normEpsilon);
  const ones = g.constant('float32', [width], Array<number>(width).fill(1));
  const zeros = g.constant('float32', [width], Array<number>(width).fill(0));
  const norm = reshape(g, layerNorm(g, x, ones, zeros, normEpsilon), [batch, rows / batch, width]);
  return reshape(g, add(g, mul(g, norm, scale), shift), [rows, width]);
}

function addGated(g: GraphBuilder, { batch }: MmditContext, x: Value, delta: Value, gate: Value): Value {
  const [rows = 1, width = 1] = x.shape;
  const gated = mul(g, reshape(g, delta, [batch, rows / batch, width]), gate);
  return add(g, x, reshape(g, gated, [rows, width]));
}

function emitJointAttention(
  g: GraphBuilder,
  context: MmditContext,
  name: string,
  image: Value,
  text: Value,
): Streams {
  const own = emitHeadInputs(g, context, image, {
    linears: [`${name}.to_q`, `${name}.to_k`, `${name}.to_v`],
    norms: [`${name}.norm_q`, `${name}.norm_k`],
  });
  const added = emitHeadInputs(g, context, text, {
    linears: [`${name}.add_q_proj`, `${name}.add_k_proj`, `${name}.add_v_proj`],
    norms: [`${name}.norm_added_q`, `${name}.norm_added_k`],
  });
  return joinStreams(g, context, name, own, added);
}

function emitDualAttention(g: GraphBuilder, context: MmditContext, name: string, image: Value): Value {
  const width = context.config.caption_projection_dim;
  const inputs: HeadInputs = emitHeadInputs(g, context, image, {
    linears: [`${name}.to_q`, `${name}.to_k`, `${name}.to_v`],
    norms: [`${name}.norm_q`, `${name}.norm_k`],
  });
  const mixed = context.attention(g, name, inputs, context.config.num_attention_heads);
  const flat = reshape(g, mixed, image.shape);
  return context.linear(g, flat, { name: `${name}.to_out.0`, rows: width, columns: width });
}

function emitFeedForward(
  g: GraphBuilder,
  context: MmditContext,
  name: string,
  x: Value,
  modulation: Modulation & { readonly gate: Value },
): Value {
  const width = context.config.caption_projection_dim;
  const up = { name: `${name}.net.0.proj`, rows: 4 * width, columns: width, bias: false };
  const hidden = context.linear(g, modulate(g, context, x, modulation), up);
  const active = biasedGelu(g, hidden, tensor(g, `${up.name}.bias`, [up.rows]), up.name);
  const down = context.linear(g, active, { name: `${name}.net.2`, rows: width, columns: 4 * width });
  return addGated(g, context, x, down, modulation.gate);
}
