import { readFile } from 'node:fs/promises';
import type { FloatTensor } from '../runtime/engines/engine.ts';
import { InputError } from '../runtime/errors.ts';
import { writeWhole } from '../runtime/store/atomic-write.ts';

/** Noise files are small; a header beyond this is not one. */
const MAX_HEADER = 1 << 20;

/**
 * Reads the tensor `noise` (F32) of a safetensors file.
 *
 * @throws InputError when the file is missing, damaged, or holds something else
 */
export async function readNoise(path: string): Promise<Float32Array> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new InputError(
      `Expected a noise file at ${path} but could not read it. Check the path.`,
      'bad-input',
      { cause },
    );
  });
  const headerBytes = bytes.length >= 8 ? Number(bytes.readBigUInt64LE(0)) : Number.NaN;
  if (!(headerBytes <= Math.min(MAX_HEADER, bytes.length - 8))) refuse(path, 'another kind of file');
  const entry = noiseEntry(path, bytes.toString('utf8', 8, 8 + headerBytes));
  const [from, to] = entry;
  const data = bytes.subarray(8 + headerBytes + from, 8 + headerBytes + to);
  if (data.length !== to - from || data.length % 4 !== 0) refuse(path, 'a truncated file');
  return new Float32Array(new Uint8Array(data).buffer);
}

/** Writes the tensor `latents` (F32) as a safetensors file. */
export async function saveLatents(path: string, latents: FloatTensor): Promise<void> {
  const bytes = new Uint8Array(latents.data.buffer, latents.data.byteOffset, latents.data.byteLength);
  const entry = { dtype: 'F32', shape: latents.shape, data_offsets: [0, bytes.length] };
  const json = JSON.stringify({ latents: entry });
  const header = Buffer.from(json.padEnd(Math.ceil(json.length / 8) * 8));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  await writeWhole(path, Buffer.concat([length, header, bytes]));
}

/** Byte offsets of the tensor within the data section. */
function noiseEntry(path: string, header: string): readonly [number, number] {
  const parsed = parseJson(path, header);
  const entry = field(parsed, 'noise');
  const offsets = field(entry, 'data_offsets');
  if (field(entry, 'dtype') !== 'F32' || !Array.isArray(offsets)) {
    const names = typeof parsed === 'object' && parsed !== null ? Object.keys(parsed).join(', ') : 'none';
    refuse(path, `tensors ${names}`);
  }
  return [Number(offsets[0]), Number(offsets[1])];
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The header's length was plausible and its text is not: the file is something else.
    return refuse(path, 'another kind of file');
  }
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function refuse(path: string, received: string): never {
  throw new InputError(
    `Expected ${path} as safetensors with a tensor "noise" of type F32 but received ${received}.`,
  );
}
