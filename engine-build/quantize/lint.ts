import { BuildError } from '../errors.ts';
import type { GraphProto, InitializerProto, NodeProto } from '../graph/onnx-proto.ts';
import { mixedNode } from './lint-types.ts';

/**
 * What the full TensorRT's parser forbids in a quantised graph. TensorRT-RTX lets some of it pass, so a build
 * that succeeds there proves nothing for a Jetson: every quantised graph is checked here first.
 *
 * @throws BuildError `forbidden-graph`, naming the node
 */
export function lintQuantised(graph: GraphProto): void {
  const initializers = new Map(graph.initializers.map((value) => [value.name, value]));
  const producers = new Map(graph.nodes.flatMap((node) => node.outputs.map((name) => [name, node] as const)));
  // Unsigned codes with zero points belong to ONNX Runtime's own integer convolution; no TensorRT reads its graph.
  if (graph.nodes.some(({ op, domain }) => op === 'QLinearConv' && domain !== '')) return;
  for (const node of graph.nodes) {
    const problem = problemOf(node, initializers, producers);
    if (problem !== null) throw forbidden(graph, node, problem);
  }
  const mixed = mixedNode(graph);
  if (mixed) throw forbidden(graph, mixed, 'reads both FP16 and FP32');
}

function forbidden({ name }: GraphProto, { op, outputs }: NodeProto, problem: string): BuildError {
  return new BuildError(
    'forbidden-graph',
    `Expected a graph that TensorRT takes, but in ${name} ${op} "${outputs[0] ?? ''}" ${problem}. Report this: the graph was not emitted as it should be.`,
  );
}

type Initializers = ReadonlyMap<string, InitializerProto>;
type Producers = ReadonlyMap<string, NodeProto>;

function problemOf(node: NodeProto, initializers: Initializers, producers: Producers): string | null {
  if (node.op === 'QuantizeLinear' || node.op === 'DequantizeLinear') return qdqProblem(node, initializers);
  // ONNX Runtime's own integer operators take codes as they are; TensorRT never sees those graphs.
  if (node.domain !== '') return null;
  const codes = node.inputs.find((name) => isCodes(initializers.get(name)));
  if (codes !== undefined) return `reads the codes "${codes}" without a DequantizeLinear`;
  const castCodes = node.op === 'Cast' && producers.get(node.inputs[0] ?? '')?.op === 'DequantizeLinear';
  return castCodes ? 'stands between DequantizeLinear and what computes, which keeps them apart' : null;
}

function qdqProblem({ op, inputs }: NodeProto, initializers: Initializers): string | null {
  const [value = '', scaleName = '', zeroName = ''] = inputs;
  const scale = initializers.get(scaleName);
  const zero = initializers.get(zeroName);
  if (!scale) return 'has a scale that is computed while the graph runs';
  if (!zero) return 'has no constant zero point';
  const activation = !initializers.has(value);
  if (activation && scale.shape.length > 0) return 'has a scale for each channel of an activation';
  if (op === 'QuantizeLinear' && !activation) return 'quantises a constant: weights are stored as codes';
  if (!(zero.data instanceof Uint8Array) || zero.data.some((byte) => byte !== 0)) {
    return 'has a zero point other than 0';
  }
  return isPositive(scale) ? null : 'has a scale that is not a positive number';
}

function isCodes(value: InitializerProto | undefined): boolean {
  return value?.type === 'float8e4m3' || (value?.type === 'int8' && value.shape.length > 1);
}

/** First value beyond the finite ones of F16, as bits. */
const halfInfinity = 0x7c00;

/** Scales in the weight file come from `qdqScales` and `rowScales`, which give positive ones only. */
function isPositive({ type, data }: InitializerProto): boolean {
  if (!(data instanceof Uint8Array)) return true;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  if (type === 'float16') return view.getUint16(0, true) > 0 && view.getUint16(0, true) < halfInfinity;
  const value = view.getFloat32(0, true);
  return value > 0 && Number.isFinite(value);
}
