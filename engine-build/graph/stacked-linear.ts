import type { GraphBuilder, Value } from './graph-builder.ts';
import type { WeightPart } from './stored-weight.ts';

/** Several linears of one input as one product. */
export interface StackedSpec {
  readonly name: string;
  /** Weights stacked as rows [rows, columns], and biases [rows]. */
  readonly weights: readonly WeightPart[];
  readonly biases: readonly WeightPart[];
  readonly rows: number;
  readonly columns: number;
  /** The layers that it stands for. */
  readonly layers: readonly string[];
}

/** Emits stacked linears; implementations differ in how the weight is stored. x is [B, columns], the result [B, rows]. */
export type StackedEmitter = (g: GraphBuilder, x: Value, spec: StackedSpec) => Value;

/** In the type of the graph's dialect. */
export const stackedPlain: StackedEmitter = (g, x, spec) => {
  const { name, weights, rows, columns } = spec;
  const weight = g.weight({
    name: `${name}.weight`,
    type: 'float32',
    shape: [rows, columns],
    recipe: { kind: 'float32', parts: weights },
  });
  return stackedProduct(g, x, weight, spec);
};

/** The product with a weight, however that came about, and the biases. */
export function stackedProduct(
  g: GraphBuilder,
  x: Value,
  weight: Value,
  { name, biases, rows, layers }: StackedSpec,
): Value {
  const bias = g.weight({
    name: `${name}.bias`,
    type: 'float32',
    shape: [rows],
    recipe: { kind: 'float32', parts: biases },
  });
  return g.node(
    { op: 'Gemm', inputs: [x, weight, bias], attributes: { transB: 1 }, layers },
    { shape: [x.shape[0] ?? 1, rows] },
  );
}
