import { describe, expect, it } from 'vitest';
import { float16Dialect, float32Dialect } from '../../../engine-build/graph/dialect.ts';
import { GraphBuilder, type Value } from '../../../engine-build/graph/graph-builder.ts';
import { linearFloat32 } from '../../../engine-build/graph/linear.ts';
import { add, castTo } from '../../../engine-build/graph/ops.ts';
import { WeightLayout } from '../../../engine-build/graph/stored-weight.ts';
import { lintQuantised } from '../../../engine-build/quantize/lint.ts';
import { stackedCodes } from '../../../engine-build/quantize/packed-linear.ts';
import { qdqLinear } from '../../../engine-build/quantize/qdq-linear.ts';

const shape = [4, 16];

function lint(emit: (g: GraphBuilder, x: Value) => Value, dialect = float32Dialect): () => void {
  const g = new GraphBuilder('test.onnx', new WeightLayout('test.weights'), 'standard', dialect);
  g.output('y', emit(g, g.input('x', 'float32', shape)));
  return () => lintQuantised(g.graph());
}

/** Through codes and back, with the parts that a test wants wrong. */
function through(
  g: GraphBuilder,
  x: Value,
  parts: { readonly scale?: Value; readonly zero?: Value } = {},
): Value {
  const { scale = g.constant('float32', [], [0.5]), zero = g.constant('int8', [], [0]) } = parts;
  const codes = g.node({ op: 'QuantizeLinear', inputs: [x, scale, zero] }, { shape, type: 'int8' });
  return g.node({ op: 'DequantizeLinear', inputs: [codes, scale, zero] }, { shape, type: 'float32' });
}

describe('lintQuantised', () => {
  it.each(['fp8', 'int8'] as const)('takes what the product emits for %s', (format) => {
    const smooth = format === 'int8' ? Array<number>(16).fill(2) : null;
    const layers = { layer: { input: 0.5, smooth } };
    const spec = { name: 'layer', rows: 32, columns: 16 };
    expect(lint((g, x) => qdqLinear({ format, layers }, linearFloat32)(g, x, spec))).not.toThrow();
  });

  it.each(['fp8', 'int8'] as const)('takes what the product emits for %s around FP16', (format) => {
    const smooth = format === 'int8' ? Array<number>(16).fill(2) : null;
    const emitter = qdqLinear({ format, layers: { layer: { input: 0.5, smooth } } }, linearFloat32);
    const emit = (g: GraphBuilder, x: Value) => emitter(g, x, { name: 'layer', rows: 32, columns: 16 });
    expect(lint(emit, float16Dialect())).not.toThrow();
  });

  it('takes weights that are only stored short', () => {
    const stack = { name: 'm', weights: [], biases: [], rows: 32, columns: 16, layers: ['m'] };
    expect(lint((g, x) => stackedCodes(g, x, stack), float16Dialect())).not.toThrow();
  });

  it.each([
    [
      'scales for each channel of an activation',
      /a scale for each channel of an activation/,
      (g: GraphBuilder, x: Value) => through(g, x, { scale: g.constant('float32', [16], Array(16).fill(1)) }),
    ],
    [
      'another zero point',
      /a zero point other than 0/,
      (g: GraphBuilder, x: Value) => through(g, x, { zero: g.constant('int8', [], [3]) }),
    ],
    [
      'scales that are computed',
      /a scale that is computed while the graph runs/,
      (g: GraphBuilder, x: Value) => through(g, x, { scale: x }),
    ],
    [
      'scales that are not positive',
      /a scale that is not a positive number/,
      (g: GraphBuilder, x: Value) => through(g, x, { scale: g.constant('float32', [], [0]) }),
    ],
    [
      'scales that F16 rounds to nothing',
      /a scale that is not a positive number/,
      (g: GraphBuilder, x: Value) =>
        through(g, castTo(g, 'float16', x), { scale: g.constant('float16', [], [1e-9]) }),
    ],
    [
      'scales of another type than what they scale',
      /QuantizeLinear ".*" reads both FP16 and FP32/,
      (g: GraphBuilder, x: Value) => through(g, castTo(g, 'float16', x)),
    ],
    [
      'sums of different types',
      /Add ".*" reads both FP16 and FP32/,
      (g: GraphBuilder, x: Value) => add(g, castTo(g, 'float16', x), x),
    ],
    [
      'codes that nobody dequantises',
      /reads the codes ".*" without a DequantizeLinear/,
      (g: GraphBuilder, x: Value) => {
        const codes = g.constant('float8e4m3', [16, 4], Array(64).fill(1));
        return g.node({ op: 'MatMul', inputs: [x, codes] }, { shape: [4, 4] });
      },
    ],
    [
      'a cast that keeps codes and product apart',
      /stands between DequantizeLinear and what computes/,
      (g: GraphBuilder, x: Value) => castTo(g, 'float32', through(g, x)),
    ],
    [
      'constants that are quantised while the graph runs',
      /quantises a constant/,
      (g: GraphBuilder) => through(g, g.constant('float32', shape, Array(64).fill(1))),
    ],
  ])('refuses %s', (_, sentence, emit) => {
    expect(lint(emit)).toThrow(sentence);
  });
});
