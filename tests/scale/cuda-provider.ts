/**
 * Runs the transformer graphs that TensorRT is given through ONNX Runtime's CUDA provider and compares them
 * with the CPU: the starter model's and two blocks of the width of Stable Diffusion 3.5 medium, in FP16 and in
 * FP8 with Q/DQ. Needs an NVIDIA GPU and the provider's libraries beside ONNX Runtime's; not part of the test
 * suite. Run:
 *
 *     npx tsx tests/scale/cuda-provider.ts <starter model> <plan.json by "motif gate"> <folder> [provider]
 *
 * Prints a JSON line for each precision: how far it is from the CPU's result with the same graphs and from the
 * CPU's in FP32 (relative L2; PSNR of the picture), and milliseconds a drawing or a prediction.
 */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { exportModel } from '../../engine-build/build/build-engine.ts';
import type { Manifest } from '../../engine-build/build/manifest.ts';
import { type Proof, readProof } from '../../engine-build/build/proof.ts';
import { type Checkpoint, openCheckpoint } from '../../engine-build/checkpoint/checkpoint.ts';
import { psnr, relativeL2 } from '../../provisioning/bench/closeness.ts';
import type { Engine, Feeds } from '../../runtime/engines/engine.ts';
import { loadModel } from '../../runtime/engines/load-engines.ts';
import { openOnnxEngine } from '../../runtime/engines/onnx-engine.ts';
import { type GenerateResult, generate } from '../../runtime/pipeline/generate.ts';
import { wholePlan } from '../engine-build/build/whole-plan.ts';
import { seeded } from '../fakes/seeded.ts';
import { writeRandomCheckpoint } from './random-checkpoint.ts';

const [starter = '', planFile = '', folder = 'cuda', where = 'cuda'] = process.argv.slice(2);
const provider = where === 'cpu' ? 'cpu' : 'cuda';
const SIZE = { width: 512, height: 512 };
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

type Emit = (precision: 'fp32' | 'fp16' | 'fp8') => Promise<{ dir: string; manifest: Manifest }>;

/** Writes the graphs of a model that TensorRT would be given, and FP32's. */
function emitter(name: string, checkpoint: Checkpoint, proof: Proof): Emit {
  return async (precision) => {
    const dir = path.join(folder, `${name}-${precision}`);
    const manifest = await exportModel(checkpoint, {
      outDir: dir,
      shapes: [SIZE],
      precision,
      operators: precision === 'fp32' ? 'onnxruntime' : 'standard',
      ...(precision === 'fp8' ? { proof } : {}),
    });
    return { dir, manifest };
  };
}

/** One prediction from noise; random weights make no picture. */
async function comparePredictions(name: string, emit: Emit): Promise<void> {
  const graphOf = async (precision: 'fp32' | 'fp16' | 'fp8') => {
    const { dir, manifest } = await emit(precision);
    return path.join(dir, manifest.shapes[0]?.transformer.batch1 ?? '');
  };
  const exact = await velocityOf(await graphOf('fp32'), 'cpu');
  for (const precision of ['fp16', 'fp8'] as const) {
    const graph = await graphOf(precision);
    const cpu = await velocityOf(graph, 'cpu');
    const gpu = await velocityOf(graph, provider);
    const fromCpu = relativeL2(gpu.velocity, cpu.velocity);
    const fromExact = relativeL2(gpu.velocity, exact.velocity);
    console.log(JSON.stringify({ name, precision, fromCpu, fromExact, ms: { cpu: cpu.ms, gpu: gpu.ms } }));
  }
}

/** Text encoders, transformer and decoder together, from words to a picture. */
async function compareDrawings(name: string, emit: Emit): Promise<void> {
  const exact = await drawing((await emit('fp32')).dir, 'cpu');
  for (const precision of ['fp16', 'fp8'] as const) {
    const { dir } = await emit(precision);
    const cpu = await drawing(dir, 'cpu');
    const gpu = await drawing(dir, provider);
    const against = (other: GenerateResult) => ({
      latents: relativeL2(gpu.latents.data, other.latents.data),
      psnrDb: Math.min(100, psnr(pixels(gpu), pixels(other))),
    });
    const ms = { cpu: cpu.timings.totalMs, gpu: gpu.timings.totalMs };
    console.log(JSON.stringify({ name, precision, fromCpu: against(cpu), fromExact: against(exact), ms }));
  }
}

async function drawing(dir: string, where: 'cpu' | 'cuda'): Promise<GenerateResult> {
  await using model = await loadModel(dir, { provider: where, spinning: true });
  const { steps, guidance } = model.manifest.defaults;
  const request = {
    ...SIZE,
    prompt: 'a fox on a mug',
    negativePrompt: '',
    steps: steps.quick,
    guidance: guidance.balanced,
    seeds: [1],
  };
  // The first drawing compiles and loads.
  if (where === 'cuda') await generate(model, request);
  return await generate(model, request);
}

const pixels = ({ images: [image] }: GenerateResult): Uint8Array => image?.data ?? new Uint8Array();

await mkdir(folder, { recursive: true });
{
  await using checkpoint = await openCheckpoint(starter);
  await compareDrawings('starter', emitter('starter', checkpoint, await readProof(planFile)));
}
const random = path.join(folder, 'two-blocks');
await writeRandomCheckpoint(random, 2);
await using checkpoint = await openCheckpoint(random);
await comparePredictions('two-blocks', emitter('two-blocks', checkpoint, wholePlan(checkpoint, 'fp8')));
