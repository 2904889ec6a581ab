import { createHash } from 'node:crypto';
import { constantBytes } from './constant-bytes.ts';
import { type Dialect, type FloatType, float32Dialect, isFloatElement, operandType } from './dialect.ts';
import {
  type Attribute,
  dataType,
  type ElemType,
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
  /** Names in the checkpoint of the layers that it computes; a dialect may keep them in FP32. */
  readonly layers?: readonly string[];
}

/** A node that computes layers of the checkpoint. */
export interface LayerNode {
  readonly layers: readonly string[];
  /** What flows in; weights are not named. */
  readonly input: Value;
  readonly output: Value;
}

/**
 * `onnxruntime`: its fused operators where it has them. `standard`: in their place what other builders parse;
 * TensorRT-RTX 1.7 knows attention and normalisation by ONNX Runtime's names, but not its activations.
 */
export const OPERATOR_SETS = ['onnxruntime', 'standard'] as const;
export type OperatorSet = (typeof OPERATOR_SETS)[number];

/**
 * Collects nodes in execution order and turns them into an ONNX file. Values cannot cross builders.
 *
 * Emitters write networks as if everything were FP32; in another dialect the inputs of a node are brought into
 * the type that its operator computes in: weights and constants are stored in it, all else goes through a Cast,
 * once for all who need it. Inputs and outputs of the graph stay what they are declared as.
 */
export class GraphBuilder {
  /** What emitters may use. */
  readonly operators: OperatorSet;
  readonly dialect: Dialect;
  readonly #name: string;
  readonly #layout: WeightLayout;
  readonly #nodes: NodeProto[] = [];
  readonly #initializers = new Map<string, InitializerProto>();
  readonly #inputs: Value[] = [];
  readonly #outputs: Value[] = [];
  readonly #layerNodes: LayerNode[] = [];
  /** FP32 weights that get their type from who reads them. */
  readonly #weights = new Map<string, StoredWeight>();
  readonly #constants = new Map<string, readonly number[]>();
  readonly #casts = new Map<string, Value>();
  #count = 0;

  /** @param layout receives the weights; shared with the component's other graphs */
  constructor(
    name: string,
    layout: WeightLayout,
    operators: OperatorSet = 'onnxruntime',
    dialect: Dialect = float32Dialect,
  ) {
    this.operators = operators;
    this.dialect = dialect;
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
    const inputs = this.#operands(spec);
    const type = inputs[0]?.type ?? 'float32';
    const values = results.map((result) => ({ type, ...result, name: `${spec.op}_${this.#count++}` }));
    this.#nodes.push({
      op: spec.op,
      domain: spec.domain ?? '',
      inputs: inputs.map((input) => input?.name ?? ''),
      outputs: values.map((value) => value.name),
      attributes: spec.attributes ?? {},
    });
    const [[input], [output]] = [inputs, values];
    if (spec.layers && input && output) this.#layerNodes.push({ layers: spec.layers, input, output });
    return values;
  }

  /** Every node so far that computes layers, in the order of execution. */
  get layerNodes(): readonly LayerNode[] {
    return [...this.#layerNodes];
  }

  /** An initialiser in the component's weight file. */
  weight(weight: StoredWeight): Value {
    const { name, type, shape } = weight;
    if (type !== 'float32' || this.dialect.compute === 'float32') return this.#place(weight);
    this.#weights.set(name, weight);
    return { name, type, shape };
  }

  /** A small initialiser inside the graph file; equal constants are stored once. */
  constant(type: ElemType, shape: readonly number[], values: readonly number[]): Value {
    const data = constantBytes(type, values);
    const digest = createHash('sha256').update(data).digest('hex').slice(0, 16);
    const name = `const_${type}_${shape.join('x')}_${digest}`;
    this.#initializers.set(name, { name, type, shape, data });
    if (isFloatElement(type)) this.#constants.set(name, values);
    return { name, type, shape };
  }

  /** The value in a floating-point type: stored in it, or through a Cast where it is neither weight nor constant. */
  inType(value: Value, type: FloatType): Value {
    const weight = this.#weights.get(value.name);
    if (weight)
      return this.#place(type === 'float32' ? weight : { ...weight, type, name: `${weight.name}.${type}` });
    if (value.type === type || !isFloatElement(value.type)) return value;
    const constant = this.#constants.get(value.name);
    if (constant) return this.constant(type, value.shape, constant);
    const key = `${type} ${value.name}`;
    const cast = this.#casts.get(key) ?? this.#cast(value, type);
    this.#casts.set(key, cast);
    return cast;
  }

  /** Gives a value the name by which the outside knows it; floating-point outputs are FP32. */
  output(name: string, value: Value): void {
    const outside = this.inType(value, 'float32');
    this.#nodes.push({
      op: 'Identity',
      domain: '',
      inputs: [outside.name],
      outputs: [name],
      attributes: {},
    });
    this.#outputs.push({ ...outside, name });
  }

  #operands({ op, layers, inputs }: NodeSpec): (Value | null)[] {
    const [first] = inputs;
    const flowing = inputs.flatMap((input) => (input && !this.#isStored(input) ? [input.type] : []));
    const ofWeight = !!first && this.#isStored(first);
    const type = operandType(this.dialect, { op, flowing, ofWeight, ...(layers ? { layers } : {}) });
    return inputs.map((input) => input && (type ? this.inType(input, type) : this.#asItIs(input)));
  }

  #isStored({ name }: Value): boolean {
    return this.#weights.has(name) || this.#initializers.has(name);
  }

  #asItIs(value: Value): Value {
    const weight = this.#weights.get(value.name);
    return weight ? this.#place(weight) : value;
  }

  #place(weight: StoredWeight): Value {
    const { name, type, shape } = weight;
    const { offset, bytes } = this.#layout.place(weight);
    this.#initializers.set(name, { name, type, shape, data: { file: this.#layout.file, offset, bytes } });
    return { name, type, shape };
  }

  #cast(value: Value, type: FloatType): Value {
    const spec = { op: 'Cast', inputs: [value], attributes: { to: dataType[type] } };
    return this.node(spec, { shape: value.shape, type });
  }

  /** The ONNX file. The same calls give the same bytes. */
  encode(): Uint8Array {
    return encodeModel(this.graph());
  }

  /** What was emitted so far, without constants that are only needed in another type. */
  graph(): GraphProto {
    const used = new Set(this.#nodes.flatMap(({ inputs }) => inputs));
    return {
      name: this.#name,
      nodes: this.#nodes,
      initializers: [...this.#initializers.values()].filter(({ name }) => used.has(name)),
      inputs: this.#inputs,
      outputs: this.#outputs,
    };
  }
}
