import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTensorRt } from '../../../device/tensorrt/tensorrt.ts';
import { graphOpener } from '../../../runtime/engines/graph-opener.ts';
import { whyNoAddon } from '../../device/tensorrt/native.ts';
import { TINY_FEEDS, tinyResult, writeTinyGraph } from '../../device/tensorrt/tiny-graph.ts';
import { type TensorRtDouble, tensorRtDouble } from '../../fakes/tensorrt-double.ts';

const missing = await whyNoAddon();

let dir: string;
let double: TensorRtDouble;
let graph: string;
let plan: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'motif-opener-'));
  double = await tensorRtDouble();
  graph = await writeTinyGraph(dir);
  plan = join(dir, 'tiny.plan');
  await (await openTensorRt(double)).build({ graph, plan, computeCapabilities: ['8.9'] });
});
afterAll(() => rm(dir, { recursive: true }));

describe.skipIf(missing)('an engine folder of TensorRT', () => {
  const built = { backend: 'tensorrt', library: 'TensorRT-RTX 1.7.1', builtFor: null } as const;

  it('has its plans run by TensorRT and what is ONNX beside them by ONNX Runtime, to the same numbers', async () => {
    const open = await graphOpener(built, { threads: 1, tensorRt: double });
    for (const path of [plan, graph]) {
      await using engine = await open(path);
      const { y } = await engine.run(TINY_FEEDS);
      expect([...(y?.data ?? [])].map((n) => n.toFixed(3))).toEqual(
        tinyResult(TINY_FEEDS).map((n) => n.toFixed(3)),
      );
    }
  });

  it('is refused where another TensorRT built it, with why and what to do', async () => {
    const older = { ...built, library: 'TensorRT-RTX 1.6.0' };
    await expect(graphOpener(older, { tensorRt: double })).rejects.toMatchObject({
      code: 'not-provisioned',
      message: expect.stringMatching(
        /^Expected TensorRT-RTX 1\.6\.0, .* received TensorRT-RTX 1\.7\.1\. Rebuild needed because/,
      ),
    });
  });

  it('is refused on another GPU before anything of it is loaded', async () => {
    const { name, computeCapability } = await (await openTensorRt(double)).gpu();
    const builtFor = { computeCapability, optimizationLevel: 3, driver: null };
    await expect(graphOpener({ ...built, builtFor }, { tensorRt: double })).resolves.toBeTypeOf('function');
    const other = { ...built, builtFor: { ...builtFor, computeCapability: '5.2' } };
    await expect(graphOpener(other, { tensorRt: double })).rejects.toMatchObject({
      code: 'not-provisioned',
      message: `Expected a GPU of compute capability 5.2, which this engine is for, but received ${name} with ${computeCapability}. Rebuild needed because plans belong to one GPU generation: run "motif provision".`,
    });
  });

  it('is refused where there is no TensorRT', async () => {
    await expect(graphOpener(built, { tensorRt: { folder: join(dir, 'nothing') } })).rejects.toMatchObject({
      code: 'not-provisioned',
      message: expect.stringMatching(/^Expected one of libtensorrt_rtx\.so\.1.*Install TensorRT-RTX/),
    });
  });

  it('says of a plan that TensorRT refuses that a rebuild is needed', async () => {
    const other = join(dir, 'other.plan');
    await writeFile(other, 'for another GPU\n');
    const open = await graphOpener(built, { tensorRt: double });
    await expect(open(other)).rejects.toMatchObject({
      code: 'engine-failed',
      message: expect.stringMatching(/Rebuild needed because .* run "motif provision"/),
    });
  });
});
