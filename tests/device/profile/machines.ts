import type { ProfileSources } from '../../../device/profile/sources.ts';

/** What a machine's files hold and its programs print, written by hand after the tools' formats. */
export interface RecordedMachine {
  readonly files: Readonly<Record<string, string>>;
  readonly commands?: Readonly<Record<string, string>>;
}

const X86 = (model: string, flags: string, logical: number, cores: number) =>
  Array.from(
    { length: logical },
    (_, i) =>
      `processor\t: ${i}\nvendor_id\t: x\nmodel name\t: ${model}\nphysical id\t: 0\ncore id\t\t: ${i % cores}\nflags\t\t: fpu sse2 avx2 ${flags}\n`,
  ).join('\n');

const ARM = (part: string, cores: number) =>
  Array.from(
    { length: cores },
    (_, i) =>
      `processor\t: ${i}\nBogoMIPS\t: 62.50\nFeatures\t: fp asimd aes asimddp\nCPU implementer\t: 0x41\nCPU part\t: ${part}\n`,
  ).join('\n');

const memory = (gibibytes: number, available: number) =>
  `MemTotal:       ${gibibytes * 2 ** 20} kB\nMemFree:          1000 kB\nMemAvailable:   ${available * 2 ** 20} kB\n`;

const driver = (version: string, open = ' Open Kernel Module for x86_64 ') =>
  `NVRM version: NVIDIA UNIX${open} ${version}  Release Build  (dvs-builder@U22)  Tue Sep 16 2026\nGCC version:  gcc version 12.3.0\n`;

const RYZEN = X86('AMD Ryzen 5 5600 6-Core Processor', 'fma', 12, 6);

const desktop = (row: string, version: string, cpu = RYZEN): RecordedMachine => ({
  files: {
    '/proc/cpuinfo': cpu,
    '/proc/meminfo': memory(32, 24),
    '/proc/driver/nvidia/version': driver(version),
  },
  commands: { 'nvidia-smi': `${row}\n` },
});

export const MACHINES = {
  rtx3060: desktop('NVIDIA GeForce RTX 3060, 8.6, 550.144.03, 12288, 170.00', '550.144.03'),
  rtx4090: desktop(
    'NVIDIA GeForce RTX 4090, 8.9, 570.86.10, 24564, 450.00',
    '570.86.10',
    X86('13th Gen Intel(R) Core(TM) i9-13900K', 'avx_vnni', 32, 24),
  ),
  rtx5090: desktop(
    'NVIDIA GeForce RTX 5090, 12.0, 580.95.05, 32607, 575.00',
    '580.95.05',
    X86('AMD Ryzen 9 9950X 16-Core Processor', 'avx512f avx512_vnni avx_vnni', 32, 16),
  ),
  h100: desktop(
    'NVIDIA H100 80GB HBM3, 9.0, 580.82.07, 81559, 700.00',
    '580.82.07',
    X86('Intel(R) Xeon(R) Platinum 8480+', 'avx512f avx512_vnni amx_int8 amx_tile', 16, 8),
  ),
  orin: {
    files: {
      '/proc/cpuinfo': ARM('0xd42', 12),
      '/proc/meminfo': memory(61, 55),
      '/proc/device-tree/model': 'NVIDIA Jetson AGX Orin Developer Kit\0',
      '/proc/device-tree/compatible': 'nvidia,p3737-0000+p3701-0005\0nvidia,p3701-0005\0nvidia,tegra234\0',
      '/etc/nv_tegra_release':
        '# R36 (release), REVISION: 4.3, GCID: 38968081, BOARD: generic, EABI: aarch64, DATE: Wed Jan  8 01:49:37 UTC 2025\n',
      '/proc/driver/nvidia/version': driver('540.4.0', ' Open Kernel Module for aarch64 '),
    },
    commands: {
      nvpmodel: 'NV Power Mode: MODE_30W\n2\n',
      'nvidia-smi': 'Orin (nvgpu), [N/A], 540.4.0, [N/A], [N/A]\n',
      'dpkg-query': 'nvidia-jetpack\t6.2.1+b38\n',
    },
  },
  thor: {
    files: {
      '/proc/cpuinfo': ARM('0xd83', 14),
      '/proc/meminfo': memory(122, 110),
      '/proc/device-tree/model': 'NVIDIA Jetson AGX Thor Developer Kit\0',
      '/proc/device-tree/compatible': 'nvidia,p4071-0000+p3834-0008\0nvidia,tegra264\0',
      '/etc/nv_tegra_release': '# R38 (release), REVISION: 2.0, GCID: 41844464, BOARD: generic\n',
      '/proc/driver/nvidia/version': driver('580.00', ' Open Kernel Module for aarch64 '),
    },
    commands: {
      nvpmodel: 'NV Power Mode: MAXN\n0\n',
      'nvidia-smi': 'NVIDIA Thor, 11.0, 580.00, [N/A], [N/A]\n',
    },
  },
  cpuOnly: {
    files: {
      '/proc/cpuinfo': X86('Intel(R) N100', 'avx_vnni', 4, 4),
      '/proc/meminfo': memory(16, 13),
    },
  },
} satisfies Record<string, RecordedMachine>;

/** A recorded machine as the program would meet it. */
export function recorded({ files, commands = {} }: RecordedMachine): ProfileSources {
  return {
    file: async (path) => files[path] ?? null,
    names: async (folder) => [
      ...new Set(
        Object.keys(files)
          .filter((path) => path.startsWith(`${folder}/`))
          .map((path) => path.slice(folder.length + 1).split('/')[0] ?? ''),
      ),
    ],
    command: async (program) => commands[program] ?? null,
  };
}
