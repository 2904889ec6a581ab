/**
 * Provisions a model of the size of Stable Diffusion 3.5 medium, of random weights, for sm89 in FP8, as
 * `motif provision` does, and prints time, memory and sizes by part. Needs 45 GB of disk, TensorRT-RTX
 * (MOTIF_TENSORRT), and no GPU; not part of the test suite. Run:
 *
 *     npx tsx tests/scale/provision-sd35-medium.ts <folder>
 *
 * Calibration is reduced to one prompt of one step at 256×256, since two cores take half a minute for each
 * prediction; what is written and built does not depend on it. Pictures of random weights are noise, so the
 * gate's bar is open: the error that it measures is printed.
 */
import { access, stat } from 'node:fs/promises';
import path from 'node:path';
import { openCheckpoint } from '../../engine-build/checkpoint/checkpoint.ts';
import { chooseTarget } from '../../provisioning/gpu/choose-target.ts';
import { gpuRecipe } from '../../provisioning/gpu/gpu-engine.ts';
import { DEFAULT_GATE } from '../../provisioning/gpu/prove-precision.ts';
import { provisionRecipe } from '../../provisioning/slot-engine.ts';
import { writeRandomCheckpoint } from './random-checkpoint.ts';

const folder = path.resolve(process.argv[2] ?? 'scale');
const modelDir = path.join(folder, 'model');
const started = performance.now();
const tell = (sentence: string) => {
  const seconds = Number(((performance.now() - started) / 1000).toFixed(1));
  const peakGB = Number((process.resourceUsage().maxRSS / 1e6).toFixed(2));
  console.log(JSON.stringify({ seconds, peakGB, sentence }));
};

const there = await access(path.join(modelDir, 'text_encoder_2', 'model.safetensors')).then(
  () => true,
  () => false,
);
if (!there) await writeRandomCheckpoint(modelDir);
tell('The checkpoint is written');
await using checkpoint = await openCheckpoint(modelDir);
const tensors = [...checkpoint.transformer.weights.tensors.values()];
const parameters = tensors.reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0);
const work = await chooseTarget('sm89');
if (work.cpu) throw new Error('Expected TensorRT-RTX but there is none. Set MOTIF_TENSORRT.');
const gate = {
  ...DEFAULT_GATE,
  calibrationPrompts: 1,
  gatePrompts: 1,
  steps: 1,
  layerErrors: 'if-needed',
  bar: { meanError: 1, worstError: 1, psnrDb: 0 },
} as const;
const size = { width: 256, height: 256, maxSequenceLength: 77 };
const recipe = gpuRecipe({ modelDir, work, asked: 'fp8', gate, ...size });
const { dir, manifest } = await provisionRecipe(path.join(folder, 'data'), recipe, { onProgress: tell });
const plans = manifest.shapes.map(({ transformer: { batch1, batch2 } }) => batch2 ?? batch1 ?? '');
const bytes = await Promise.all(plans.map(async (plan) => (await stat(path.join(dir, plan))).size));
const fp32 = 4 * parameters;
const shares = bytes.map((count) => count / fp32);
console.log(JSON.stringify({ parameters, gate: manifest.gate, plans, bytes, sharesOfFp32: shares }));
