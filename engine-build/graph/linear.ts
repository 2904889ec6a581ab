import type { GraphBuilder, Value } from './graph-builder.ts';
import { tensor } from './ops.ts';

/** A linear layer of the checkpoint: `y = x · weightᵀ + bias`. */
export interface LinearSpec {
  /** Its tensors are `<name>.weight` [rows, columns] and `<name>.bias` [rows]. */
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  /** False where the checkpoint has no bias or the next operator adds it. */
  readonly bias?: boolean;
}

/** Emits a linear layer; implementations differ in precision. `x` is [M, columns], the result [M, rows]. */
export type LinearEmitter = (g: GraphBuilder, x: Value, spec: LinearSpec) => Value;

/**
 * In the floating-point type of the graph's dialect. The weight stays [rows, columns] as in the checkpoint; ONNX
 * Runtime packs it once when it loads.
 */
export const linearFloat32: LinearEmitter = (g, x, { name, rows, columns, bias = true }) => {
  const weight = tensor(g, `${name}.weight`, [rows, columns]);
  const inputs = bias ? [x, weight, tensor(g, `${name}.bias`, [rows])] : [x, weight];
  const attributes = { transB: 1 };
  return g.node({ op: 'Gemm', inputs, attributes, layers: [name] }, { shape: [x.shape[0] ?? 1, rows] });
};
