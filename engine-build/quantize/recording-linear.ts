import type { GraphBuilder, Value } from '../graph/graph-builder.ts';
import { type LinearEmitter, linearFloat32 } from '../graph/linear.ts';
import { unary } from '../graph/ops.ts';
import { isQuantisable } from './qdq-plan.ts';

/** Names of the outputs that tell a layer's largest magnitudes. */
export const rangeOutputs = {
  input: (layer: string) => `input-amax ${layer}`,
  output: (layer: string) => `output-amax ${layer}`,
} as const;

/**
 * Emits linears in FP32 and, for each that may be quantised, two more outputs of the graph: the largest
 * magnitude of each input channel, and of the product.
 *
 * @param onLayer told of each such layer, in the order of the graph
 */
export function recordingLinear(onLayer: (name: string) => void): LinearEmitter {
  const inputs = new Map<string, Value>();
  return (g, x, spec) => {
    const product = linearFloat32(g, x, spec);
    if (!isQuantisable(spec)) return product;
    const input = inputs.get(x.name) ?? columnMaxima(g, x);
    inputs.set(x.name, input);
    g.output(rangeOutputs.input(spec.name), input);
    const shape = [spec.rows];
    g.output(rangeOutputs.output(spec.name), maximum(g, columnMaxima(g, product), shape));
    onLayer(spec.name);
    return product;
  };
}

/** [M, K] to [K]. */
function columnMaxima(g: GraphBuilder, x: Value): Value {
  return maximum(g, unary(g, 'Abs', x), x.shape);
}

/** Over the first axis. */
function maximum(g: GraphBuilder, x: Value, shape: readonly number[]): Value {
  const inputs = [x, g.constant('int64', [1], [0])];
  const rest = shape.slice(1);
  return g.node({ op: 'ReduceMax', inputs, attributes: { keepdims: 0 } }, { shape: rest });
}
