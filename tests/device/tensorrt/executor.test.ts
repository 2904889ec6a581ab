import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PlanEngine } from '../../../device/tensorrt/open-plan.ts';
import { openTensorRt, type TensorRt } from '../../../device/tensorrt/tensorrt.ts';
import { encodeModel } from '../../../engine-build/graph/onnx-proto.ts';
import { type TensorRtDouble, tensorRtDouble } from '../../fakes/tensorrt-double.ts';
import { whyNoAddon } from './native.ts';
import { TINY_FEEDS, tinyBytes, tinyResult, writeTinyGraph } from './tiny-graph.ts';

const missing = await whyNoAddon();

let dir: string;
let double: TensorRtDouble;
let tensorRt: TensorRt;
let plan: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'motif-executor-'));
  double = await tensorRtDouble();
  tensorRt = await openTensorRt(double);
  plan = await planOf(await writeTinyGraph(dir), 'tiny');
});
afterAll(() => rm(dir, { recursive: true }));

async function planOf(graph: string, name: string): Promise<string> {
  const file = join(dir, `${name}.plan`);
  await tensorRt.build({ graph, plan: file, computeCapabilities: ['8.9'] });
  return file;
}

/** A plan whose last node fails in its own way. */
const faulty = async (op: string) => planOf(await writeTinyGraph(join(dir, op), { op }), op);

const freeMemory = async () => (await tensorRt.gpu()).freeBytes;

async function y(engine: PlanEngine, offset = 3n): Promise<number[]> {
  const { outputs } = await engine.run(tinyBytes(offset));
  return [...new Float32Array(outputs.get('y') ?? new ArrayBuffer())];
}

describe.skipIf(missing)('a plan on the GPU', () => {
  it('lists its tensors, computes, and says how long the GPU took', async () => {
    const engine = await tensorRt.open(plan);
    expect(engine.inputs).toEqual([
      { name: 'x', type: 'float32', shape: [1, 16] },
      { name: 'offset', type: 'int64', shape: [1] },
    ]);
    expect(engine.outputs).toEqual([{ name: 'y', type: 'float32', shape: [1, 16] }]);
    const { milliseconds } = await engine.run(tinyBytes(3n));
    expect(milliseconds).toBeGreaterThan(0);
    expect(milliseconds).toBeLessThan(1000);
    await engine.close();
  });

  it('keeps runs apart that are asked for at once, on two engines side by side', async () => {
    const engines = await Promise.all([tensorRt.open(plan), tensorRt.open(plan)]);
    const runs = engines.flatMap((engine) => [1n, 2n, 3n].map((offset) => y(engine, offset)));
    const expected = [1n, 2n, 3n, 1n, 2n, 3n].map((offset) => tinyResult({ ...TINY_FEEDS, ...at(offset) }));
    (await Promise.all(runs)).forEach((numbers, i) => {
      expect(numbers.map((number) => number.toFixed(3))).toEqual(expected[i]?.map((n) => n.toFixed(3)));
    });
    for (const engine of engines) await engine.close();
  });

  it('has copied its inputs when the call returns', async () => {
    const engine = await tensorRt.open(plan);
    const inputs = tinyBytes(3n);
    const running = engine.run(inputs);
    inputs.get('x')?.fill(0xff);
    const { outputs } = await running;
    expect(new Float32Array(outputs.get('y') ?? new ArrayBuffer())[0]).toBeCloseTo(
      tinyResult(TINY_FEEDS)[0] ?? 0,
      4,
    );
    await engine.close();
  });

  it('finishes what runs before it closes', async () => {
    const engine = await tensorRt.open(plan);
    const running = y(engine);
    await engine.close();
    await expect(running).resolves.toHaveLength(16);
  });

  it('refuses inputs of another size before native code sees them', async () => {
    const engine = await tensorRt.open(plan);
    const short = new Map([...tinyBytes(3n), ['x', new Uint8Array(4)] as const]);
    await expect(engine.run(short)).rejects.toThrow(/Expected 64 bytes for input "x" but received 4/);
    await engine.close();
  });

  it('gives an error with the words of TensorRT and our stack when a run is refused, and runs others on', async () => {
    const engine = await tensorRt.open(await faulty('Refuse'));
    const error = await engine.run(tinyBytes(3n)).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: 'execution-failed',
      message: expect.stringMatching(/Error Code 3: refused/),
    });
    expect(error).toHaveProperty('stack', expect.stringContaining('executor.test.ts'));
    await engine.close();
    const other = await tensorRt.open(plan);
    await expect(y(other)).resolves.toHaveLength(16);
    await other.close();
  });
});

