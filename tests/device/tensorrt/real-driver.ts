/**
 * The CUDA part of the addon against a real driver and GPU, with the double of TensorRT computing in the GPU's
 * memory; prints one JSON object a line and fails at the first thing that is not so. Not part of the suite:
 *
 *   MOTIF_TENSORRT=<folder of the double> TENSORRT_DOUBLE_CUDA=libcuda.so.1 npx tsx tests/device/tensorrt/real-driver.ts
 *
 * once as it is (the library replays its launches), once with TENSORRT_DOUBLE_VERSION=101401 and the double of that
 * family (the addon records and replays them as a CUDA graph).
 */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TensorRtError } from '../../../device/tensorrt/errors.ts';
import { openTensorRt } from '../../../device/tensorrt/tensorrt.ts';
import { encodeModel } from '../../../engine-build/graph/onnx-proto.ts';
import { TINY_FEEDS, tinyBytes, tinyResult, writeTinyGraph } from './tiny-graph.ts';

const cudaLibrary = process.env.TENSORRT_DOUBLE_CUDA ?? 'libcuda.so.1';
const tensorRt = await openTensorRt({ cudaLibrary });
const dir = await mkdtemp(join(tmpdir(), 'motif-driver-'));
const say = (what: string, facts: object) => console.log(JSON.stringify({ what, ...facts }));
const targets = tensorRt.computeCapabilities.slice(0, 1);

async function planOf(graph: string, name: string): Promise<string> {
  const plan = join(dir, `${name}.plan`);
  await tensorRt.build({ graph, plan, computeCapabilities: targets });
  return plan;
}

/** `y` is a copy of `x`, made on the GPU. */
async function copyPlan(name: string, elements: number): Promise<string> {
  const tensor = { type: 'float32', shape: [elements] } as const;
  const graph = encodeModel({
    name,
    nodes: [{ op: 'Identity', domain: '', inputs: ['x'], outputs: ['y'], attributes: {} }],
    initializers: [],
    inputs: [{ name: 'x', ...tensor }],
    outputs: [{ name: 'y', ...tensor }],
  });
  await writeFile(join(dir, `${name}.onnx`), graph);
  return planOf(join(dir, `${name}.onnx`), name);
}

async function failure(work: Promise<unknown>): Promise<TensorRtError> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof TensorRtError, `Expected a TensorRtError but received ${error}`);
  return error;
}

async function numbers(): Promise<void> {
  const plan = await planOf(await writeTinyGraph(dir), 'tiny');
  const engines = await Promise.all([tensorRt.open(plan), tensorRt.open(plan)]);
  const runs = engines.flatMap((engine) => [1n, 2n, 3n].map((offset) => ({ engine, offset })));
  const errors = await Promise.all(
    runs.map(async ({ engine, offset }) => {
      const { outputs } = await engine.run(tinyBytes(offset));
      const y = new Float32Array(outputs.get('y') ?? new ArrayBuffer());
      const expected = tinyResult({ ...TINY_FEEDS, offset: { shape: [1], data: BigInt64Array.of(offset) } });
      return Math.max(...expected.map((number, i) => Math.abs(number - (y[i] ?? Number.NaN))));
    }),
  );
  for (const engine of engines) await engine.close();
  assert.ok(Math.max(...errors) < 1e-4);
  say('two engines, three runs each at once', { largestError: Math.max(...errors) });
}

async function replay(): Promise<void> {
  const elements = 2 ** 22;
  const engine = await tensorRt.open(await copyPlan('copy', elements));
  const milliseconds: number[] = [];
  // Where the addon records the launches itself: the first run and the recording, all others are replays.
  if (targets.length === 0) process.env.TENSORRT_DOUBLE_ENQUEUES = '2';
  for (let round = 0; round < 6; round++) {
    const x = new Float32Array(elements).map((_, i) => i + round);
    const { outputs, milliseconds: took } = await engine.run(new Map([['x', new Uint8Array(x.buffer)]]));
    assert.deepEqual(Buffer.from(outputs.get('y') ?? new ArrayBuffer()).equals(Buffer.from(x.buffer)), true);
    milliseconds.push(Math.round(took * 100) / 100);
  }
  delete process.env.TENSORRT_DOUBLE_ENQUEUES;
  await engine.close();
  say('16 MiB there and back, with new inputs each time', { milliseconds });
}

async function comeAndGo(): Promise<void> {
  const plan = join(dir, 'tiny.plan');
  const before = await tensorRt.gpu();
  const started = performance.now();
  for (let i = 0; i < 200; i++) {
    const engine = await tensorRt.open(plan);
    await engine.run(tinyBytes(1n));
    await engine.close();
  }
  const grown = before.freeBytes - (await tensorRt.gpu()).freeBytes;
  assert.ok(
    grown <= 2 ** 21,
    `Expected no more than 2 MiB of the GPU's memory to stay taken but found ${grown}`,
  );
  say('200 engines come and go', { grown, seconds: Math.round(performance.now() - started) / 1000 });
}

async function noMemory(): Promise<void> {
  const error = await failure(tensorRt.open(await copyPlan('huge', 2 ** 37)));
  assert.equal(error.code, 'out-of-memory');
  const engine = await tensorRt.open(join(dir, 'tiny.plan'));
  await engine.run(tinyBytes(1n));
  await engine.close();
  say('out of memory, which is survived', { message: error.message });
}

/** Last: nothing in this process gets over it. */
async function sticky(): Promise<void> {
  const fault = await tensorRt.open(await planOf(await writeTinyGraph(dir, { op: 'Fault' }), 'fault'));
  const survivor = await tensorRt.open(join(dir, 'tiny.plan'));
  const error = await failure(fault.run(tinyBytes(1n)));
  assert.equal(error.code, 'device-lost', error.message);
  assert.equal((await failure(survivor.run(tinyBytes(1n)))).code, 'device-lost');
  assert.equal((await failure(tensorRt.gpu())).code, 'device-lost');
  await fault.close();
  await survivor.close();
  say('an illegal address loses the context, and everything says so', { message: error.message });
}

try {
  say('the GPU answers', { library: tensorRt.library, ...(await tensorRt.gpu()) });
  for (const check of [numbers, replay, comeAndGo, noMemory, sticky]) await check();
  say('all is well', {});
} finally {
  await rm(dir, { recursive: true });
}
