import { readdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { spaceOf } from '../device/disk/disk-guard.ts';
import { readDeviceProfile } from '../device/profile/profile.ts';
import type { BuildEstimate } from '../engine-build/build/estimate.ts';
import { BuildError } from '../engine-build/errors.ts';
import { durationText } from './progress.ts';

/** What a machine has to give to a build. */
export interface Room {
  readonly diskBytes: number;
  readonly memoryBytes: number;
}

/** File systems want some air, and logs and designs go on being written. */
const SPARE_DISK_BYTES = 200e6;

/**
 * What is free for a build in `dir`. What an interrupted build left beside it counts as free: it is used again.
 */
export async function roomFor(dir: string): Promise<Room> {
  const { memory } = await readDeviceProfile();
  return {
    diskBytes: (await freeDisk(dir)) + (await folderBytes(`${resolve(dir)}.building`)),
    memoryBytes: memory.availableBytes,
  };
}

/**
 * Says before a build what would otherwise fail in its middle.
 *
 * @throws BuildError `disk-full` or `no-memory`, with what is needed and what is there
 */
export function checkRoom(dir: string, needed: BuildEstimate, room: Room): void {
  const disk = needed.diskBytes + SPARE_DISK_BYTES;
  if (disk > room.diskBytes) {
    throw new BuildError(
      'disk-full',
      `Expected ${sizeText(disk)} of free disk for ${dir} but found ${sizeText(room.diskBytes)}. Free some space, or give --data or --out on a larger disk.`,
    );
  }
  // A machine that does not say how much is free is not refused.
  if (room.memoryBytes > 0 && needed.memoryBytes > room.memoryBytes) {
    throw new BuildError(
      'no-memory',
      `Expected ${sizeText(needed.memoryBytes)} of free memory to build ${dir} but found ${sizeText(room.memoryBytes)}. Close other programs, or build with smaller --width and --height.`,
    );
  }
}

/** For people, before the build begins. */
export function estimateSentence({ diskBytes, memoryBytes, seconds }: BuildEstimate): string {
  return `The engine needs ${sizeText(diskBytes)} of disk and up to ${sizeText(memoryBytes)} of memory; building takes ${durationText(1000 * seconds)}`;
}

/** E.g. `2.3 GB` or `40 MB`. */
export function sizeText(bytes: number): string {
  return bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${Math.ceil(bytes / 1e6)} MB`;
}

/** Free bytes where a folder is, or would be made. */
export async function freeDisk(dir: string): Promise<number> {
  for (let folder = resolve(dir); ; folder = dirname(folder)) {
    const found = await spaceOf(folder).catch(() => null);
    if (found) return found.freeBytes;
    if (folder === dirname(folder)) return 0;
  }
}

async function folderBytes(dir: string): Promise<number> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile());
  const sizes = files.map(async ({ parentPath, name }) => (await stat(join(parentPath, name))).size);
  return (await Promise.all(sizes)).reduce((total, size) => total + size, 0);
}