describe.skipIf(missing)('a plan that does not fit', () => {
  const cut = async (name: string, change: (bytes: Buffer) => Buffer) => {
    const file = join(dir, `${name}.plan`);
    await writeFile(file, change(await readFile(plan)));
    return file;
  };

  it.each([
    ['is missing', async () => join(dir, 'nothing.plan'), /cannot be read: No such file/],
    ['is empty', () => cut('empty', () => Buffer.alloc(0)), /is empty/],
    ['is no plan', () => cut('other', () => Buffer.from('not a plan\n')), /Magic tag does not match/],
    ['is cut off', () => cut('cut', (bytes) => bytes.subarray(0, -8)), /cut off/],
    [
      'is for another version',
      () =>
        cut('older', (bytes) => Buffer.from(bytes.toString('latin1').replace('10701', '10602'), 'latin1')),
      /Version tag does not match/,
    ],
  ])('because it %s is refused with the reason and the remedy', async (_, make, reason) => {
    await expect(tensorRt.open(await make())).rejects.toMatchObject({
      code: 'engine-refused',
      message: expect.stringMatching(reason),
    });
    await expect(tensorRt.open(await make())).rejects.toThrow(
      /Rebuild needed because .* run "motif provision"/,
    );
  });

  it('is refused for shapes that only a run decides, and for types that we do not speak', async () => {
    await expect(
      tensorRt.open(await planOf(await graphOf('open', [0, 4], 'float32'), 'open')),
    ).rejects.toThrow(/"x" has no static shape/);
    await expect(tensorRt.open(await planOf(await graphOf('int8', [4], 'int8'), 'int8'))).rejects.toThrow(
      /Expected float32 or int64 tensors .* "x" has TensorRT's type/,
    );
  });

  it('is refused for want of memory, which others may still have', async () => {
    const big = await planOf(await graphOf('big', [1 << 26], 'float32'), 'big');
    const before = await freeMemory();
    await expect(tensorRt.open(big)).rejects.toMatchObject({
      code: 'out-of-memory',
      message: expect.stringMatching(/no memory left for the tensors\. End other programs/),
    });
    expect(await freeMemory()).toBe(before);
    const engine = await tensorRt.open(plan);
    await expect(y(engine)).resolves.toHaveLength(16);
    await engine.close();
  });
});

describe.skipIf(missing)('the kernels that TensorRT-RTX compiles for a GPU', () => {
  const said = async () => {
    const engine = await tensorRt.open(plan);
    await engine.close();
    return engine.messages.map(({ text }) => text).filter((text) => text.startsWith('Kernels'));
  };

  it('are kept beside the plan, and compiled anew where the file is damaged', async () => {
    await rm(`${plan}.kernels`, { force: true });
    expect(await said()).toEqual(['Kernels compiled']);
    expect(await said()).toEqual(['Kernels of the cache']);
    const kept = await readFile(`${plan}.kernels`);
    kept.writeUInt8(kept.readUInt8(40) ^ 1, 40);
    await writeFile(`${plan}.kernels`, kept);
    expect(await said()).toEqual(['Kernels compiled']);
    expect(await said()).toEqual(['Kernels of the cache']);
  });
});

describe.skipIf(missing)('engines that come and go', () => {
  it('leave nothing on the GPU and no growing memory, a thousand times', async () => {
    const before = await freeMemory();
    const sizes: number[] = [];
    for (let i = 0; i < 1000; i++) {
      const engine = await tensorRt.open(plan);
      if (i % 10 === 0) await y(engine);
      await engine.close();
      if (i % 100 === 99) sizes.push(process.memoryUsage().rss);
    }
    expect(await freeMemory()).toBe(before);
    // Measured from the second hundred on, when caches and the heap have found their size.
    expect(Math.max(...sizes) - (sizes[1] ?? 0)).toBeLessThan(64 * 2 ** 20);
  });
});

