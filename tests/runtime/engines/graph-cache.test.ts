import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { encodeModel } from '../../../engine-build/graph/onnx-proto.ts';
import { GraphCache } from '../../../runtime/engines/graph-cache.ts';
import { openOnnxEngine } from '../../../runtime/engines/onnx-engine.ts';

const CPU = { threads: 1, provider: 'cpu', spinning: false } as const;
const OPTIONS = { open: (path: string) => openOnnxEngine(path, CPU), heldSizes: 2 };
const feeds = { x: { shape: [1], data: Float32Array.of(1) } };
let dir: string;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'motif-graphs-'));
  const tensor = { type: 'float32', shape: [1] } as const;
  const graph = encodeModel({
    name: 'copy',
    nodes: [{ op: 'Identity', domain: '', inputs: ['x'], outputs: ['y'], attributes: {} }],
    initializers: [],
    inputs: [{ name: 'x', ...tensor }],
    outputs: [{ name: 'y', ...tensor }],
  });
  await writeFile(join(dir, 'graph.onnx'), graph);
});
afterAll(() => rm(dir, { recursive: true }));

it('opens a graph once for a size', async () => {
  const cache = new GraphCache(dir, OPTIONS);
  const engine = await cache.open('graph.onnx', 'square');
  expect(await cache.open('graph.onnx', 'square')).toBe(engine);
  await cache.dispose();
  await expect(engine.run(feeds)).rejects.toThrow(/disposed/);
});

it('closes the size used longest ago, never what has none', async () => {
  const cache = new GraphCache(dir, OPTIONS);
  const text = await cache.open('graph.onnx');
  const square = await cache.open('graph.onnx', 'square');
  const wide = await cache.open('graph.onnx', 'wide');
  await cache.open('graph.onnx', 'square');
  await cache.open('graph.onnx', 'tall');
  await expect(wide.run(feeds)).rejects.toThrow(/disposed/);
  await expect(square.run(feeds)).resolves.toBeDefined();
  await expect(text.run(feeds)).resolves.toBeDefined();
  expect(await cache.open('graph.onnx', 'wide')).not.toBe(wide);
  await cache.dispose();
});

it('tries again after a failure', async () => {
  const cache = new GraphCache(dir, OPTIONS);
  await expect(cache.open('missing.onnx', 'square')).rejects.toThrow(/missing.onnx/);
  await writeFile(join(dir, 'missing.onnx'), 'still no graph');
  await expect(cache.open('missing.onnx', 'square')).rejects.toThrow(/missing.onnx/);
  await cache.dispose();
});
