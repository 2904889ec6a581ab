import type { GraphBuilder, Value } from '../graph/graph-builder.ts';
import type { LinearEmitter, LinearSpec } from '../graph/linear.ts';
import { add, mul, tensor } from '../graph/ops.ts';
import { type LayerScales, type QdqFormat, type QdqPlan, qdqRules } from './qdq-plan.ts';
import { leastHalfScale } from './weight-rows.ts';

/** Element type of the codes. */
const codeType = { fp8: 'float8e4m3', int8: 'int8' } as const;

/**
 * Emits the linears of a plan in the form that TensorRT fuses: the input through QuantizeLinear and
 * DequantizeLinear with one scale, the weight stored as codes and a DequantizeLinear straight into MatMul, no
 * cast and no transposition between, zero points 0. All other linears are `high`. Layers that read the same
 * value with the same scales share one quantisation of it, so use one emitter for one graph.
 *
 * Scales, and so what DequantizeLinear gives, are in the floating-point type of the graph's dialect.
 */
export function qdqLinear(plan: QdqPlan, high: LinearEmitter): LinearEmitter {
  const inputs = new Map<string, Value>();
  return (g, x, spec) => {
    const scales = plan.layers[spec.name];
    if (!scales) return high(g, x, spec);
    const key = `${x.name} ${scales.input} ${scales.smooth?.join(' ') ?? ''}`;
    const input = inputs.get(key) ?? throughCodes(g, x, scales, plan.format);
    inputs.set(key, input);
    return product(g, input, spec, scales, plan.format);
  };
}

/** What the input looks like after quantisation. */
function throughCodes(g: GraphBuilder, x: Value, { input, smooth }: LayerScales, format: QdqFormat): Value {
  const even = g.inType(smooth ? smoothed(g, x, smooth) : x, g.dialect.compute);
  return quantised(g, even, input, format);
}

/** x through codes and back, with one scale, in its own floating-point type. */
export function quantised(g: GraphBuilder, x: Value, scaleValue: number, format: QdqFormat): Value {
  const least = x.type === 'float16' ? leastHalfScale : 0;
  const scale = g.constant(x.type, [], [Math.max(scaleValue, least)]);
  const type = codeType[format];
  const zero = g.constant(type, [], [0]);
  const { shape } = x;
  const codes = g.node({ op: 'QuantizeLinear', inputs: [x, scale, zero] }, { shape, type });
  return g.node({ op: 'DequantizeLinear', inputs: [codes, scale, zero] }, { shape, type: x.type });
}

/** In the type of x, before it becomes shorter: smoothing takes outliers away. */
function smoothed(g: GraphBuilder, x: Value, smooth: readonly number[]): Value {
  const factors = smooth.map((s) => 1 / s);
  return mul(g, x, g.constant('float32', [smooth.length], factors));
}

function product(
  g: GraphBuilder,
  x: Value,
  { name, rows, columns, bias = true }: LinearSpec,
  { smooth }: LayerScales,
  format: QdqFormat,
): Value {
  const weight = dequantisedWeight(g, { name, rows, columns }, smooth, format);
  const shape = [x.shape[0] ?? 1, rows];
  const result = g.node({ op: 'MatMul', inputs: [x, weight] }, { shape });
  return bias ? add(g, result, tensor(g, `${name}.bias`, [rows])) : result;
}

function dequantisedWeight(
  g: GraphBuilder,
  { name, rows, columns }: LinearSpec,
  smooth: LayerScales['smooth'],
  format: QdqFormat,
): Value {
  const half = g.dialect.compute === 'float16';
  const recipe = { tensor: `${name}.weight`, format, smooth, half };
  const type = codeType[format];
  const channels = qdqRules[format].weightScales === 'channel' ? [rows] : [];
  const codes = g.weight({
    name: `${name}.weight.${format}`,
    type,
    shape: [columns, rows],
    recipe: { kind: 'qdq', ...recipe },
  });
  const stored = g.weight({
    name: `${name}.weight.${format}.scale`,
    type: 'float32',
    shape: channels,
    recipe: { kind: 'qdq-scales', ...recipe },
  });
  const scale = g.inType(stored, g.dialect.compute);
  const zero = g.constant(type, channels, Array<number>(channels[0] ?? 1).fill(0));
  return g.node(
    { op: 'DequantizeLinear', inputs: [codes, scale, zero], attributes: { axis: 1 } },
    { shape: [columns, rows], type: scale.type },
  );
}
