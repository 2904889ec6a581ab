import { type FileHandle, open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { syncFolder } from './atomic-write.ts';

const CHUNK = 1 << 20;
const MODE = 0o640;

export interface Dropping {
  readonly path: string;
  /** Beside it; what a crash leaves there is overwritten the next time. */
  readonly aside: string;
  /** How many bytes go. */
  readonly bytes: number;
  /** Up to where it is copied; what a file has beyond is up to `onCopied`. */
  readonly end: number;
  /** Told once that is copied. What is appended to the new file now is on the disk before it takes the name. */
  readonly onCopied: () => void;
  /** Whether the file may still be replaced, asked in the last moment. */
  readonly isWanted: () => boolean;
}

/**
 * Replaces a file by what it holds from `bytes` on, whole or not at all, whenever the power is cut: the new
 * one is synced before it takes the name, and the folder before this resolves. Others may go on
 * appending to the file.
 *
 * @returns false when the file was left alone
 */
export async function dropBeginning(dropping: Dropping): Promise<boolean> {
  const { path, aside, isWanted } = dropping;
  await copyRest(dropping);
  if (!isWanted()) return false;
  await rename(aside, path);
  await syncFolder(dirname(path));
  return true;
}

async function copyRest(dropping: Dropping): Promise<void> {
  const from = await open(dropping.path, 'r');
  try {
    const to = await open(dropping.aside, 'w', MODE);
    try {
      await copy(from, to, dropping.bytes, dropping.end);
      dropping.onCopied();
      await to.sync();
    } finally {
      await to.close();
    }
  } finally {
    await from.close();
  }
}

async function copy(from: FileHandle, to: FileHandle, begin: number, end: number): Promise<void> {
  const chunk = Buffer.alloc(CHUNK);
  for (let at = begin; at < end; ) {
    const { bytesRead } = await from.read(chunk, 0, Math.min(CHUNK, end - at), at);
    if (bytesRead === 0) break;
    await to.writeFile(chunk.subarray(0, bytesRead));
    at += bytesRead;
  }
}
