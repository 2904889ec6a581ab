import '../../runtime/engines/no-telemetry.ts';

import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { encodeModel } from '../../engine-build/graph/onnx-proto.ts';
import { type OperatorCost, operatorCosts } from './operator-profile.ts';

const RUNS = 5;
/** Side of the product that stands for what the machine can do: large enough to be bound by arithmetic. */
const GEMM_SIDE = 1024;
const GEMM_RUNS = 8;

/** Runs a graph on made-up inputs under ONNX Runtime's profiler. @returns most expensive operator first */
export async function profileGraph(path: string, threads: number): Promise<OperatorCost[]> {
  const dir = await mkdtemp(join(tmpdir(), 'motif-profile-'));
  try {
    const profiling = { enableProfiling: true, profileFilePrefix: join(dir, 'trace') };
    const session = await InferenceSession.create(path, { ...sessionOptions(threads), ...profiling });
    const feeds = feedsOf(session);
    for (let run = 0; run <= RUNS; run++) await session.run(feeds);
    session.endProfiling();
    await session.release();
    const [file = ''] = await readdir(dir);
    return operatorCosts(JSON.parse(await readFile(join(dir, file), 'utf8')));
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/** FLOP/s of this machine's best FP32 matrix product among a few. */
export async function gemmThroughput(threads: number): Promise<number> {
  const square = { type: 'float32', shape: [GEMM_SIDE, GEMM_SIDE] } as const;
  const graph = encodeModel({
    name: 'gemm',
    nodes: [{ op: 'MatMul', domain: '', inputs: ['a', 'b'], outputs: ['c'], attributes: {} }],
    initializers: [],
    inputs: [
      { name: 'a', ...square },
      { name: 'b', ...square },
    ],
    outputs: [{ name: 'c', ...square }],
  });
  const session = await InferenceSession.create(graph, sessionOptions(threads));
  const feeds = feedsOf(session);
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < GEMM_RUNS; run++) {
    const started = performance.now();
    await session.run(feeds);
    best = Math.min(best, (performance.now() - started) / 1000);
  }
  await session.release();
  return (2 * GEMM_SIDE ** 3) / best;
}

function sessionOptions(threads: number): InferenceSession.SessionOptions {
  const extra = { session: { intra_op: { allow_spinning: '1' } } };
  return { graphOptimizationLevel: 'all', intraOpNumThreads: threads, interOpNumThreads: 1, extra };
}

function feedsOf(session: InferenceSession): Record<string, Tensor> {
  return Object.fromEntries(session.inputMetadata.map((metadata) => [metadata.name, tensorOf(metadata)]));
}

/** Ones for switches such as `block_keep` and token ids, waves for all else: nothing is denormal or infinite. */
function tensorOf(metadata: InferenceSession.ValueMetadata): Tensor {
  const shape = metadata.isTensor ? metadata.shape.map(Number) : [];
  const length = shape.reduce((product, side) => product * side, 1);
  if (metadata.isTensor && metadata.type === 'int64') {
    return new Tensor('int64', new BigInt64Array(length).fill(1n), shape);
  }
  const data = Float32Array.from({ length }, (_, i) => (shape.length === 1 ? 1 : Math.sin(i * 1.7)));
  return new Tensor('float32', data, shape);
}
