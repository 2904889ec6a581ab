import type { GraphBuilder, Value } from './graph-builder.ts';
import { dataType, type ElemType } from './onnx-proto.ts';

/** Emits one ONNX operator each, with the result's static shape. */

export function elements(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** Shape of an elementwise result under ONNX (NumPy) broadcasting. */
function broadcast(a: readonly number[], b: readonly number[]): number[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis) =>
    Math.max(a[a.length - rank + axis] ?? 1, b[b.length - rank + axis] ?? 1),
  );
}

export function add(g: GraphBuilder, a: Value, b: Value): Value {
  return g.node({ op: 'Add', inputs: [a, b] }, { shape: broadcast(a.shape, b.shape) });
}

export function mul(g: GraphBuilder, a: Value, b: Value): Value {
  return g.node({ op: 'Mul', inputs: [a, b] }, { shape: broadcast(a.shape, b.shape) });
}

/** An operator of one input whose result has the input's shape: Sin, Cos, Sigmoid, … */
export function unary(g: GraphBuilder, op: string, x: Value): Value {
  return g.node({ op, inputs: [x] }, { shape: x.shape });
}

/** The same values in another element type. */
export function castTo(g: GraphBuilder, type: ElemType, x: Value): Value {
  return g.node({ op: 'Cast', inputs: [x], attributes: { to: dataType[type] } }, { shape: x.shape, type });
}

export function reshape(g: GraphBuilder, x: Value, shape: readonly number[]): Value {
  if (elements(shape) !== elements(x.shape)) {
    throw new Error(`Cannot reshape [${x.shape}] to [${shape}]: the number of elements differs.`);
  }
  return g.node({ op: 'Reshape', inputs: [x, g.constant('int64', [shape.length], shape)] }, { shape });
}

export function transpose(g: GraphBuilder, x: Value, perm: readonly number[]): Value {
  const shape = perm.map((axis) => x.shape[axis] ?? 1);
  return g.node({ op: 'Transpose', inputs: [x], attributes: { perm } }, { shape });
}

export function concat(g: GraphBuilder, values: readonly Value[], axis: number): Value {
  const total = values.reduce((sum, value) => sum + (value.shape[axis] ?? 1), 0);
  const shape = (values[0]?.shape ?? []).map((size, i) => (i === axis ? total : size));
  return g.node({ op: 'Concat', inputs: values, attributes: { axis } }, { shape });
}

/** Cuts an axis into pieces of the given sizes. */
export function split(g: GraphBuilder, x: Value, axis: number, sizes: readonly number[]): Value[] {
  const results = sizes.map((size) => ({ shape: x.shape.map((old, i) => (i === axis ? size : old)) }));
  const inputs = [x, g.constant('int64', [sizes.length], sizes)];
  return g.nodes({ op: 'Split', inputs, attributes: { axis } }, results);
}

/** Rows of a table: `table[ids]` along axis 0. */
export function gather(g: GraphBuilder, table: Value, ids: Value): Value {
  return g.node(
    { op: 'Gather', inputs: [table, ids], attributes: { axis: 0 } },
    { shape: [...ids.shape, ...table.shape.slice(1)] },
  );
}

/** The checkpoint tensor as F32 initialiser, in its own shape or another of the same size. */
export function tensor(g: GraphBuilder, name: string, shape: readonly number[]): Value {
  return g.weight({ name, type: 'float32', shape, recipe: { kind: 'float32', parts: [{ tensor: name }] } });
}

/**
 * Normalisation over the last axis: `(x - mean) / sqrt(variance + eps) * scale + bias`.
 *
 * @param scale,bias [D]
 */
export function layerNorm(g: GraphBuilder, x: Value, scale: Value, bias: Value, eps: number): Value {
  return g.node(
    {
      op: 'LayerNormalization',
      inputs: [x, scale, bias],
      attributes: { axis: -1, epsilon: { float: eps } },
    },
    { shape: x.shape },
  );
}

/** Normalisation over the last axis by the root of the mean square, no mean taken off; scale [D]. */
export function rmsNorm(g: GraphBuilder, x: Value, scale: Value, eps: number): Value {
  return g.node(
    {
      op: 'SimplifiedLayerNormalization',
      inputs: [x, scale],
      attributes: { axis: -1, epsilon: { float: eps } },
    },
    { shape: x.shape },
  );
}

/** GELU by its tanh approximation. */
export function fastGelu(g: GraphBuilder, x: Value): Value {
  if (g.operators === 'standard') {
    return g.node({ op: 'Gelu', inputs: [x], attributes: { approximate: 'tanh' } }, { shape: x.shape });
  }
  return g.node({ op: 'FastGelu', domain: 'com.microsoft', inputs: [x] }, { shape: x.shape });
}

/**
 * {@link fastGelu} of `x + bias`, where x is the product of a layer.
 *
 * @param layer its name in the checkpoint, since the sum belongs to it
 */
export function biasedGelu(g: GraphBuilder, x: Value, bias: Value, layer: string): Value {
  const spec = { inputs: [x, bias], layers: [layer] };
  if (g.operators === 'standard') return fastGelu(g, g.node({ op: 'Add', ...spec }, { shape: x.shape }));
  return g.node({ op: 'FastGelu', domain: 'com.microsoft', ...spec }, { shape: x.shape });
}

/** `x * sigmoid(alpha * x)`; alpha 1 is SiLU, 1.702 is CLIP's GELU. */
export function quickGelu(g: GraphBuilder, x: Value, alpha: number): Value {
  if (g.operators === 'standard') {
    const scaled = alpha === 1 ? x : mul(g, x, g.constant('float32', [], [alpha]));
    return mul(g, x, unary(g, 'Sigmoid', scaled));
  }
  return g.node(
    { op: 'QuickGelu', domain: 'com.microsoft', inputs: [x], attributes: { alpha: { float: alpha } } },
    { shape: x.shape },
  );
}

export function silu(g: GraphBuilder, x: Value): Value {
  return quickGelu(g, x, 1);
}

export interface AttentionOptions {
  readonly heads: number;
  /** 1 / sqrt(head size) by default. */
  readonly scale?: number;
  /** Added to the scores, [1 or B, 1 or heads, Sq, Sk]. */
  readonly bias?: Value;
}

/**
 * `softmax(q · kᵀ · scale + bias) · v`, head by head.
 *
 * @param q,k,v [B, S, heads * size]
 */
export function attention(g: GraphBuilder, q: Value, k: Value, v: Value, options: AttentionOptions): Value {
  const { heads, scale, bias } = options;
  const inputs = bias ? [q, k, v, null, null, bias] : [q, k, v];
  return g.node(
    {
      op: 'MultiHeadAttention',
      domain: 'com.microsoft',
      inputs,
      attributes: { num_heads: heads, ...(scale === undefined ? {} : { scale: { float: scale } }) },
    },
    { shape: q.shape },
  );
}
