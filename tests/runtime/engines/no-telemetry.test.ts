import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { encodeModel } from '../../../engine-build/graph/onnx-proto.ts';

const ROOT = path.join(import.meta.dirname, '../../..');
const GRAPH = encodeModel({
  name: 'one',
  nodes: [{ op: 'Relu', domain: '', inputs: ['x'], outputs: ['y'], attributes: {} }],
  initializers: [],
  inputs: [{ name: 'x', type: 'float32', shape: [1] }],
  outputs: [{ name: 'y', type: 'float32', shape: [1] }],
});
/** By these variables ONNX Runtime knows a build machine, where it reports nothing of its own accord. */
const BUILD_MACHINE = new Set([
  'CI',
  'TF_BUILD',
  'GITHUB_ACTIONS',
  'GITLAB_CI',
  'CIRCLECI',
  'TRAVIS',
  'JENKINS_URL',
  'CODEBUILD_BUILD_ID',
  'BUILDKITE',
  'TEAMCITY_VERSION',
  'APPVEYOR',
]);
let home: string;

beforeEach(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'motif-home-'));
});
afterEach(() => rm(home, { recursive: true }));

/** What a process that runs `script` as a module leaves in an empty home, its folder for temporary files included. */
async function leftBy(script: string): Promise<string[]> {
  const graph = path.join(home, 'one.onnx');
  await writeFile(graph, GRAPH);
  const { ORT_DISABLE_TELEMETRY: _, XDG_CACHE_HOME: __, ...all } = process.env;
  const env = Object.fromEntries(Object.entries(all).filter(([name]) => !BUILD_MACHINE.has(name)));
  const flags = ['--import', 'tsx', '--input-type=module', '-e', script];
  const there = { ...env, HOME: home, TMPDIR: home, GRAPH: graph, TSX_DISABLE_CACHE: '1' };
  await promisify(execFile)(process.execPath, flags, { cwd: ROOT, env: there });
  return (await readdir(home, { recursive: true })).filter(
    (name) => name !== 'one.onnx' && !name.startsWith('tsx'),
  );
}

it('lets ONNX Runtime keep no device id and report to nobody', async () => {
  const script = `
    const { openOnnxEngine } = await import('./runtime/engines/onnx-engine.ts');
    const engine = await openOnnxEngine(process.env.GRAPH, { threads: 1, provider: 'cpu', spinning: false });
    await engine.dispose();`;
  expect(await leftBy(script)).toEqual([]);
});

it('is needed: by itself ONNX Runtime leaves a device id', async () => {
  const script = `
    const { InferenceSession } = await import('onnxruntime-node');
    await (await InferenceSession.create(process.env.GRAPH)).release();`;
  expect(await leftBy(script)).toContain('.cache/Microsoft/DeveloperTools/.onnxruntime/deviceid');
});
