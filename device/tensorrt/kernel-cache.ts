import { createHash, randomUUID } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';

// TensorRT-RTX compiles a plan's kernels for the GPU it finds, each time anew unless it is given those of the
// last time. They lie beside the plan, behind their sha256: nothing unverified is deserialised.

const HASH_BYTES = 32;

const fileOf = (plan: string) => `${plan}.kernels`;

/** The kernels kept for a plan; nothing where there are none, or where the file is not what was written. */
export async function readKernels(plan: string): Promise<Uint8Array> {
  const file = await readFile(fileOf(plan)).catch(() => Buffer.alloc(0));
  const kernels = file.subarray(HASH_BYTES);
  return kernels.length > 0 && digest(kernels).equals(file.subarray(0, HASH_BYTES))
    ? kernels
    : Buffer.alloc(0);
}

/** Keeps kernels that are not the known ones. A folder that cannot be written to costs time at the next start. */
export async function keepKernels(plan: string, known: Uint8Array, kernels: Uint8Array): Promise<void> {
  if (kernels.length === 0 || digest(kernels).equals(digest(known))) return;
  const unfinished = `${fileOf(plan)}.${randomUUID()}`;
  try {
    await writeFile(unfinished, Buffer.concat([digest(kernels), kernels]));
    await rename(unfinished, fileOf(plan));
  } catch {
    await rm(unfinished, { force: true }).catch(() => undefined);
  }
}

function digest(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}
