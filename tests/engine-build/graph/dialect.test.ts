import { describe, expect, it } from 'vitest';
import { float16Dialect } from '../../../engine-build/graph/dialect.ts';
import { GraphBuilder, type Value } from '../../../engine-build/graph/graph-builder.ts';
import { linearFloat32 } from '../../../engine-build/graph/linear.ts';
import { add, attention, layerNorm, mul, tensor } from '../../../engine-build/graph/ops.ts';
import { WeightLayout } from '../../../engine-build/graph/stored-weight.ts';

const layer = { name: 'layer', rows: 16, columns: 16 };

function built(emit: (g: GraphBuilder, x: Value) => Value, overflowing: readonly string[] = []) {
  const layout = new WeightLayout('w');
  const g = new GraphBuilder('test', layout, 'standard', float16Dialect(overflowing));
  const y = emit(g, g.input('x', 'float32', [4, 16]));
  g.output('y', y);
  const graph = g.graph();
  const ops = graph.nodes.map(({ op }) => op);
  const weights = layout.placed().map(({ weight: { name, type } }) => `${name} ${type}`);
  return { y, graph, ops, weights };
}

describe('a graph in FP16', () => {
  it('stores what its products read in FP16, and stays FP32 outside', () => {
    const { y, graph, ops, weights } = built((g, x) => linearFloat32(g, x, layer));
    expect(y.type).toBe('float16');
    expect(weights).toEqual(['layer.weight.float16 float16', 'layer.bias.float16 float16']);
    expect(ops).toEqual(['Cast', 'Gemm', 'Cast', 'Identity']);
    expect([graph.inputs[0]?.type, graph.outputs[0]?.type]).toEqual(['float32', 'float32']);
  });

  it('casts a value once for all who read it', () => {
    const { ops } = built((g, x) => add(g, linearFloat32(g, x, layer), linearFloat32(g, x, layer)));
    expect(ops).toEqual(['Cast', 'Gemm', 'Gemm', 'Add', 'Cast', 'Identity']);
  });

  it('normalises and adds residuals in FP32', () => {
    const { y, weights } = built((g, x) => {
      const normed = layerNorm(
        g,
        linearFloat32(g, x, layer),
        tensor(g, 'scale', [16]),
        tensor(g, 'shift', [16]),
        1,
      );
      expect(normed.type).toBe('float32');
      return add(g, x, mul(g, linearFloat32(g, normed, layer), g.constant('float32', [], [2])));
    });
    expect(y.type).toBe('float32');
    expect(weights).toContain('scale float32');
  });

  it('keeps in FP32 what F16 cannot hold, and the attention that reads it', () => {
    const heads = (g: GraphBuilder, v: Value): Value => ({
      ...g.inType(v, v.type as 'float16'),
      shape: [1, 4, 16],
    });
    const { y, weights } = built(
      (g, x) => {
        const q = heads(g, linearFloat32(g, x, layer));
        return attention(g, q, q, heads(g, linearFloat32(g, x, { ...layer, name: 'loud' })), { heads: 2 });
      },
      ['loud'],
    );
    expect(weights).toContain('loud.weight float32');
    expect(y.type).toBe('float32');
  });

  it.each([
    'time_text_embed.timestep_embedder.linear_1',
    'proj_out',
    'encoder.block.3.layer.1.DenseReluDense.wo',
  ])('never computes %s in FP16', (name) => {
    const { weights } = built((g, x) => linearFloat32(g, x, { ...layer, name }));
    expect(weights).toEqual([`${name}.weight float32`, `${name}.bias float32`]);
  });
});
