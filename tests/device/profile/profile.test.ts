import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { parseCpuInfo } from '../../../device/profile/cpu.ts';
import { capabilityByName, parseNvidiaSmi } from '../../../device/profile/gpu.ts';
import { parseMemory } from '../../../device/profile/memory.ts';
import { readDeviceProfile } from '../../../device/profile/profile.ts';
import { thisMachine } from '../../../device/profile/sources.ts';
import { MACHINES, recorded } from './machines.ts';

const GIB = 2 ** 30;

describe('readDeviceProfile', () => {
  it.each([
    ['rtx3060', 'NVIDIA GeForce RTX 3060', '8.6', '550.144.03', 12],
    ['rtx4090', 'NVIDIA GeForce RTX 4090', '8.9', '570.86.10', 24],
    ['rtx5090', 'NVIDIA GeForce RTX 5090', '12.0', '580.95.05', 31.8],
    ['h100', 'NVIDIA H100 80GB HBM3', '9.0', '580.82.07', 79.6],
  ] as const)('knows %s', async (machine, name, computeCapability, driver, gibibytes) => {
    const { gpus, jetson } = await readDeviceProfile(recorded(MACHINES[machine]));
    expect(gpus).toMatchObject([{ name, computeCapability, driver, unifiedMemory: false }]);
    expect((gpus[0]?.memoryBytes ?? 0) / GIB).toBeCloseTo(gibibytes, 0);
    expect(jetson).toBeNull();
  });

  it('knows a Jetson Orin by its device tree, with release, power mode and shared memory', async () => {
    const { gpus, jetson, cpu } = await readDeviceProfile(recorded(MACHINES.orin));
    expect(jetson).toMatchObject({ l4t: '36.4.3', jetpack: '6.2.1', powerMode: 'MODE_30W' });
    expect(gpus).toMatchObject([
      { computeCapability: '8.7', driver: '540.4.0', unifiedMemory: true, memoryBytes: 61 * GIB },
    ]);
    expect(cpu).toMatchObject({ model: 'Cortex-A78AE', physicalCores: 12, features: { dotProduct: true } });
  });

  it('knows a Jetson Thor and finds JetPack by the release where no package tells', async () => {
    const { gpus, jetson } = await readDeviceProfile(recorded(MACHINES.thor));
    expect(jetson).toMatchObject({ l4t: '38.2.0', jetpack: '7.0', powerMode: 'MAXN' });
    expect(gpus[0]).toMatchObject({ computeCapability: '11.0', unifiedMemory: true });
  });

  it('knows a machine without a GPU', async () => {
    const { gpus, cpu, memory } = await readDeviceProfile(recorded(MACHINES.cpuOnly));
    expect(gpus).toEqual([]);
    expect(cpu.features).toMatchObject({ vnni: true, avx512: false, amx: false });
    expect(memory).toEqual({ totalBytes: 16 * GIB, availableBytes: 13 * GIB });
  });

  it('asks the driver itself where nvidia-smi is missing', async () => {
    const { files } = MACHINES.rtx4090;
    const information = 'Model: \t\t NVIDIA GeForce RTX 4090\nIRQ:   \t\t 154\n';
    const bare = { files: { ...files, '/proc/driver/nvidia/gpus/0000:01:00.0/information': information } };
    const { gpus } = await readDeviceProfile(recorded(bare));
    expect(gpus).toMatchObject([
      { name: 'NVIDIA GeForce RTX 4090', computeCapability: '8.9', driver: '570.86.10' },
    ]);
  });

  it('counts no GPU of a driver that is not loaded, whatever a broken tool prints', async () => {
    const broken = {
      ...MACHINES.cpuOnly,
      commands: { 'nvidia-smi': 'NVIDIA-SMI has failed because it couldn’t communicate with the driver\n' },
    };
    expect((await readDeviceProfile(recorded(broken))).gpus).toEqual([]);
  });

  it('says nothing it does not know when nothing can be read', async () => {
    const profile = await readDeviceProfile(recorded({ files: {} }));
    expect(profile).toMatchObject({ gpus: [], jetson: null, cpu: { model: 'unknown CPU', logicalCores: 1 } });
  });

  it('reads this machine', async () => {
    const { cpu, memory } = await readDeviceProfile();
    const lines = (await readFile('/proc/cpuinfo', 'utf8')).match(/^processor\s*:/gm);
    expect(cpu.logicalCores).toBe(lines?.length);
    expect(memory.availableBytes).toBeGreaterThan(2 ** 28);
    expect(memory.availableBytes).toBeLessThanOrEqual(memory.totalBytes);
  });
});

describe('parts of the profile', () => {
  it('tell cores from threads', () => {
    const { rtx4090, h100 } = MACHINES;
    expect(parseCpuInfo(rtx4090.files['/proc/cpuinfo'] ?? '')).toMatchObject({
      physicalCores: 24,
      logicalCores: 32,
    });
    expect(parseCpuInfo(h100.files['/proc/cpuinfo'] ?? '').features).toMatchObject({ amx: true, vnni: true });
  });

  it('take a container at its limit and not at what the kernel has', () => {
    const meminfo = 'MemTotal: 33554432 kB\nMemAvailable: 20971520 kB\n';
    expect(parseMemory(meminfo, `${8 * GIB}\n`, `${3 * GIB}\n`)).toEqual({
      totalBytes: 8 * GIB,
      availableBytes: 5 * GIB,
    });
    expect(parseMemory(meminfo, 'max\n', '1\n').totalBytes).toBe(32 * GIB);
  });

  it('read several GPUs and skip what is none', () => {
    const gpus = parseNvidiaSmi(
      'NVIDIA L4, 8.9, 570.1, 23034, 72.00\n\nNVIDIA A10, [N/A], 570.1, 23028, [N/A]\n',
    );
    expect(gpus.map(({ computeCapability }) => computeCapability)).toEqual(['8.9', '8.6']);
    expect(gpus[1]?.powerLimitWatts).toBeNull();
  });

  it.each([
    ['NVIDIA RTX 6000 Ada Generation', '8.9'],
    ['NVIDIA RTX A4000', '8.6'],
    ['NVIDIA A100-SXM4-80GB', '8.0'],
    ['NVIDIA RTX PRO 6000 Blackwell', '12.0'],
    ['NVIDIA GB10', '12.1'],
    ['Tesla T4', '7.5'],
    ['Voodoo 2', null],
  ])('give %s the capability %s', (name, capability) => {
    expect(capabilityByName(name)).toBe(capability);
  });

  it('do not wait for, nor fail with, a program that is missing or fails', async () => {
    expect(await thisMachine.command('no-such-program-anywhere', [])).toBeNull();
    expect(await thisMachine.command('false', [])).toBeNull();
    expect(await thisMachine.file('/no/such/file')).toBeNull();
  });
});
