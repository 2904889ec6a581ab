import path from 'node:path';
import { expect, it } from 'vitest';
import { openCheckpoint } from '../../engine-build/checkpoint/checkpoint.ts';
import { convRangesText } from '../../engine-build/checkpoint/conv-ranges.ts';
import { runCalibration } from '../../provisioning/calibrate/run-calibration.ts';
import { ChangedCheckpoint } from '../engine-build/checkpoint/changed-checkpoint.ts';
import { temporaryFolder } from '../engine-build/safetensors-file.ts';

it('measures every convolution of a decoder and proves it on other prompts, the same each time', async () => {
  const changed = await ChangedCheckpoint.of('starter');
  const choice = { modelDir: changed.dir, prompts: 2, pictures: 1, threads: 1 };
  const hooks = { onProgress: () => undefined };
  const first = await runCalibration({ ...choice, dataDir: await temporaryFolder() }, hooks);
  const names = Object.keys(first.ranges);
  expect(names).toContain('decoder.mid_block.resnets.0.conv1');
  expect(names.filter((name) => name.includes('upsamplers')).length).toBeGreaterThan(0);
  expect(names).not.toContain('decoder.conv_in');
  for (const { input, output } of Object.values(first.ranges)) {
    expect(input[0] <= 0 && input[1] > 0 && output[0] < 0 && output[1] > 0).toBe(true);
  }
  expect(first.pictures[0]?.psnrDb).toBeGreaterThan(30);
  const again = await runCalibration({ ...choice, dataDir: await temporaryFolder() }, hooks);
  expect(again).toEqual(first);
  await changed.write(path.join('vae', 'activation_ranges.json'), convRangesText(first.ranges));
  await using checkpoint = await openCheckpoint(changed.dir);
  expect(checkpoint.vae.decoderRanges).toEqual(first.ranges);
});
