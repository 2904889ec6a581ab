import { type ConvEmitter, convFloat32 } from '../graph/convolution.ts';
import type { GraphBuilder, Value } from '../graph/graph-builder.ts';

/** Names of the outputs that tell a convolution's least and largest values. */
export const convRangeOutputs = {
  input: (name: string) => [`input-min ${name}`, `input-max ${name}`] as const,
  output: (name: string) => [`output-min ${name}`, `output-max ${name}`] as const,
} as const;

/**
 * Emits convolutions in FP32 and, for each, four more outputs of the graph, each a number.
 *
 * @param onConv told of each convolution, in the order of the graph
 */
export function recordingConv(onConv: (name: string) => void): ConvEmitter {
  const recorded = (g: GraphBuilder, name: string, x: Value, y: Value): Value => {
    record(g, convRangeOutputs.input(name), x);
    record(g, convRangeOutputs.output(name), y);
    onConv(name);
    return y;
  };
  return {
    conv: (g, x, spec) => recorded(g, spec.name, x, convFloat32.conv(g, x, spec)),
    upsample: (g, x, name) => recorded(g, name, x, convFloat32.upsample(g, x, name)),
  };
}

function record(g: GraphBuilder, [least, largest]: readonly [string, string], x: Value): void {
  for (const [name, op] of [
    [least, 'ReduceMin'],
    [largest, 'ReduceMax'],
  ] as const) {
    g.output(name, g.node({ op, inputs: [x], attributes: { keepdims: 0 } }, { shape: [] }));
  }
}
