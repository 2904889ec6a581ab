import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readDeviceProfile } from '../../../device/profile/profile.ts';
import { type Examination, examine } from '../../../provisioning/doctor/examine.ts';
import { explain } from '../../../provisioning/doctor/explain.ts';
import { findLibraries } from '../../../provisioning/doctor/libraries.ts';
import { provisionSlot } from '../../../provisioning/slot-engine.ts';
import { MACHINES, recorded } from '../../device/profile/machines.ts';
import { ChangedCheckpoint } from '../../engine-build/checkpoint/changed-checkpoint.ts';

vi.setConfig({ testTimeout: 60_000 });

let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'motif-doctor-'));
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

const hooks = { onProgress: () => undefined };

describe('motif doctor', () => {
  it('tells an empty machine what to do, a provisioned one that all is well, and finds what changed', async () => {
    const { dir: modelDir } = await ChangedCheckpoint.of('starter');
    const problems = async () => explain(await examine(modelDir, dataDir)).problems;
    expect(await problems()).toEqual(['There is no engine yet. Run "motif provision".']);

    const { dir } = await provisionSlot({ modelDir, dataDir, precision: 'fp32' }, hooks);
    expect(await problems()).toEqual([]);
    const { facts } = explain(await examine(modelDir, dataDir));
    expect(facts.join('\n')).toMatch(/Active engine: .*, fp32 for cpu, built 2\d{3}-.*every file verified/);

    await utimes(path.join(modelDir, 'model_index.json'), 1, 1);
    expect(await problems()).toEqual([
      'Rebuild needed because the model, the builder or the library has changed. Run "motif provision".',
    ]);

    await provisionSlot({ modelDir, dataDir, precision: 'int8' }, hooks);
    const { engines } = await examine(modelDir, dataDir);
    expect(engines).toMatchObject({
      active: { precision: 'int8', problem: null },
      previous: { precision: 'fp32' },
    });
    const weights = path.join(engines.active?.dir ?? '', 'vae', 'decoder.weights');
    const bytes = await readFile(weights);
    bytes.writeUInt8(bytes.readUInt8(100) ^ 1, 100);
    await writeFile(weights, bytes);
    expect(await problems()).toEqual([
      expect.stringMatching(/decoder.weights with sha256 .* but found .*Run "motif provision --rollback"/),
    ]);
    expect(await readdir(dir)).toContain('manifest.json');
  });

  it('says that the model is gone, that the slots are damaged, and that there is no room', async () => {
    const missing = await examine('/nowhere', dataDir);
    expect(explain(missing).problems.join('\n')).toMatch(/\/nowhere is not a folder/);
    await writeFile(path.join(dataDir, 'slots', 'slots.json'), '{');
    const damaged = await examine('/nowhere', dataDir);
    expect(explain(damaged).problems.join('\n')).toMatch(/slots.json to say which engine is active/);
    const estimate = { diskBytes: 2e9, memoryBytes: 1e9, seconds: 4 };
    const narrow: Examination = { ...damaged, estimate, data: { ...damaged.data, freeBytes: 1e9 } };
    expect(explain(narrow).problems.join('\n')).toMatch(/Expected 2.2 GB of free disk .* but found 1.0 GB/);
  });

  it('explains GPUs, Jetsons and the libraries that drive them', async () => {
    const here = await examine('/nowhere', path.join(dataDir, 'none'));
    const told = async (name: keyof typeof MACHINES, more: Partial<Examination>) =>
      explain({ ...here, machine: await readDeviceProfile(recorded(MACHINES[name])), ...more }).facts.join(
        '\n',
      );
    const ada = await told('rtx4090', { target: 'sm89', precisions: ['fp8', 'fp16'] });
    expect(ada).toMatch(/GPU: NVIDIA GeForce RTX 4090, compute capability 8.9, driver 570.86.10, 25.8 GB/);
    expect(ada).toMatch(/Precisions of Ada \(RTX 40\): FP8, then FP16/);
    expect(ada).toMatch(/TensorRT: not found by the dynamic linker/);
    const orin = await told('orin', { target: 'sm87', precisions: ['int8', 'fp16'] });
    expect(orin).toMatch(/shares .* GB with the CPU/);
    expect(orin).toMatch(/Jetson: .*Orin.*power mode/);
  });

  it('finds the libraries that the dynamic linker lists', async () => {
    const listed = '\tlibnvinfer.so.10 (libc6,x86-64) => /usr/lib/libnvinfer.so.10\n';
    const sources = {
      file: async () => null,
      names: async () => ['libonnxruntime.so.1', 'libonnxruntime_providers_cuda.so'],
      command: async (program: string) => (program === 'ldconfig' ? listed : null),
    };
    expect(await findLibraries('onnxruntime-node 9', sources)).toEqual({
      onnxRuntime: 'onnxruntime-node 9',
      cudaProvider: true,
      tensorrt: ['libnvinfer.so.10'],
    });
    const none = { ...sources, names: async () => [], command: async () => null };
    expect(await findLibraries('x', none)).toMatchObject({ cudaProvider: false, tensorrt: [] });
  });
});
