import type { GraphBuilder, Value } from '../graph/graph-builder.ts';
import { unary } from '../graph/ops.ts';

/** Name of the output that tells the largest magnitudes of the `k`th node that computes layers. */
export const magnitudeOutput = (k: number): string => `layer-amax ${k}`;

/**
 * Adds an output [2] for each node that computes layers: the largest magnitude of what it reads, and of what it
 * gives. Called when the network is emitted.
 *
 * @returns the layers of each such node, in the order of {@link magnitudeOutput}
 */
export function recordMagnitudes(g: GraphBuilder): (readonly string[])[] {
  return g.layerNodes.map(({ layers, input, output }, k) => {
    const inputs = [input, output].map((value) => largest(g, value));
    g.output(magnitudeOutput(k), g.node({ op: 'Concat', inputs, attributes: { axis: 0 } }, { shape: [2] }));
    return layers;
  });
}

function largest(g: GraphBuilder, value: Value): Value {
  const shape = value.shape.map(() => 1);
  const most = g.node(
    { op: 'ReduceMax', inputs: [unary(g, 'Abs', value)], attributes: { keepdims: 1 } },
    { shape },
  );
  return g.node({ op: 'Reshape', inputs: [most, g.constant('int64', [1], [1])] }, { shape: [1] });
}
