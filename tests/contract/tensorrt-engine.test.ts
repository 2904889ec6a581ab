import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTensorRt, type TensorRt } from '../../device/tensorrt/tensorrt.ts';
import { openTensorRtEngine } from '../../runtime/engines/tensorrt-engine.ts';
import { whyNoAddon } from '../device/tensorrt/native.ts';
import { TINY_FEEDS, tinyResult, writeTinyGraph } from '../device/tensorrt/tiny-graph.ts';
import { tensorRtDouble } from '../fakes/tensorrt-double.ts';
import { engineContract } from './engine.contract.ts';

const missing = await whyNoAddon();

let dir: string;
let plan: string;
let tensorRt: TensorRt;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'motif-tensorrt-'));
  plan = join(dir, 'tiny.plan');
  tensorRt = await openTensorRt(await tensorRtDouble());
  await tensorRt.build({ graph: await writeTinyGraph(dir), plan, computeCapabilities: ['8.9'] });
});
afterAll(() => rm(dir, { recursive: true }));

describe.skipIf(missing)('with the addon', () => {
  engineContract('TensorRT, by its double', {
    open: () => openTensorRtEngine(plan, tensorRt),
    feeds: TINY_FEEDS,
    otherFeeds: { ...TINY_FEEDS, offset: { shape: [1], data: BigInt64Array.of(10n) } },
  });
});

it.skipIf(missing)('computes what the graph says', async () => {
  await using engine = await openTensorRtEngine(plan, tensorRt);
  const { y } = await engine.run(TINY_FEEDS);
  tinyResult(TINY_FEEDS).forEach((number, i) => {
    expect(y?.data[i]).toBeCloseTo(number, 4);
  });
});
