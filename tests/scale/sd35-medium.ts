/**
 * Emits the FP8 graphs of a model of the size of Stable Diffusion 3.5 medium from random weights and prints
 * time, memory and sizes. Needs 12 GB of disk; not part of the test suite. Run:
 *
 *     npx tsx tests/scale/sd35-medium.ts <folder> [--build] [--pack]
 *
 * With --build a plan is built of the transformer by TensorRT-RTX (MOTIF_TENSORRT), no GPU needed.
 *
 * Activation scales are given, not calibrated: random weights say nothing about real activations, and sizes,
 * time and memory do not depend on them.
 */
import { access } from 'node:fs/promises';
import path from 'node:path';
import { openTensorRt } from '../../device/tensorrt/tensorrt.ts';
import { estimateExport, exportModel } from '../../engine-build/build/build-engine.ts';
import { packModel } from '../../engine-build/build/pack-model.ts';
import { openCheckpoint } from '../../engine-build/checkpoint/checkpoint.ts';
import { isQuantisable } from '../../engine-build/quantize/qdq-plan.ts';
import { writeRandomCheckpoint } from './random-checkpoint.ts';

const folder = path.resolve(process.argv[2] ?? 'scale');
const model = path.join(folder, 'model');
const gigabytes = (bytes: number) => Number((bytes / 1e9).toFixed(2));
const peak = () => gigabytes(process.resourceUsage().maxRSS * 1024);

async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const [started, before] = [performance.now(), process.cpuUsage()];
  const result = await work();
  const seconds = Number(((performance.now() - started) / 1000).toFixed(1));
  const { user, system } = process.cpuUsage(before);
  const cpuSeconds = Number(((user + system) / 1e6).toFixed(1));
  console.log(JSON.stringify({ what, seconds, cpuSeconds, peakMemoryGB: peak() }));
  return result;
}

const there = await access(path.join(model, 'text_encoder_2', 'model.safetensors')).then(
  () => true,
  () => false,
);
if (!there) await timed('write the random checkpoint', () => writeRandomCheckpoint(model));
await using checkpoint = await openCheckpoint(model);
const { tensors } = checkpoint.transformer.weights;
const parameters = [...tensors.values()].reduce((sum, { bytes }) => sum + bytes / 2, 0);
const layers = [...tensors.values()].flatMap(({ name, shape: [rows = 0, columns = 0] }) => {
  const layer = { name: name.replace(/\.weight$/, ''), rows, columns };
  return name.endsWith('.weight') && isQuantisable(layer) ? [layer.name] : [];
});
const plan = {
  format: 'fp8' as const,
  layers: Object.fromEntries(layers.map((name) => [name, { input: 8 / 448, smooth: null }])),
  modulation: 'codes' as const,
};
const figures = { meanError: 0, worstError: 0, psnrDb: 0, ssim: 0, keptHigh: [], overflowing: [] };
const proof = {
  format: 1 as const,
  plan,
  gate: { passed: true, quantisedLayers: layers.length, ...figures },
};
const options = {
  precision: 'fp8',
  proof,
  maxSequenceLength: 256,
  operators: 'standard',
} as const;
console.log(
  JSON.stringify({ parameters, layers: layers.length, estimate: await estimateExport(checkpoint, options) }),
);
const outDir = path.join(folder, 'engine');
const { files } = await timed('emit the FP8 graphs', () => exportModel(checkpoint, { ...options, outDir }));
const bytes = files
  .filter(({ path: name }) => name.startsWith('transformer/'))
  .reduce((sum, file) => sum + file.bytes, 0);
console.log(JSON.stringify({ transformerGB: gigabytes(bytes), shareOfFp32: bytes / (4 * parameters) }));
if (process.argv.includes('--build')) {
  const tensorRt = await openTensorRt();
  const [graph = ''] = files.map(({ path: name }) => name).filter((name) => name.endsWith('-batch1.onnx'));
  const request = { graph: path.join(outDir, graph), plan: path.join(folder, 'transformer.plan') };
  const built = await timed('build the plan for sm89', () =>
    tensorRt.build({ ...request, computeCapabilities: ['8.9'] }),
  );
  console.log(
    JSON.stringify({ planGB: gigabytes(built.bytes), shareOfFp32: built.bytes / (4 * parameters) }),
  );
}
if (process.argv.includes('--pack')) {
  const packed = await timed('pack', () => packModel(checkpoint, { outDir: path.join(folder, 'packed') }));
  const { bytes: now = 0, fp32Bytes = 1 } = packed.transformer ?? {};
  console.log(JSON.stringify({ packedGB: gigabytes(now), shareOfFp32: now / fp32Bytes }));
}
