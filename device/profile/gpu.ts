export interface GpuProfile {
  readonly name: string;
  /** E.g. `8.9`; null where nothing on the machine tells. */
  readonly computeCapability: string | null;
  readonly driver: string | null;
  /** Of the GPU alone; of the machine where memory is unified. 0 where nothing tells. */
  readonly memoryBytes: number;
  /** GPU and CPU share one memory (Jetson, GB10): what one takes the other lacks. */
  readonly unifiedMemory: boolean;
  /** Watts the board may draw; null where the driver does not say. */
  readonly powerLimitWatts: number | null;
}

/** Columns asked of nvidia-smi, in the order in which {@link parseNvidiaSmi} reads them. */
export const SMI_ARGUMENTS = [
  '--query-gpu=name,compute_cap,driver_version,memory.total,power.limit',
  '--format=csv,noheader,nounits',
] as const;

const MEBIBYTE = 2 ** 20;

/**
 * Reads what `nvidia-smi` prints for {@link SMI_ARGUMENTS}: one line a GPU, memory in MiB, power in watts,
 * `[N/A]` for what a board has no counter for (the memory of GPUs that share the machine's).
 */
export function parseNvidiaSmi(csv: string): GpuProfile[] {
  return csv
    .split('\n')
    .map((line) => line.split(',').map((cell) => cell.trim()))
    .filter((cells) => cells.length >= 5 && (cells[0] ?? '') !== '')
    .map(([name = '', capability = '', driver = '', memory = '', power = '']) => ({
      name,
      computeCapability: /^\d+\.\d+$/.test(capability) ? capability : capabilityByName(name),
      driver: known(driver),
      memoryBytes: (Number.parseFloat(memory) || 0) * MEBIBYTE,
      unifiedMemory: known(memory) === null,
      powerLimitWatts: Number.parseFloat(power) || null,
    }));
}

/** The driver of `/proc/driver/nvidia/version`, or null. */
export function parseDriverVersion(text: string): string | null {
  return /Kernel Module(?: for \S+)?\s+(\d+(?:\.\d+)+)/.exec(text)?.[1] ?? null;
}

/** The name of `/proc/driver/nvidia/gpus/<bus>/information`, or null. */
export function parseGpuInformation(text: string): string | null {
  return /^Model:\s*(.+)$/m.exec(text)?.[1]?.trim() ?? null;
}

/** Families whose name settles the compute capability; NVIDIA's list of CUDA GPUs is the authority. */
const CAPABILITIES: readonly (readonly [RegExp, string])[] = [
  [/RTX (PRO \d+|50\d0)/, '12.0'],
  [/GB10/, '12.1'],
  [/RTX (40\d0|[2456]000 (SFF )?Ada)|\bL40S?\b|\bL4\b/, '8.9'],
  [/\bH(100|200|20)\b|GH200/, '9.0'],
  [/RTX (30\d0|A[2-6]000)|\bA(2|10|16|40)\b/, '8.6'],
  [/\bA(100|30)\b/, '8.0'],
  [/RTX 20\d0|\bT4\b|GTX 16\d0/, '7.5'],
];

/** For drivers whose tools are missing or too old to be asked. Null for names nobody listed here. */
export function capabilityByName(name: string): string | null {
  return CAPABILITIES.find(([pattern]) => pattern.test(name))?.[1] ?? null;
}

function known(cell: string): string | null {
  return cell === '' || /^\[?(N\/A|Not Supported|Unknown Error)\]?$/i.test(cell) ? null : cell;
}
