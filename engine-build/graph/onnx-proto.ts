import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';

/** TensorProto.DataType of the element types that graphs use. */
export const dataType = {
  float32: 1,
  uint8: 2,
  int8: 3,
  int32: 6,
  int64: 7,
  bool: 9,
  float16: 10,
  float8e4m3: 17,
} as const;

export type ElemType = keyof typeof dataType;

/** Bytes of one element. */
export const elemBytes: Readonly<Record<ElemType, number>> = {
  float32: 4,
  uint8: 1,
  int8: 1,
  int32: 4,
  int64: 8,
  bool: 1,
  float16: 2,
  float8e4m3: 1,
};

/** Integers are written as INT, other numbers need {@link float}. */
export type Attribute = number | string | readonly number[] | { readonly float: number };

export interface NodeProto {
  readonly op: string;
  /** Empty for the standard operators. */
  readonly domain: string;
  /** An empty name is an omitted optional input. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, Attribute>>;
}

export interface ValueProto {
  readonly name: string;
  readonly type: ElemType;
  readonly shape: readonly number[];
}

/** An initialiser: bytes inside the model, or a range of a file beside it. */
export interface InitializerProto extends ValueProto {
  readonly data: Uint8Array | { readonly file: string; readonly offset: number; readonly bytes: number };
}

export interface GraphProto {
  readonly name: string;
  readonly nodes: readonly NodeProto[];
  readonly initializers: readonly InitializerProto[];
  readonly inputs: readonly ValueProto[];
  readonly outputs: readonly ValueProto[];
}

/** ONNX operator set 20 and ONNX Runtime's own operators. */
const opsets = [
  { domain: '', version: 20 },
  { domain: 'com.microsoft', version: 1 },
] as const;
const irVersion = 9;

/**
 * Serialises a graph as an ONNX ModelProto. Field numbers: onnx/onnx.proto3. The same graph always
 * gives the same bytes.
 */
export function encodeModel(graph: GraphProto): Uint8Array {
  const writer = new BinaryWriter();
  integer(writer, 1, irVersion);
  text(writer, 2, 'motif');
  message(writer, 7, () => writeGraph(writer, graph));
  for (const opset of opsets) {
    message(writer, 8, () => {
      text(writer, 1, opset.domain);
      integer(writer, 2, opset.version);
    });
  }
  return writer.finish();
}

function writeGraph(writer: BinaryWriter, graph: GraphProto): void {
  for (const node of graph.nodes) message(writer, 1, () => writeNode(writer, node));
  text(writer, 2, graph.name);
  for (const tensor of graph.initializers) message(writer, 5, () => writeTensor(writer, tensor));
  for (const input of graph.inputs) message(writer, 11, () => writeValueInfo(writer, input));
  for (const output of graph.outputs) message(writer, 12, () => writeValueInfo(writer, output));
}

function writeNode(writer: BinaryWriter, node: NodeProto): void {
  for (const input of node.inputs) text(writer, 1, input);
  for (const output of node.outputs) text(writer, 2, output);
  text(writer, 3, node.outputs[0] ?? '');
  text(writer, 4, node.op);
  for (const [name, value] of Object.entries(node.attributes)) {
    message(writer, 5, () => writeAttribute(writer, name, value));
  }
  text(writer, 7, node.domain);
}

/** AttributeProto.AttributeType. */
const attributeType = { float: 1, int: 2, string: 3, ints: 7 } as const;

function writeAttribute(writer: BinaryWriter, name: string, value: Attribute): void {
  text(writer, 1, name);
  if (typeof value === 'number') {
    integer(writer, 3, value);
    integer(writer, 20, attributeType.int);
  } else if (typeof value === 'string') {
    text(writer, 4, value);
    integer(writer, 20, attributeType.string);
  } else if ('float' in value) {
    writer.tag(2, WireType.Bit32).float(value.float);
    integer(writer, 20, attributeType.float);
  } else {
    for (const item of value) integer(writer, 8, item);
    integer(writer, 20, attributeType.ints);
  }
}

function writeTensor(writer: BinaryWriter, tensor: InitializerProto): void {
  for (const size of tensor.shape) integer(writer, 1, size);
  integer(writer, 2, dataType[tensor.type]);
  text(writer, 8, tensor.name);
  if (tensor.data instanceof Uint8Array) {
    writer.tag(9, WireType.LengthDelimited).bytes(tensor.data);
    return;
  }
  const { file, offset, bytes } = tensor.data;
  const location = { location: file, offset: String(offset), length: String(bytes) };
  for (const [key, value] of Object.entries(location)) {
    message(writer, 13, () => {
      text(writer, 1, key);
      text(writer, 2, value);
    });
  }
  integer(writer, 14, 1);
}

/** ValueInfoProto{name, TypeProto{tensor_type{elem_type, TensorShapeProto{dim{dim_value}}}}} */
function writeValueInfo(writer: BinaryWriter, value: ValueProto): void {
  text(writer, 1, value.name);
  message(writer, 2, () =>
    message(writer, 1, () => {
      integer(writer, 1, dataType[value.type]);
      message(writer, 2, () => {
        for (const size of value.shape) message(writer, 1, () => integer(writer, 1, size));
      });
    }),
  );
}

function message(writer: BinaryWriter, field: number, write: () => void): void {
  writer.tag(field, WireType.LengthDelimited).fork();
  write();
  writer.join();
}

function text(writer: BinaryWriter, field: number, value: string): void {
  writer.tag(field, WireType.LengthDelimited).string(value);
}

function integer(writer: BinaryWriter, field: number, value: number): void {
  writer.tag(field, WireType.Varint).int64(value);
}
