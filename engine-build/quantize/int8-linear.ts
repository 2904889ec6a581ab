import type { GraphBuilder, Value } from '../graph/graph-builder.ts';
import { type LinearEmitter, type LinearSpec, linearFloat32 } from '../graph/linear.ts';
import { tensor } from '../graph/ops.ts';
import { type PlannedComponent, type PrecisionPlan, precisionOf } from './precision-plan.ts';

/** Activations as unsigned bytes: `x ≈ (values - zero) * scale`, scale and zero found at run time. */
interface QuantizedInput {
  readonly values: Value;
  readonly scale: Value;
  readonly zero: Value;
}

/**
 * Emits each linear of one graph in the precision that the plan gives it. Layers that read the same
 * value (q, k and v) share one quantisation of it, so use one emitter for one graph.
 */
export function plannedLinear(plan: PrecisionPlan, component: PlannedComponent): LinearEmitter {
  const quantized = new Map<string, QuantizedInput>();
  return (g, x, spec) => {
    if (precisionOf(plan, component, spec) === 'fp32') return linearFloat32(g, x, spec);
    const input = quantized.get(x.name) ?? quantize(g, x);
    quantized.set(x.name, input);
    return emitInteger(g, input, spec, plan.weightBits);
  };
}

function quantize(g: GraphBuilder, x: Value): QuantizedInput {
  const [values = x, scale = x, zero = x] = g.nodes({ op: 'DynamicQuantizeLinear', inputs: [x] }, [
    { shape: x.shape, type: 'uint8' },
    { shape: [] },
    { shape: [], type: 'uint8' },
  ]);
  return { values, scale, zero };
}

/** Unsigned activations times signed weights in integers, back to F32 with the bias, in one operator. */
function emitInteger(g: GraphBuilder, input: QuantizedInput, spec: LinearSpec, bits: 7 | 8): Value {
  const { name, rows, columns, bias = true } = spec;
  const parts = [{ tensor: `${name}.weight` }];
  const weight = g.weight({
    name: `${name}.weight.int8`,
    type: 'int8',
    shape: [columns, rows],
    recipe: { kind: 'int8', parts, columns, bits },
  });
  const scales = g.weight({
    name: `${name}.weight.scales`,
    type: 'float32',
    shape: [rows],
    recipe: { kind: 'int8-scales', parts, columns, bits },
  });
  const added = bias ? tensor(g, `${name}.bias`, [rows]) : null;
  return g.node(
    {
      op: 'MatMulIntegerToFloat',
      domain: 'com.microsoft',
      inputs: [input.values, weight, input.scale, scales, input.zero, null, added],
    },
    { shape: [input.values.shape[0] ?? 1, rows], type: 'float32' },
  );
}
