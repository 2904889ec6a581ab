export interface MemoryProfile {
  readonly totalBytes: number;
  /** What a program may still take without driving others out. */
  readonly availableBytes: number;
}

/**
 * Reads `/proc/meminfo`. A container's limit (`memory.max` and `memory.current` of its cgroup, null where
 * there is none) lowers both figures: what the kernel has is of no use to who may not take it.
 *
 * @returns bytes; zeros when the text holds neither figure
 */
export function parseMemory(
  meminfo: string,
  limit: string | null = null,
  used: string | null = null,
): MemoryProfile {
  const totalBytes = kibibytes(meminfo, 'MemTotal') * 1024;
  const availableBytes = (kibibytes(meminfo, 'MemAvailable') || kibibytes(meminfo, 'MemFree')) * 1024;
  const most = wholeBytes(limit);
  if (most === null || most >= totalBytes) return { totalBytes, availableBytes };
  const left = Math.max(0, most - (wholeBytes(used) ?? 0));
  return { totalBytes: most, availableBytes: Math.min(availableBytes, left) };
}

function kibibytes(text: string, name: string): number {
  return Number(new RegExp(`^${name}:\\s*(\\d+) kB`, 'm').exec(text)?.[1] ?? 0);
}

/** `max` means no limit. */
function wholeBytes(text: string | null): number | null {
  return text !== null && /^\d+\s*$/.test(text) ? Number(text) : null;
}
