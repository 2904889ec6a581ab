/** A Jetson module: its GPU is part of the chip, and its software comes as one release. */
export interface JetsonProfile {
  /** E.g. `NVIDIA Jetson AGX Orin Developer Kit`. */
  readonly model: string;
  /** E.g. `36.4.3`; null where the release file is missing. */
  readonly l4t: string | null;
  /** E.g. `6.2`; null where neither the package nor the release tells. */
  readonly jetpack: string | null;
  /** E.g. `MAXN` or `30W`; null where nvpmodel does not answer. */
  readonly powerMode: string | null;
  readonly computeCapability: string;
  readonly gpuName: string;
}

/** Chips by the `compatible` strings of the device tree. */
const CHIPS: readonly { readonly chip: string; readonly capability: string; readonly gpu: string }[] = [
  { chip: 'nvidia,tegra264', capability: '11.0', gpu: 'Thor' },
  { chip: 'nvidia,tegra234', capability: '8.7', gpu: 'Orin' },
  { chip: 'nvidia,tegra194', capability: '7.2', gpu: 'Xavier' },
];

/** Releases of L4T and the JetPack they belong to, newest first; NVIDIA's JetPack archive is the authority. */
const JETPACKS: readonly (readonly [RegExp, string])[] = [
  [/^38\.4/, '7.1'],
  [/^38\.2/, '7.0'],
  [/^36\.4\.[3-9]/, '6.2'],
  [/^36\.4/, '6.1'],
  [/^36\.3/, '6.0'],
  [/^35\.6/, '5.1.4'],
  [/^35\./, '5.1'],
];

export interface JetsonTexts {
  /** `/proc/device-tree/model` and `/proc/device-tree/compatible`: NUL-terminated strings. */
  readonly model: string | null;
  readonly compatible: string | null;
  /** `/etc/nv_tegra_release` */
  readonly release: string | null;
  /** `nvpmodel -q` */
  readonly powerMode: string | null;
  /** `dpkg-query --show nvidia-jetpack`: name and version with a tab between. */
  readonly jetpack: string | null;
}

/** @returns null on machines that are no Jetson */
export function parseJetson(texts: JetsonTexts): JetsonProfile | null {
  const strings = (texts.compatible ?? '').split('\0');
  const chip = CHIPS.find((candidate) => strings.includes(candidate.chip));
  if (!chip) return null;
  const l4t = releaseOf(texts.release ?? '');
  return {
    model: (texts.model ?? '').replaceAll('\0', '').trim() || `Jetson ${chip.gpu}`,
    l4t,
    jetpack: jetpackOf(texts.jetpack, l4t),
    powerMode: /NV Power Mode:\s*(\S+)/.exec(texts.powerMode ?? '')?.[1] ?? null,
    computeCapability: chip.capability,
    gpuName: chip.gpu,
  };
}

/** `# R36 (release), REVISION: 4.3, …` is 36.4.3. */
function releaseOf(text: string): string | null {
  const found = /R(\d+) \(release\), REVISION: ([\d.]+)/.exec(text);
  return found ? `${found[1]}.${found[2]}` : null;
}

/** The package's version, e.g. `6.2+b77`, wins over the table. */
function jetpackOf(version: string | null, l4t: string | null): string | null {
  const packaged = /\t(\d+(?:\.\d+)*)/.exec(version ?? '')?.[1];
  return packaged ?? JETPACKS.find(([pattern]) => pattern.test(l4t ?? ''))?.[1] ?? null;
}
