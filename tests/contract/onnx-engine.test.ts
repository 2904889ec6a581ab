import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeModel } from '../../engine-build/graph/onnx-proto.ts';
import { openOnnxEngine } from '../../runtime/engines/onnx-engine.ts';
import { engineContract } from './engine.contract.ts';

const CPU = { threads: 1, provider: 'cpu', spinning: false } as const;
let dir: string;
let path: string;

/** `y = x + float(offset)` */
const GRAPH = encodeModel({
  name: 'contract',
  nodes: [
    { op: 'Cast', domain: '', inputs: ['offset'], outputs: ['shift'], attributes: { to: 1 } },
    { op: 'Add', domain: '', inputs: ['x', 'shift'], outputs: ['y'], attributes: {} },
  ],
  initializers: [],
  inputs: [
    { name: 'x', type: 'float32', shape: [1, 3] },
    { name: 'offset', type: 'int64', shape: [1] },
  ],
  outputs: [{ name: 'y', type: 'float32', shape: [1, 3] }],
});

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'motif-onnx-'));
  path = join(dir, 'contract.onnx');
  await writeFile(path, GRAPH);
});
afterAll(() => rm(dir, { recursive: true }));

const feeds = (offset: bigint) => ({
  x: { shape: [1, 3], data: Float32Array.of(1, 2, 3) },
  offset: { shape: [1], data: BigInt64Array.of(offset) },
});

engineContract('ONNX Runtime', {
  open: () => openOnnxEngine(path, CPU),
  feeds: feeds(1n),
  otherFeeds: feeds(10n),
});

describe('opening an ONNX file', () => {
  it.each([
    ['is missing', async () => join(dir, 'nothing.onnx')],
    [
      'is damaged',
      async () => {
        const damaged = join(dir, 'damaged.onnx');
        await writeFile(damaged, GRAPH.subarray(0, GRAPH.length / 2));
        return damaged;
      },
    ],
  ])('that %s is an error with a sentence', async (_, make) => {
    await expect(openOnnxEngine(await make(), CPU)).rejects.toMatchObject({
      code: 'engine-failed',
      message: expect.stringMatching(/^Expected a graph .* Provision the model again\.$/s),
    });
  });
});
