import { type CpuProfile, parseCpuInfo } from './cpu.ts';
import {
  capabilityByName,
  type GpuProfile,
  parseDriverVersion,
  parseGpuInformation,
  parseNvidiaSmi,
  SMI_ARGUMENTS,
} from './gpu.ts';
import { type JetsonProfile, parseJetson } from './jetson.ts';
import { type MemoryProfile, parseMemory } from './memory.ts';
import { type ProfileSources, thisMachine } from './sources.ts';

/** What decides which engines a machine can build and run. */
export interface DeviceProfile {
  readonly cpu: CpuProfile;
  readonly memory: MemoryProfile;
  /** NVIDIA GPUs in the driver's order; the first one draws. */
  readonly gpus: readonly GpuProfile[];
  readonly jetson: JetsonProfile | null;
}

const GPU_FOLDER = '/proc/driver/nvidia/gpus';

/**
 * Asks the machine what it is: `nvidia-smi` (which reads NVML), the driver's files under /proc where that
 * tool is missing, the device tree and nvpmodel on a Jetson, /proc for CPU and memory. Never fails: what
 * nothing tells is null.
 */
export async function readDeviceProfile(sources: ProfileSources = thisMachine): Promise<DeviceProfile> {
  const memory = await readMemory(sources);
  const jetson = await readJetson(sources);
  const driver = parseDriverVersion((await sources.file('/proc/driver/nvidia/version')) ?? '');
  const listed = parseNvidiaSmi((await sources.command('nvidia-smi', SMI_ARGUMENTS)) ?? '');
  const gpus = listed.length > 0 ? listed : await gpusOfDriver(sources, driver);
  return {
    cpu: parseCpuInfo((await sources.file('/proc/cpuinfo')) ?? ''),
    memory,
    gpus: jetson ? [jetsonGpu(jetson, gpus[0], driver, memory)] : gpus.map((gpu) => shared(gpu, memory)),
    jetson,
  };
}

async function readMemory({ file }: ProfileSources): Promise<MemoryProfile> {
  const meminfo = (await file('/proc/meminfo')) ?? '';
  return parseMemory(
    meminfo,
    await file('/sys/fs/cgroup/memory.max'),
    await file('/sys/fs/cgroup/memory.current'),
  );
}

async function readJetson({ file, command }: ProfileSources): Promise<JetsonProfile | null> {
  const compatible = await file('/proc/device-tree/compatible');
  if (compatible === null) return null;
  return parseJetson({
    compatible,
    model: await file('/proc/device-tree/model'),
    release: await file('/etc/nv_tegra_release'),
    powerMode: await command('nvpmodel', ['-q']),
    jetpack: await command('dpkg-query', ['--show', 'nvidia-jetpack']),
  });
}

/** A driver without its tools: names come from its own files, the rest from the name. */
async function gpusOfDriver(sources: ProfileSources, driver: string | null): Promise<GpuProfile[]> {
  if (driver === null) return [];
  const buses = await sources.names(GPU_FOLDER);
  const texts = await Promise.all(buses.map((bus) => sources.file(`${GPU_FOLDER}/${bus}/information`)));
  const names = texts.map((text) => parseGpuInformation(text ?? '')).filter((name) => name !== null);
  return names.map((name) => ({
    name,
    computeCapability: capabilityByName(name),
    driver,
    memoryBytes: 0,
    unifiedMemory: false,
    powerLimitWatts: null,
  }));
}

function jetsonGpu(
  jetson: JetsonProfile,
  listed: GpuProfile | undefined,
  driver: string | null,
  { totalBytes }: MemoryProfile,
): GpuProfile {
  return {
    name: `${jetson.gpuName} (${jetson.model})`,
    computeCapability: jetson.computeCapability,
    driver: listed?.driver ?? driver,
    memoryBytes: totalBytes,
    unifiedMemory: true,
    powerLimitWatts: listed?.powerLimitWatts ?? null,
  };
}

function shared(gpu: GpuProfile, { totalBytes }: MemoryProfile): GpuProfile {
  return gpu.unifiedMemory ? { ...gpu, memoryBytes: totalBytes } : gpu;
}
