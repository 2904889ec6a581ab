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
