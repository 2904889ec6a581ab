import { open } from 'node:fs/promises';
import { readHeader, type StoredTensor } from '../engine-build/checkpoint/safetensors-header.ts';
import { safetensorsHeader } from '../engine-build/checkpoint/safetensors-writer.ts';
import type { FloatTensor } from '../runtime/engines/engine.ts';
import { InputError } from '../runtime/errors.ts';
import { writeWhole } from '../runtime/store/atomic-write.ts';

/**
 * Reads the tensor `noise` (F32) of a safetensors file.
 *
 * @throws InputError when the file cannot be read or holds something else; CheckpointError when it is damaged
 */
export async function readNoise(path: string): Promise<Float32Array> {
  try {
    await using file = await open(path);
    const tensors = await readHeader(file, path);
    const noise = tensors.find(({ name, type }) => name === 'noise' && type === 'F32');
    if (!noise) throw noNoise(path, tensors);
    const bytes = new Uint8Array(noise.bytes);
    await file.read(bytes, 0, noise.bytes, noise.offset);
    return new Float32Array(bytes.buffer);
  } catch (cause) {
    throw cause instanceof Error && 'errno' in cause ? unreadable(path, cause) : cause;
  }
}

/** The operating system would not open or read it: not there, a folder, no permission. */
function unreadable(path: string, cause: Error): InputError {
  const message = `Expected a noise file at ${path} but could not read it. Check the path.`;
  return new InputError(message, 'bad-input', { cause });
}

/** Writes the tensor `latents` (F32) as a safetensors file. */
export async function saveLatents(path: string, latents: FloatTensor): Promise<void> {
  const bytes = new Uint8Array(latents.data.buffer, latents.data.byteOffset, latents.data.byteLength);
  const entry = { name: 'latents', type: 'F32', shape: latents.shape, bytes: bytes.length } as const;
  await writeWhole(path, Buffer.concat([safetensorsHeader([entry]), bytes]));
}

function noNoise(path: string, tensors: readonly StoredTensor[]): InputError {
  const received = tensors.map(({ name, type }) => `${name} (${type})`).join(', ') || 'none';
  return new InputError(
    `Expected ${path} as safetensors with a tensor "noise" of type F32 but received tensors ${received}.`,
  );
}
