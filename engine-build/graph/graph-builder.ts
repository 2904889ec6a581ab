import { createHash } from 'node:crypto';
import { narrow } from '../checkpoint/narrow.ts';
import {
  type Attribute,
  type ElemType,
  elemBytes,
  encodeModel,
  type GraphProto,
  type InitializerProto,
  type NodeProto,
  type ValueProto,
} from './onnx-proto.ts';
import type { StoredWeight, WeightLayout } from './stored-weight.ts';

/** A tensor inside the graph, with its static shape. */
export type Value = ValueProto;

/** Result of a node: its element type and shape; the type of the first input by default. */
export interface ResultSpec {
  readonly shape: readonly number[];
  readonly type?: ElemType;
}

export interface NodeSpec {
  readonly op: string;
  /** ONNX Runtime's own operators live in `com.microsoft`. */
  readonly domain?: 'com.microsoft';
  /** Null is an omitted optional input. */
  readonly inputs: readonly (Value | null)[];
  readonly attributes?: Readonly<Record<string, Attribute>>;
}

/**
 * `onnxruntime`: its fused operators where it has them. `standard`: in their place what other builders parse;
 * TensorRT-RTX 1.7 knows attention and normalisation by ONNX Runtime's names, but not its activations.
 */
export const OPERATOR_SETS = ['onnxruntime', 'standard'] as const;
export type OperatorSet = (typeof OPERATOR_SETS)[number];

/** Collects nodes in execution order and turns them into an ONNX file. Values cannot cross builders. */
export class GraphBuilder {
  /** What emitters may use. */
  readonly operators: OperatorSet;
  readonly #name: string;
  readonly #layout: WeightLayout;
  readonly #nodes: NodeProto[] = [];
  readonly #initializers = new Map<string, InitializerProto>();
  readonly #inputs: Value[] = [];
  readonly #outputs: Value[] = [];
  #count = 0;

  /** @param layout receives the weights; shared with the component's other graphs */
  constructor(name: string, layout: WeightLayout, operators: OperatorSet = 'onnxruntime') {
    this.operators = operators;
    this.#name = name;
    this.#layout = layout;
  }

  input(name: string, type: ElemType, shape: readonly number[]): Value {
    const value = { name, type, shape };
    this.#inputs.push(value);
    return value;
  }

  /** Adds a node with one result. */
  node(spec: NodeSpec, result: ResultSpec): Value {
    const [value] = this.nodes(spec, [result]);
    if (!value) throw new Error(`The node ${spec.op} has no result.`);
    return value;
  }

  /** Adds a node with several results. */
  nodes(spec: NodeSpec, results: readonly ResultSpec[]): Value[] {
    const type = spec.inputs[0]?.type ?? 'float32';
    const values = results.map((result) => ({ type, ...result, name: `${spec.op}_${this.#count++}` }));
    this.#nodes.push({
      op: spec.op,
      domain: spec.domain ?? '',
      inputs: spec.inputs.map((input) => input?.name ?? ''),
      outputs: values.map((value) => value.name),
      attributes: spec.attributes ?? {},
    });
    return values;
  }

  /** An initialiser in the component's weight file. */
  weight(weight: StoredWeight): Value {
    const { name, type, shape } = weight;
    const { offset, bytes } = this.#layout.place(weight);
    this.#initializers.set(name, { name, type, shape, data: { file: this.#layout.file, offset, bytes } });
    return { name, type, shape };
  }

  /** A small initialiser inside the graph file; equal constants are stored once. */
  constant(type: ElemType, shape: readonly number[], values: readonly number[]): Value {
    const data = encodeValues(type, values);
    const digest = createHash('sha256').update(data).digest('hex').slice(0, 16);
    const name = `const_${type}_${shape.join('x')}_${digest}`;
    this.#initializers.set(name, { name, type, shape, data });
    return { name, type, shape };
  }

  /** Gives a value the name by which the outside knows it. */
  output(name: string, value: Value): void {
    this.#nodes.push({
      op: 'Identity',
      domain: '',
      inputs: [value.name],
      outputs: [name],
      attributes: {},
    });
    this.#outputs.push({ ...value, name });
  }

  /** The ONNX file. The same calls give the same bytes. */
  encode(): Uint8Array {
    return encodeModel(this.graph());
  }

  /** What was emitted so far. */
  graph(): GraphProto {
    return {
      name: this.#name,
      nodes: this.#nodes,
      initializers: [...this.#initializers.values()],
      inputs: this.#inputs,
      outputs: this.#outputs,
    };
  }
}

/** Writers of little-endian elements by type. */
const writers: Readonly<Record<ElemType, (view: DataView, i: number, value: number) => void>> = {
  float32: (view, i, value) => view.setFloat32(4 * i, value, true),
  int32: (view, i, value) => view.setInt32(4 * i, value, true),
  int64: (view, i, value) => view.setBigInt64(8 * i, BigInt(value), true),
  int8: (view, i, value) => view.setInt8(i, value),
  uint8: (view, i, value) => view.setUint8(i, value),
  bool: (view, i, value) => view.setUint8(i, value),
  float8e4m3: (view, i, value) => view.setUint8(i, narrow(Float32Array.of(value), 'F8_E4M3')[0] ?? 0),
};

function encodeValues(type: ElemType, values: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(values.length * elemBytes[type]);
  const view = new DataView(bytes.buffer);
  for (const [i, value] of values.entries()) writers[type](view, i, value);
  return bytes;
}
