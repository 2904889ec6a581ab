import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openTensorRt, type TensorRt } from '../../../device/tensorrt/tensorrt.ts';
import { activeSlot, readSlotState } from '../../../engine-build/build/slots/slot-state.ts';
import { verifySlot } from '../../../engine-build/build/slots/slots.ts';
import type { EngineHooks } from '../../../provisioning/ensure-engine.ts';
import { DEFAULT_BAR } from '../../../provisioning/gate/judge.ts';
import type { GpuWork } from '../../../provisioning/gpu/choose-target.ts';
import { type GpuChoice, gpuRecipe } from '../../../provisioning/gpu/gpu-engine.ts';
import { GPU_TARGETS, type GpuTargetName } from '../../../provisioning/ladder/targets.ts';
import { STARTER_MODEL } from '../../../provisioning/options.ts';
import { provisionRecipe, slotsFolder } from '../../../provisioning/slot-engine.ts';
import { whyNoAddon } from '../../device/tensorrt/native.ts';
import { realTensorRt } from '../../device/tensorrt/real-library.ts';
import { smallDisk, whyNoSmallDisk } from '../../fakes/small-disk.ts';
import { modelDir } from '../../golden/parity-cases.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const addon = await whyNoAddon();
const found = addon === null ? await realTensorRt() : { missing: addon };

/** A model of two blocks: what it draws is noise, so its bar is only there to be kept. */
const LOOSE = { meanError: 1, worstError: 1, psnrDb: 0 };
const quiet = { onProgress: () => undefined };

let dataDir: string;
let tensorRt: TensorRt;
/** Graphs that TensorRT was asked to build, since the last look. */
let asked: string[] = [];
beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'motif-gpu-'));
  if ('missing' in found) return;
  const real = await openTensorRt(found);
  const build: TensorRt['build'] = (request, hooks) => {
    asked.push(path.basename(request.graph));
    return real.build(request, hooks);
  };
  tensorRt = { ...real, build };
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

function work(target: GpuTargetName): GpuWork {
  return { target, computeCapability: GPU_TARGETS[target].computeCapability, tensorRt, driver: null };
}

function choice(target: GpuTargetName, changes: Partial<GpuChoice> = {}): GpuChoice {
  const gate = { calibrationPrompts: 1, gatePrompts: 1, bar: LOOSE, threads: 1 };
  return {
    modelDir: modelDir('starter'),
    work: work(target),
    asked: 'auto',
    gate,
    width: 128,
    height: 128,
    ...changes,
  };
}

const provision = (wanted: GpuChoice, hooks: EngineHooks = quiet) =>
  provisionRecipe(dataDir, gpuRecipe(wanted), hooks);

describe.skipIf('missing' in found)('an engine for a GPU that is not here', () => {
  it.each([
    ['sm86', 'int8'],
    ['sm89', 'fp8'],
    ['sm120', 'fp8'],
  ] as const)(
    'for %s is calibrated, judged and built in %s, and verified in its slot',
    async (target, precision) => {
      const { dir, manifest } = await provision(choice(target));
      expect(manifest).toMatchObject({
        backend: 'tensorrt',
        precision,
        library: tensorRt.library,
        builtFor: { computeCapability: GPU_TARGETS[target].computeCapability, driver: null },
        gate: { passed: true, keptHigh: [] },
      });
      expect(manifest.gate?.meanError).toBeGreaterThan(1e-3);
      const state = await readSlotState(slotsFolder(dataDir));
      const slot = activeSlot(state);
      expect(slot?.wish).toMatchObject({ target, precision: 'auto' });
      expect(slot && (await verifySlot(slotsFolder(dataDir), slot)).problem).toBeNull();
      const kinds = new Set(manifest.files.map(({ path: name }) => path.extname(name)));
      expect(kinds).toEqual(new Set(['.plan', '.json', '.html', '.txt', '.png']));
      expect(JSON.parse(await readFile(path.join(dir, 'gate', 'plan.json'), 'utf8'))).toMatchObject({
        plan: { format: precision },
      });
      expect((await readdir(slotsFolder(dataDir))).filter((name) => /^(work|ready)-/.test(name))).toEqual([]);
    },
  );

  it('is found again without TensorRT being asked', async () => {
    const wanted = choice('sm89');
    const { dir } = await provision(wanted);
    asked = [];
    expect((await provision(wanted)).dir).toBe(dir);
    expect(asked).toEqual([]);
  });

  it('goes on after an interruption with the proof and the plans that it has', async () => {
    const wanted = choice('sm86', { asked: 'int8', width: 192 });
    const controller = new AbortController();
    asked = [];
    const onProgress = (sentence: string) => {
      if (sentence.startsWith('Building plan 3')) controller.abort();
    };
    const cut = provision(wanted, { onProgress, signal: controller.signal });
    await expect(cut).rejects.toMatchObject({ code: 'aborted' });
    expect(asked).toEqual(['clip-l.onnx', 'clip-g.onnx']);
    asked = [];
    const said: string[] = [];
    await provision(wanted, { onProgress: (sentence) => void said.push(sentence) });
    expect(asked).not.toContain('clip-g.onnx');
    expect(said.join('\n')).not.toMatch(/Calibrat|Measuring/);
  });

  it('climbs down a rung where the bar is not kept with half of the layers', async () => {
    const gate = { ...choice('sm89').gate, bar: { ...DEFAULT_BAR, meanError: 0, worstError: 0 } };
    const said: string[] = [];
    const { dir, manifest } = await provision(choice('sm89', { gate }), {
      onProgress: (sentence) => void said.push(sentence),
    });
    expect(said).toContain('FP8 does not keep to the bar with half of its layers');
    expect(said.join('\n')).toMatch(
      /Building in FP8 needs \d+ MB of disk and up to \d+ MB of memory; graphs and plans take/,
    );
    const magnitudes = JSON.parse(await readFile(path.join(dir, 'gate', 'magnitudes.json'), 'utf8'));
    expect(Object.keys(magnitudes.layers)).toEqual(
      expect.arrayContaining(['context_embedder', 'norm_out.linear', 'decoder.conv_in', 'encoder.conv_in']),
    );
    expect(manifest).toMatchObject({ precision: 'fp16', backend: 'tensorrt' });
    const strict = provision(choice('sm89', { gate, asked: 'fp8' }));
    await expect(strict).rejects.toThrow(/Expected fp8 to keep to the quality bar/);
  });

  it.skipIf(whyNoSmallDisk() !== '')(
    'is refused where the disk is too small, before TensorRT is asked',
    async () => {
      using disk = smallDisk('40m');
      asked = [];
      const folders = { outDir: path.join(disk.dir, 'ready'), workDir: path.join(disk.dir, 'work') };
      const recipe = gpuRecipe({ ...choice('sm89'), modelDir: STARTER_MODEL });
      await expect(recipe.build(folders, quiet)).rejects.toMatchObject({
        code: 'disk-full',
        message: expect.stringMatching(/Expected [\d.]+ [MG]B of free disk for .*ready but found 4\d MB/),
      });
      expect(asked).toEqual([]);
      expect(await readdir(disk.dir)).toEqual([]);
    },
  );

  it('is refused by the ladder before TensorRT is asked: FP8 for Ampere', () => {
    asked = [];
    expect(() => gpuRecipe(choice('sm86', { asked: 'fp8' }))).toThrow(
      /Expected a precision that Ampere .* \(int8 or fp16\) but received fp8: FP8 tensor cores begin with 8\.9/,
    );
    expect(asked).toEqual([]);
  });
});
