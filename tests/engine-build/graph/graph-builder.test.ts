import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { GraphBuilder } from '../../../engine-build/graph/graph-builder.ts';
import { add, mul, reshape, split } from '../../../engine-build/graph/ops.ts';
import { WeightLayout } from '../../../engine-build/graph/stored-weight.ts';

function example(): GraphBuilder {
  const g = new GraphBuilder('example', new WeightLayout('example.weights'));
  const x = g.input('x', 'float32', [2, 3]);
  const doubled = mul(g, x, g.constant('float32', [], [2]));
  const [first = x, rest = x] = split(g, reshape(g, doubled, [6]), 0, [2, 4]);
  g.output('sum', add(g, first, g.constant('float32', [2], [0.5, -1])));
  g.output('rest', rest);
  return g;
}

describe('GraphBuilder', () => {
  it('writes a model that ONNX Runtime loads and computes', async () => {
    const session = await InferenceSession.create(example().encode());
    const x = new Tensor('float32', Float32Array.of(1, 2, 3, 4, 5, 6), [2, 3]);
    const { sum, rest } = await session.run({ x });
    expect([...((sum?.data ?? []) as Float32Array)]).toEqual([2.5, 3]);
    expect([...((rest?.data ?? []) as Float32Array)]).toEqual([6, 8, 10, 12]);
    expect(session.inputMetadata).toMatchObject([{ name: 'x', type: 'float32', shape: [2, 3] }]);
  });

  it('gives the same bytes for the same calls', () => {
    expect(Buffer.from(example().encode()).equals(Buffer.from(example().encode()))).toBe(true);
  });

  it('refuses a reshape that would lose elements', () => {
    const g = new GraphBuilder('wrong', new WeightLayout('w'));
    expect(() => reshape(g, g.input('x', 'float32', [2, 3]), [5])).toThrow(/\[2,3\] to \[5\]/);
  });
});
