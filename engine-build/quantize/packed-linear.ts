import { layerType } from '../graph/dialect.ts';
import type { GraphBuilder, Value } from '../graph/graph-builder.ts';
import { type StackedEmitter, type StackedSpec, stackedProduct } from '../graph/stacked-linear.ts';

/**
 * The weight as INT8 codes with one scale a row, through a DequantizeLinear in the type that computes: only
 * storage is short, no activation is quantised.
 */
export const stackedCodes: StackedEmitter = (g, x, spec) => stackedProduct(g, x, dequantised(g, spec), spec);

function dequantised(g: GraphBuilder, { name, weights, rows, columns, layers }: StackedSpec): Value {
  const type = layerType(g.dialect, layers);
  const recipe = { parts: weights, columns, half: type === 'float16' };
  const shape = [rows, columns];
  const codes = g.weight({
    name: `${name}.weight.codes`,
    type: 'int8',
    shape,
    recipe: { kind: 'row-codes', ...recipe },
  });
  const scales = g.weight({
    name: `${name}.weight.scales`,
    type: 'float32',
    shape: [rows],
    recipe: { kind: 'row-scales', ...recipe },
  });
  const zeros = g.constant('int8', [rows], Array<number>(rows).fill(0));
  const inputs = [codes, g.inType(scales, type), zeros];
  return g.node({ op: 'DequantizeLinear', inputs, attributes: { axis: 0 } }, { shape, type });
}