describe.skipIf(missing)('a process that ends', () => {
  const script = (body: string) => `
    import { openTensorRt } from ${JSON.stringify(join(import.meta.dirname, '../../../device/tensorrt/tensorrt.ts'))};
    const tensorRt = await openTensorRt(${JSON.stringify(double)});
    ${body}`;
  const run = async (body: string) => {
    const file = join(dir, 'ending.mts');
    await writeFile(file, script(body));
    const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
    return promisify(execFile)(process.execPath, ['--import', tsx, file]);
  };

  it.each([
    [
      'while it builds',
      'tensorRt.build(build, { onProgress: () => process.exit(0) }); setTimeout(() => {}, 9e4);',
    ],
    ['while it runs', 'const e = await tensorRt.open(plan); e.run(feeds); e.run(feeds); process.exit(0);'],
    ['with an engine that nobody closed', 'await tensorRt.open(plan);'],
    [
      'in a worker that is terminated while it builds',
      'const { Worker } = await import("node:worker_threads"); const w = new Worker(worker, { eval: true, workerData: { addon, build } });' +
        'w.on("message", () => w.terminate()); await new Promise((resolve) => w.on("exit", resolve));',
    ],
  ])('%s ends well', async (_, body) => {
    const graph = join(dir, 'tiny.onnx');
    const build = { graph, plan: join(dir, 'ending.plan'), computeCapabilities: ['8.9'] };
    const prelude = `
      import { ensureAddon } from ${JSON.stringify(join(import.meta.dirname, '../../../device/tensorrt/build-addon.ts'))};
      const build = ${JSON.stringify(build)}; const plan = ${JSON.stringify(plan)}; const addon = await ensureAddon();
      const feeds = new Map([['x', new Uint8Array(64)], ['offset', new Uint8Array(8)]]);
      const worker = \`const { workerData, parentPort } = require('node:worker_threads');
        const native = { ...workerData.build, computeCapabilities: [89], workspaceBytes: 1, optimizationLevel: 3, threads: 0 };
        require(workerData.addon).build(native, () => parentPort.postMessage('building'));\`;`;
    await expect(run(`${prelude}\n${body}`)).resolves.toMatchObject({ stderr: '' });
  });
});

describe.skipIf(missing)('a GPU whose context is lost', () => {
  // Last: nothing in this process gets over it.
  it('is told from other errors, and everything afterwards says so', async () => {
    const survivor = await tensorRt.open(plan);
    const engine = await tensorRt.open(await faulty('Fault'));
    const lost = {
      code: 'device-lost',
      message: expect.stringMatching(/context is lost.* Start the process again\.$/),
    };
    await expect(engine.run(tinyBytes(3n))).rejects.toMatchObject(lost);
    await expect(engine.run(tinyBytes(3n))).rejects.toMatchObject(lost);
    await expect(survivor.run(tinyBytes(3n))).rejects.toMatchObject(lost);
    await expect(tensorRt.open(plan)).rejects.toMatchObject(lost);
    await expect(tensorRt.gpu()).rejects.toMatchObject({ code: 'device-lost' });
    await engine.close();
    await survivor.close();
  });
});

const at = (offset: bigint) => ({ offset: { shape: [1], data: BigInt64Array.of(offset) } });

/** `y = x + x` of a shape and type. */
async function graphOf(name: string, shape: readonly number[], type: 'float32' | 'int8'): Promise<string> {
  const graph = encodeModel({
    name,
    nodes: [{ op: 'Add', domain: '', inputs: ['x', 'x'], outputs: ['y'], attributes: {} }],
    initializers: [],
    inputs: [{ name: 'x', type, shape }],
    outputs: [{ name: 'y', type: 'float32', shape }],
  });
  await writeFile(join(dir, `${name}.onnx`), graph);
  return join(dir, `${name}.onnx`);
}
