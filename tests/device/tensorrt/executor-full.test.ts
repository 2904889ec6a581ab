import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { FAMILIES } from '../../../device/tensorrt/slot-tables.ts';
import { openTensorRt, type TensorRt } from '../../../device/tensorrt/tensorrt.ts';
import { tensorRtDouble } from '../../fakes/tensorrt-double.ts';
import { whyNoAddon } from './native.ts';
import { TINY_FEEDS, tinyBytes, tinyResult, writeTinyGraph } from './tiny-graph.ts';

// Other slots, another logger, no targets, and launches that we have to record ourselves.
process.env.TENSORRT_DOUBLE_VERSION = '101401';

const missing = await whyNoAddon();

let dir: string;
let tensorRt: TensorRt;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'motif-executor-'));
  const double = await tensorRtDouble(FAMILIES.find(({ family }) => family === 'full-10.14'));
  tensorRt = await openTensorRt(double);
});
afterAll(() => rm(dir, { recursive: true }));

it.skipIf(missing)('builds for the GPU it finds, and refuses to be told another', async () => {
  const request = { graph: await writeTinyGraph(dir), plan: join(dir, 'tiny.plan') };
  await expect(tensorRt.build({ ...request, computeCapabilities: ['8.9'] })).rejects.toThrow(
    /Expected a compute capability that TensorRT 10\.14\.1 builds for \(only the GPU of the machine/,
  );
  const { messages } = await tensorRt.build({ ...request, computeCapabilities: [] });
  expect(messages.at(-1)?.text).toMatch(/Engine generation completed/);
});

it.skipIf(missing)('replays the recorded launches from the second run on, with new inputs', async () => {
  // The first run, and the recording.
  process.env.TENSORRT_DOUBLE_ENQUEUES = '2';
  const engine = await tensorRt.open(join(dir, 'tiny.plan'));
  for (const offset of [1n, 2n, 3n, 4n]) {
    const { outputs } = await engine.run(tinyBytes(offset));
    const y = new Float32Array(outputs.get('y') ?? new ArrayBuffer());
    const feeds = { ...TINY_FEEDS, offset: { shape: [1], data: BigInt64Array.of(offset) } };
    expect([...y].map((n) => n.toFixed(3))).toEqual(tinyResult(feeds).map((n) => n.toFixed(3)));
  }
  await engine.close();
  delete process.env.TENSORRT_DOUBLE_ENQUEUES;
});

it.skipIf(missing)('frees the recording with the engine', async () => {
  const before = (await tensorRt.gpu()).freeBytes;
  const engine = await tensorRt.open(join(dir, 'tiny.plan'));
  const opened = (await tensorRt.gpu()).freeBytes;
  await engine.run(tinyBytes(1n));
  expect((await tensorRt.gpu()).freeBytes).toBeLessThan(opened);
  await engine.run(tinyBytes(1n));
  await engine.close();
  expect((await tensorRt.gpu()).freeBytes).toBe(before);
});
