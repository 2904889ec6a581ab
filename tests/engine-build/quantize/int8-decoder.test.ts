import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { exportModel } from '../../../engine-build/build/build-engine.ts';
import { writeDecoder } from '../../../engine-build/build/lab.ts';
import { openCheckpoint } from '../../../engine-build/checkpoint/checkpoint.ts';
import { int8Conv } from '../../../engine-build/quantize/int8-conv.ts';
import { cpuFlags, weightBitsFor } from '../../../engine-build/quantize/weight-bits.ts';
import { psnr } from '../../../provisioning/bench/closeness.ts';
import { STARTER_MODEL } from '../../../provisioning/options.ts';
import { samplePicture } from '../../../provisioning/preview-samples.ts';
import { loadModel } from '../../../runtime/engines/load-engines.ts';
import { openOnnxEngine } from '../../../runtime/engines/onnx-engine.ts';
import { decodeLatents } from '../../../runtime/pipeline/decode.ts';
import { encodeImage } from '../../../runtime/pipeline/start-latents.ts';
import { ChangedCheckpoint } from '../checkpoint/changed-checkpoint.ts';
import { temporaryFolder } from '../safetensors-file.ts';

const size = { width: 160, height: 128 };
const threads = { threads: 1, provider: 'cpu', spinning: false } as const;

describe('the decoder in integers', () => {
  it('gives nearly the pictures of FP32 with the starter model, with every width of weights', async () => {
    const dir = await temporaryFolder();
    await using checkpoint = await openCheckpoint(STARTER_MODEL);
    await exportModel(checkpoint, { outDir: path.join(dir, 'fp32'), shapes: [size], precision: 'fp32' });
    await using model = await loadModel(path.join(dir, 'fp32'), { threads: 1 });
    const ranges = checkpoint.vae.decoderRanges ?? {};
    expect(Object.keys(ranges)).toHaveLength(31);
    const latents = await encodeImage(await model.vaeEncoder(size), model.settings, samplePicture(3, size));
    const wanted = await decodeLatents(await model.vaeDecoder(size), model.settings, latents, size);
    // Weights of 8 bits saturate on CPUs without VNNI, where no engine is built with them.
    for (const bits of weightBitsFor(await cpuFlags()) === 8 ? ([8, 7] as const) : ([7] as const)) {
      const folder = path.join(dir, `int8-${bits}`);
      await writeDecoder(checkpoint, size, int8Conv(ranges, bits), folder);
      await using decoder = await openOnnxEngine(path.join(folder, 'decoder.onnx'), threads);
      const received = await decodeLatents(decoder, model.settings, latents, size);
      const decibel = psnr(received.data, wanted.data);
      expect(decibel).toBeGreaterThan(36);
      expect(decibel).toBeLessThan(60); // more would mean that nothing was quantised
    }
  });

  it('is refused with a sentence where its ranges are no ranges', async () => {
    const changed = await ChangedCheckpoint.of('starter');
    const decoder = { 'decoder.conv_in': { input: [1, 2], output: [-1, 1] } };
    await changed.write('vae/activation_ranges.json', JSON.stringify({ format: 1, decoder }));
    await expect(openCheckpoint(changed.dir)).rejects.toThrow(
      /activation_ranges\.json does not fit: .*expected least and largest value around 0/,
    );
  });
});
