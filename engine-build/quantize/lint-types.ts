import { FLOAT_TYPES, isFloatElement } from '../graph/dialect.ts';
import { dataType, type ElemType, type GraphProto, type NodeProto } from '../graph/onnx-proto.ts';

type Types = Map<string, ElemType | undefined>;

/**
 * Strong typing, as TensorRT has it: a node that reads both FP16 and FP32 is refused, nothing is converted
 * silently. Types are followed from inputs and initialisers through the nodes.
 *
 * @returns the first node that mixes them; null where none does
 */
export function mixedNode({ nodes, inputs, initializers }: GraphProto): NodeProto | null {
  const types: Types = new Map([...inputs, ...initializers].map(({ name, type }) => [name, type]));
  for (const node of nodes) {
    const read = new Set(
      node.inputs.map((name) => types.get(name)).filter((type) => type && isFloatElement(type)),
    );
    if (read.size >= FLOAT_TYPES.length) return node;
    for (const name of node.outputs) types.set(name, resultType(node, types));
  }
  return null;
}

/** Undefined for ONNX Runtime's own integer operators, whose results have several types. */
function resultType({ op, inputs, attributes }: NodeProto, types: Types): ElemType | undefined {
  const [first = '', second = '', third = ''] = inputs;
  switch (op) {
    case 'Cast':
      return elementTypes.find((type) => dataType[type] === attributes.to);
    case 'QuantizeLinear':
      return types.get(third);
    case 'DequantizeLinear':
    case 'Where':
      return types.get(second);
    case 'DynamicQuantizeLinear':
    case 'MatMulIntegerToFloat':
      return undefined;
    default:
      return types.get(first);
  }
}

// The keys of a literal are all its keys.
const elementTypes = Object.keys(dataType) as ElemType[];
