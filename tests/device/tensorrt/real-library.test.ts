import { existsSync } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BuildProgress } from '../../../device/tensorrt/build-plan.ts';
import { openTensorRt, type TensorRt } from '../../../device/tensorrt/tensorrt.ts';
import { whyNoAddon } from './native.ts';
import { realTensorRt } from './real-library.ts';
import { writeFp8Graph, writeTinyGraph } from './tiny-graph.ts';

const addon = await whyNoAddon();
const found = addon === null ? await realTensorRt() : { missing: addon };
if ('missing' in found) console.warn(`Skipping the tests with NVIDIA's library. ${found.missing}`);

describe.skipIf('missing' in found)("NVIDIA's TensorRT-RTX, without a GPU", () => {
  let dir: string;
  let graph: string;
  let tensorRt: TensorRt;
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'motif-tensorrt-'));
    graph = await writeTinyGraph(dir);
    tensorRt = await openTensorRt('folder' in found ? found : {});
  });
  afterAll(() => rm(dir, { recursive: true }));

  const target = (name: string, plan = `${name}.plan`) => ({
    graph,
    plan: join(dir, plan),
    computeCapabilities: [name],
  });

  it('says what it is', () => {
    expect(tensorRt).toMatchObject({ product: 'TensorRT-RTX', version: '1.7.1' });
    expect(tensorRt.computeCapabilities).toEqual(['7.5', '8.0', '8.6', '8.9', '12.0', '12.1']);
  });

  it.each(['8.6', '8.9', '12.0'])('builds a plan for %s, and says how it goes', async (name) => {
    const heard: BuildProgress[] = [];
    const { bytes, messages } = await tensorRt.build(target(name), { onProgress: (at) => heard.push(at) });
    expect((await stat(join(dir, `${name}.plan`))).size).toBe(bytes);
    expect(messages.map(({ text }) => text).join('\n')).toMatch(/Engine generation completed/);
    const outermost = heard.filter(({ parent }) => parent === null);
    expect(outermost.length).toBeGreaterThan(2);
    expect(outermost.at(-1)?.step).toBeGreaterThan(0);
    expect(heard.every(({ step, steps }) => step <= steps)).toBe(true);
  });

  it('refuses a graph with an operator nobody knows, in its own words and with our stack', async () => {
    const strange = await writeTinyGraph(join(dir, 'strange'), { op: 'Transmogrify' });
    const building = tensorRt.build({ ...target('8.9', 'strange.plan'), graph: strange });
    const error = await building.catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'graph-refused', message: expect.stringMatching(/Transmogrify/) });
    expect(error).toHaveProperty('stack', expect.stringContaining('real-library.test.ts'));
    expect(existsSync(join(dir, 'strange.plan'))).toBe(false);
  });

  it('builds FP8 where the silicon has it, and says why not where it has not', async () => {
    const fp8 = { graph: await writeFp8Graph(join(dir, 'fp8')), plan: join(dir, 'fp8.plan') };
    await expect(tensorRt.build({ ...fp8, computeCapabilities: ['8.9'] })).resolves.toBeDefined();
    await expect(tensorRt.build({ ...fp8, computeCapabilities: ['8.6'] })).rejects.toMatchObject({
      code: 'build-refused',
      message: expect.stringMatching(/Cannot compile for target\(s\) sm86.*fp8_e4m3/),
    });
  });

  it('refuses a GPU that it does not know before it builds', async () => {
    await expect(tensorRt.build(target('9.0'))).rejects.toMatchObject({
      code: 'wrong-target',
      message: expect.stringMatching(/7\.5, 8\.0, 8\.6, 8\.9, 12\.0, 12\.1\) but received 9\.0/),
    });
  });

  it('ends a build that is cancelled, leaves no plan, and builds again', async () => {
    const abort = new AbortController();
    const hooks = { signal: abort.signal, onProgress: () => abort.abort() };
    await expect(tensorRt.build(target('8.9', 'cancelled.plan'), hooks)).rejects.toMatchObject({
      code: 'aborted',
    });
    expect(existsSync(join(dir, 'cancelled.plan'))).toBe(false);
    await expect(tensorRt.build(target('8.9', 'cancelled.plan'))).resolves.toBeDefined();
  });

  it('says when the disk is full, and when the folder is not there', async () => {
    await expect(tensorRt.build({ ...target('8.9'), plan: '/dev/full' })).rejects.toMatchObject({
      code: 'disk-full',
    });
    await expect(tensorRt.build(target('8.9', 'nowhere/x.plan'))).rejects.toMatchObject({
      code: 'write-failed',
    });
  });
});
