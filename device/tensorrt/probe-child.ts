// The process that tries TensorRT first: what crashes here does not crash the kiosk. Its argument is made by
// probe.ts: TensorRtOptions, and a folder for its files.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TensorRtError } from './errors.ts';
import type { GpuReport } from './native-addon.ts';
import type { ProbeFacts, ProbeMessage } from './probe-messages.ts';
import { openTensorRt, type TensorRt, type TensorRtOptions } from './tensorrt.ts';
import { TINY_NETWORK } from './tiny-network.ts';

function tell(message: ProbeMessage): Promise<void> {
  return new Promise((resolve) => process.send?.(message, () => resolve()) ?? resolve());
}

async function probe({ dir, ...options }: TensorRtOptions & { dir: string }): Promise<ProbeFacts> {
  await tell({ type: 'stage', stage: 'loading' });
  const tensorRt = await openTensorRt(options);
  const gpu = await gpuOf(tensorRt);
  const target = targetOf(tensorRt, gpu);
  const facts = {
    library: tensorRt.library,
    gpu: gpu && { name: gpu.name, computeCapability: gpu.computeCapability },
  };
  if (target === null) return { ...facts, built: false, ran: false };
  const plan = await buildTiny(tensorRt, dir, target);
  const ran = gpu !== null && isTarget(tensorRt, gpu);
  if (ran) await runTiny(tensorRt, plan);
  return { ...facts, built: true, ran };
}

async function gpuOf(tensorRt: TensorRt): Promise<GpuReport | null> {
  try {
    return await tensorRt.gpu();
  } catch (error) {
    if (error instanceof TensorRtError && error.code === 'no-gpu') return null;
    throw error;
  }
}

/** Full TensorRT builds for whatever it finds. */
function isTarget({ computeCapabilities }: TensorRt, { computeCapability }: GpuReport): boolean {
  return computeCapabilities.length === 0 || computeCapabilities.includes(computeCapability);
}

/** What to build for; null where nothing can be built. */
function targetOf(tensorRt: TensorRt, gpu: GpuReport | null): readonly string[] | null {
  const [first] = tensorRt.computeCapabilities;
  if (first === undefined) return gpu === null ? null : [];
  return [gpu !== null && isTarget(tensorRt, gpu) ? gpu.computeCapability : first];
}

async function buildTiny(tensorRt: TensorRt, dir: string, target: readonly string[]): Promise<string> {
  await tell({ type: 'stage', stage: 'building a tiny network' });
  const [graph, plan] = [join(dir, 'tiny.onnx'), join(dir, 'tiny.plan')];
  await writeFile(graph, TINY_NETWORK);
  await tensorRt.build({ graph, plan, computeCapabilities: target });
  return plan;
}

async function runTiny(tensorRt: TensorRt, plan: string): Promise<void> {
  await tell({ type: 'stage', stage: 'running a tiny network' });
  const engine = await tensorRt.open(plan);
  const x = Float32Array.of(1, 2, 3, 4);
  const { outputs } = await engine.run(new Map([['x', new Uint8Array(x.buffer)]]));
  await engine.close();
  const y = [...new Float32Array(outputs.get('y') ?? new ArrayBuffer())];
  if (y.join() === '2,4,6,8') return;
  throw new TensorRtError(
    'execution-failed',
    `Expected a tiny network to give 2, 4, 6, 8 but received ${y.join(', ')}. Install another version of TensorRT.`,
  );
}

async function main(): Promise<void> {
  try {
    await tell({ type: 'facts', facts: await probe(JSON.parse(process.argv[2] ?? '{}')) });
  } catch (error) {
    if (!(error instanceof TensorRtError)) throw error;
    await tell({ type: 'problem', code: error.code, sentence: error.message });
  }
  process.disconnect();
}

await main();
