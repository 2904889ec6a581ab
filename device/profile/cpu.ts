/** Instructions that decide how fast and how precisely integers are multiplied. */
export interface CpuFeatures {
  /** Products of bytes added in 32 bits (AVX-512 VNNI or AVX-VNNI): 8-bit weights without saturation. */
  readonly vnni: boolean;
  readonly avx2: boolean;
  readonly avx512: boolean;
  /** Tile products of bytes (Sapphire Rapids and later). */
  readonly amx: boolean;
  /** Arm's SDOT and UDOT. */
  readonly dotProduct: boolean;
}

export interface CpuProfile {
  readonly model: string;
  /** Cores that the system shows; 2 threads of one core count once where the system tells them apart. */
  readonly physicalCores: number;
  readonly logicalCores: number;
  readonly features: CpuFeatures;
}

/** Part numbers of cores by Arm that machines of this kind have; /proc/cpuinfo gives no name for them. */
const ARM_PARTS: Readonly<Record<string, string>> = {
  '0xd08': 'Cortex-A72',
  '0xd0b': 'Cortex-A76',
  '0xd0c': 'Neoverse-N1',
  '0xd40': 'Neoverse-V1',
  '0xd42': 'Cortex-A78AE',
  '0xd4f': 'Neoverse-V2',
  '0xd83': 'Neoverse-V3AE',
};

/**
 * Reads the text of `/proc/cpuinfo` (x86-64 and Arm).
 *
 * @returns a profile with at least one core; an empty text gives an unknown CPU without features
 */
export function parseCpuInfo(text: string): CpuProfile {
  const cores = text
    .split(/\n\s*\n/)
    .map(fieldsOf)
    .filter((fields) => fields.has('processor'));
  const [first = new Map<string, string>()] = cores;
  const flags = new Set((first.get('flags') ?? first.get('Features') ?? '').split(/\s+/));
  return {
    model: modelOf(first),
    physicalCores: Math.max(1, physicalCores(cores)),
    logicalCores: Math.max(1, cores.length),
    features: {
      vnni: flags.has('avx512_vnni') || flags.has('avx_vnni'),
      avx2: flags.has('avx2'),
      avx512: flags.has('avx512f'),
      amx: flags.has('amx_int8'),
      dotProduct: flags.has('asimddp'),
    },
  };
}

function fieldsOf(block: string): Map<string, string> {
  const lines = block.split('\n').map((line) => line.split(/\s*:\s*/, 2));
  return new Map(lines.map(([name = '', value = '']) => [name.trim(), value.trim()]));
}

function modelOf(fields: ReadonlyMap<string, string>): string {
  const name = fields.get('model name');
  if (name) return name.replace(/\s+/g, ' ');
  const part = fields.get('CPU part');
  return (part && ARM_PARTS[part]) ?? (part ? `Arm CPU part ${part}` : 'unknown CPU');
}

function physicalCores(cores: readonly ReadonlyMap<string, string>[]): number {
  const ids = cores.map((fields) => [fields.get('physical id'), fields.get('core id')]);
  const known = ids.every(([socket, core]) => socket !== undefined && core !== undefined);
  return known ? new Set(ids.map((id) => id.join('/'))).size : cores.length;
}
