import type { GraphBuilder, Value } from './graph-builder.ts';
import { add, elements, mul, reshape, tensor, unary } from './ops.ts';

/** Of all group norms of AutoencoderKL. */
const epsilon = 1e-6;

/**
 * Normalises groups of channels over the picture x [1, C, h, w], then scales and shifts each channel by
 * `<name>.weight` and `<name>.bias`.
 *
 * ONNX Runtime's CPU has no GroupNormalization, and its InstanceNormalization runs on one thread. So the
 * statistics are reduced, first along rows and then over the group (which also keeps F32 sums exact to
 * 1e-6), and everything is applied in one pass as a 1×1 convolution of each channel; for GPUs, which run elementwise operators
 * together with their neighbours, as these. Squares are written out
 * first: ONNX Runtime's ReduceSumSquare adds up one by one, its ReduceSum does not.
 */
export function groupNorm(g: GraphBuilder, activations: Value, name: string, groups: number): Value {
  // Squares leave the range of F16.
  const x = g.inType(activations, 'float32');
  const [, channels = 1] = x.shape;
  const share = g.constant('float32', [1], [groups / elements(x.shape)]);
  const mean = mul(g, groupSum(g, x, groups), share);
  const meanSquare = mul(g, groupSum(g, mul(g, x, x), groups), share);
  const deviation = unary(
    g,
    'Sqrt',
    add(g, variance(g, mean, meanSquare), g.constant('float32', [1], [epsilon])),
  );
  const perGroup = [groups, channels / groups];
  const scale = binary(g, 'Div', tensor(g, `${name}.weight`, perGroup), deviation);
  const shift = binary(g, 'Sub', tensor(g, `${name}.bias`, perGroup), mul(g, mean, scale));
  if (g.dialect.compute !== 'float32') {
    const planes = [1, channels, 1, 1];
    return add(g, mul(g, x, reshape(g, scale, planes)), reshape(g, shift, planes));
  }
  const weights = [reshape(g, scale, [channels, 1, 1, 1]), reshape(g, shift, [channels])];
  const attributes = { group: channels, kernel_shape: [1, 1] };
  return g.node({ op: 'Conv', inputs: [x, ...weights], attributes }, { shape: x.shape });
}

/** [groups, 1] */
function groupSum(g: GraphBuilder, x: Value, groups: number): Value {
  const rows = x.shape.slice(0, -1);
  const sums = reduceSum(g, x, x.shape.length - 1, rows);
  const grouped = reshape(g, sums, [groups, elements(rows) / groups]);
  return reshape(g, reduceSum(g, grouped, 1, [groups]), [groups, 1]);
}

function reduceSum(g: GraphBuilder, x: Value, axis: number, shape: readonly number[]): Value {
  const inputs = [x, g.constant('int64', [1], [axis])];
  return g.node({ op: 'ReduceSum', inputs, attributes: { keepdims: 0 } }, { shape });
}

/** Never negative: for a group of equal values rounding may leave the difference just below zero. */
function variance(g: GraphBuilder, mean: Value, meanSquare: Value): Value {
  return unary(g, 'Relu', binary(g, 'Sub', meanSquare, mul(g, mean, mean)));
}

function binary(g: GraphBuilder, op: 'Sub' | 'Div', a: Value, b: Value): Value {
  return g.node({ op, inputs: [a, b] }, { shape: a.shape });
}
