import { open, rename } from 'node:fs/promises';
import path from 'node:path';

/**
 * Replaces one file so that a crash or power cut leaves the old content or the new, never half of one, and
 * so that what was acknowledged stays: write aside, sync, rename, sync the folder.
 */
export async function writeDurably(target: string, text: string): Promise<void> {
  const aside = `${target}.new`;
  const file = await open(aside, 'w');
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(aside, target);
  await syncFolder(path.dirname(target));
}

/** Makes renames and new names in a folder durable. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
