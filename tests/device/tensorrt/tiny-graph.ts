import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeModel, type NodeProto } from '../../../engine-build/graph/onnx-proto.ts';

const SIDE = 16;
const tinyWeight = (i: number, j: number): number => Math.sin(i * SIDE + j);

/**
 * Writes `y = x · weights + float(offset)` with its weights in a file beside it.
 *
 * @param last a node to put in the place of the addition, from `h` and `shift` to `y`
 * @returns the ONNX file
 */
export async function writeTinyGraph(dir: string, last: Partial<NodeProto> = {}): Promise<string> {
  const weights = new Float32Array(SIDE * SIDE).map((_, k) => tinyWeight(Math.floor(k / SIDE), k % SIDE));
  const path = join(dir, 'tiny.onnx');
  await mkdir(dir, { recursive: true });
  await writeFile(join(dir, 'tiny.weights'), weights);
  const plain = { domain: '', attributes: {} };
  const graph = encodeModel({
    name: 'tiny',
    nodes: [
      { ...plain, op: 'Cast', inputs: ['offset'], outputs: ['shift'], attributes: { to: 1 } },
      { ...plain, op: 'MatMul', inputs: ['x', 'weights'], outputs: ['h'] },
      { ...plain, op: 'Add', inputs: ['h', 'shift'], outputs: ['y'], ...last },
    ],
    initializers: [
      {
        name: 'weights',
        type: 'float32',
        shape: [SIDE, SIDE],
        data: { file: 'tiny.weights', offset: 0, bytes: weights.byteLength },
      },
    ],
    inputs: [
      { name: 'x', type: 'float32', shape: [1, SIDE] },
      { name: 'offset', type: 'int64', shape: [1] },
    ],
    outputs: [{ name: 'y', type: 'float32', shape: [1, SIDE] }],
  });
  await writeFile(path, graph);
  return path;
}

/** Writes `y = x · w` with both sides quantised to FP8 E4M3, as TensorRT fuses it. */
export async function writeFp8Graph(dir: string): Promise<string> {
  const plain = { domain: '', attributes: {} };
  const tensor = { type: 'float32', shape: [SIDE, SIDE] } as const;
  const graph = encodeModel({
    name: 'fp8',
    nodes: [
      { ...plain, op: 'QuantizeLinear', inputs: ['x', 'scale', 'zero'], outputs: ['xq'] },
      { ...plain, op: 'DequantizeLinear', inputs: ['xq', 'scale', 'zero'], outputs: ['xd'] },
      { ...plain, op: 'DequantizeLinear', inputs: ['w', 'scale', 'zero'], outputs: ['wd'] },
      { ...plain, op: 'MatMul', inputs: ['xd', 'wd'], outputs: ['y'] },
    ],
    initializers: [
      { name: 'scale', type: 'float32', shape: [], data: new Uint8Array(Float32Array.of(0.5).buffer) },
      { name: 'zero', type: 'float8e4m3', shape: [], data: Uint8Array.of(0) },
      // 0x38 is 1 in E4M3.
      { name: 'w', type: 'float8e4m3', shape: [SIDE, SIDE], data: new Uint8Array(SIDE * SIDE).fill(0x38) },
    ],
    inputs: [{ name: 'x', ...tensor }],
    outputs: [{ name: 'y', ...tensor }],
  });
  await mkdir(dir, { recursive: true });
  await writeFile(join(dir, 'fp8.onnx'), graph);
  return join(dir, 'fp8.onnx');
}

/** Feeds that fit. */
export const TINY_FEEDS = {
  x: { shape: [1, SIDE], data: new Float32Array(SIDE).map((_, i) => i / SIDE - 0.4) },
  offset: { shape: [1], data: BigInt64Array.of(3n) },
};

/** What the graph gives for feeds, computed here. */
export function tinyResult({ x, offset }: typeof TINY_FEEDS): number[] {
  const column = (j: number) => x.data.reduce((sum, number, i) => sum + number * tinyWeight(i, j), 0);
  return Array.from({ length: SIDE }, (_, j) => column(j) + Number(offset.data[0]));
}

/** {@link TINY_FEEDS} with another offset, as a plan takes them. */
export function tinyBytes(offset: bigint): Map<string, Uint8Array> {
  const numbers = [...TINY_FEEDS.x.data];
  return new Map([
    ['x', new Uint8Array(Float32Array.from(numbers).buffer)],
    ['offset', new Uint8Array(BigInt64Array.of(offset).buffer)],
  ]);
}
