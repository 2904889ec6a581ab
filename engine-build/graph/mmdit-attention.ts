import type { GraphBuilder, Value } from './graph-builder.ts';
import { type MmditContext, normEpsilon, type Streams } from './mmdit-context.ts';
import { concat, reshape, rmsNorm, split, tensor } from './ops.ts';

/** Queries, keys and values of one stream, each [B, S, D]. */
export interface HeadInputs {
  readonly q: Value;
  readonly k: Value;
  readonly v: Value;
}

/** Names of the projections (q, k, v) and of the per-head norms (q, k). */
export interface HeadNames {
  readonly linears: readonly [string, string, string];
  readonly norms: readonly [string, string];
}

/** Projects one stream x [B * S, D] and, where the model has them, normalises each head's q and k. */
export function emitHeadInputs(
  g: GraphBuilder,
  context: MmditContext,
  x: Value,
  names: HeadNames,
): HeadInputs {
  const [rows = 1, width = 1] = x.shape;
  const shape = [context.batch, rows / context.batch, width];
  const project = (name: string): Value => context.linear(g, x, { name, rows: width, columns: width });
  const [q, k, v] = names.linears;
  return {
    q: reshape(g, headNorm(g, context, project(q), names.norms[0]), shape),
    k: reshape(g, headNorm(g, context, project(k), names.norms[1]), shape),
    v: reshape(g, project(v), shape),
  };
}

function headNorm(g: GraphBuilder, { config }: MmditContext, x: Value, name: string): Value {
  if (config.qk_norm === null) return x;
  const [rows = 1] = x.shape;
  const size = config.attention_head_dim;
  const heads = reshape(g, x, [rows * config.num_attention_heads, size]);
  const normed = rmsNorm(g, heads, tensor(g, `${name}.weight`, [size]), normEpsilon);
  return reshape(g, g.inType(normed, g.dialect.compute), x.shape);
}

/** Attention over both streams, image tokens first; each stream gets its own rows back as [B * S, D]. */
export function joinStreams(
  g: GraphBuilder,
  context: MmditContext,
  name: string,
  image: HeadInputs,
  text: HeadInputs,
): Streams {
  const [batch = 1, imageTokens = 1, width = 1] = image.q.shape;
  const textTokens = text.q.shape[1] ?? 1;
  const join = (part: keyof HeadInputs): Value => concat(g, [image[part], text[part]], 1);
  const inputs = { q: join('q'), k: join('k'), v: join('v') };
  const mixed = context.attention(g, name, inputs, context.config.num_attention_heads);
  const [own = mixed, added = mixed] = split(g, mixed, 1, [imageTokens, textTokens]);
  return {
    image: reshape(g, own, [batch * imageTokens, width]),
    text: reshape(g, added, [batch * textTokens, width]),
  };
}
