/**
 * Runs the transformer graphs that TensorRT is given through ONNX Runtime's CUDA provider and compares them
 * with the CPU: the starter model's and two blocks of the width of Stable Diffusion 3.5 medium, in FP16 and in
 * FP8 with Q/DQ. Needs an NVIDIA GPU and the provider's libraries beside ONNX Runtime's; not part of the test
 * suite. Run:
 *
 *     npx tsx tests/scale/cuda-provider.ts <starter model> <plan.json by "motif gate"> <folder> [provider]
 *
 * Prints a JSON line for each graph: the relative L2 distance of the velocity from the CPU's with the same
 * graph and from the CPU's in FP32, and milliseconds a run.
 */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { exportModel } from '../../engine-build/build/build-engine.ts';
import { type Proof, readProof } from '../../engine-build/build/proof.ts';
import { type Checkpoint, openCheckpoint } from '../../engine-build/checkpoint/checkpoint.ts';
import { isQuantisable } from '../../engine-build/quantize/qdq-plan.ts';
import type { Engine, Feeds } from '../../runtime/engines/engine.ts';
import { openOnnxEngine } from '../../runtime/engines/onnx-engine.ts';
import { seeded } from '../fakes/seeded.ts';
import { writeRandomCheckpoint } from './random-checkpoint.ts';

const [starter = '', planFile = '', folder = 'cuda', provider = 'cuda'] = process.argv.slice(2);
const RUNS = 10;

/** As the pipeline feeds it: noise, a time in the middle, embeddings of deviation 1, every block kept. */
function feedsFor(engine: Engine): Feeds {
  const next = seeded(1);
  const uniform = () => next() / 2 ** 32 - 0.5;
  const normal = () => 2 * (uniform() + uniform() + uniform());
  const values = (name: string, count: number) =>
    Float32Array.from({ length: count }, () =>
      name === 'timestep' ? 500 : name === 'block_keep' ? 1 : normal(),
    );
  return Object.fromEntries(
    engine.inputs.map(({ name, shape }) => {
      const count = shape.reduce((product, side) => product * side, 1);
      return [name, { shape, data: values(name, count) }];
    }),
  );
}

async function velocityOf(
  graph: string,
  where: 'cpu' | 'cuda',
): Promise<{ velocity: Float32Array; ms: number }> {
  await using engine = await openOnnxEngine(graph, { threads: 0, provider: where, spinning: true });
  const feeds = feedsFor(engine);
  let { velocity } = await engine.run(feeds);
  const started = performance.now();
  const runs = where === 'cpu' ? 1 : RUNS;
  for (let i = 0; i < runs; i++) ({ velocity } = await engine.run(feeds));
  const ms = (performance.now() - started) / runs;
  return { velocity: velocity?.data ?? new Float32Array(), ms };
}

function distance(a: Float32Array, b: Float32Array): number {
  let [error, norm] = [0, 0];
  for (let i = 0; i < b.length; i++) {
    const [x, y] = [a[i] ?? Number.NaN, b[i] ?? 0];
    error += (x - y) ** 2;
    norm += y ** 2;
  }
  return Math.sqrt(error / norm);
}

/** Scales for random weights, whose activations are of deviation 1 or so after each norm. */
function assumedProof({ transformer }: Checkpoint): Proof {
  const layers = [...transformer.weights.tensors.values()].flatMap(
    ({ name, shape: [rows = 0, columns = 0] }) => {
      const layer = { name: name.replace(/\.weight$/, ''), rows, columns };
      return name.endsWith('.weight') && isQuantisable(layer)
        ? [[layer.name, { input: 8 / 448, smooth: null }] as const]
        : [];
    },
  );
  const figures = { meanError: 0, worstError: 0, psnrDb: 0, ssim: 0, keptHigh: [], overflowing: [] };
  const gate = { passed: true, quantisedLayers: layers.length, ...figures };
  return { format: 1, plan: { format: 'fp8', layers: Object.fromEntries(layers) }, gate };
}

async function compare(name: string, modelDir: string, proof: Proof | null, size: number): Promise<void> {
  await using checkpoint = await openCheckpoint(modelDir);
  const shapes = [{ width: size, height: size }];
  const emit = async (precision: 'fp32' | 'fp16' | 'fp8', operators: 'onnxruntime' | 'standard') => {
    const proved = precision === 'fp8' ? { proof: proof ?? assumedProof(checkpoint) } : {};
    const outDir = path.join(folder, `${name}-${precision}`);
    const { shapes: made } = await exportModel(checkpoint, {
      outDir,
      shapes,
      precision,
      operators,
      ...proved,
    });
    return path.join(outDir, made[0]?.transformer.batch1 ?? '');
  };
  const exact = await velocityOf(await emit('fp32', 'onnxruntime'), 'cpu');
  for (const precision of ['fp16', 'fp8'] as const) {
    const graph = await emit(precision, 'standard');
    const cpu = await velocityOf(graph, 'cpu');
    const gpu = await velocityOf(graph, provider === 'cpu' ? 'cpu' : 'cuda');
    const finite = gpu.velocity.every(Number.isFinite);
    const fromCpu = distance(gpu.velocity, cpu.velocity);
    const fromExact = distance(gpu.velocity, exact.velocity);
    const ms = { cpu: cpu.ms, gpu: gpu.ms };
    console.log(JSON.stringify({ name, precision, size, finite, fromCpu, fromExact, ms }));
  }
}

await mkdir(folder, { recursive: true });
await compare('starter', starter, await readProof(planFile), 512);
const random = path.join(folder, 'two-blocks');
await writeRandomCheckpoint(random, 2);
await compare('two-blocks', random, null, 512);
