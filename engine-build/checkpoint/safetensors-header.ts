import type { FileHandle } from 'node:fs/promises';
import { z } from 'zod';
import { CheckpointError } from '../errors.ts';
import { type ElementType, elementBytes, isElementType } from './element-types.ts';

/** Where one tensor lies. `offset` counts from the start of the file. */
export interface StoredTensor {
  readonly name: string;
  readonly type: ElementType;
  readonly shape: readonly number[];
  readonly file: string;
  readonly offset: number;
  readonly bytes: number;
}

/** The format's own limit; a larger number is a damaged or foreign file, or an attack on memory. */
const maxHeaderBytes = 100_000_000;

const entrySchema = z.object({
  dtype: z.string(),
  shape: z.array(z.number().int().nonnegative()),
  data_offsets: z.tuple([z.number().int().nonnegative(), z.number().int().nonnegative()]),
});

/**
 * Reads and checks the header of a safetensors file: 8 bytes little-endian length, that many bytes of
 * JSON, then the data. Every byte of data must belong to exactly one tensor.
 *
 * @param file path of the open file, for messages and for later reads
 * @throws CheckpointError `corrupt` when the file is not whole, `unsupported` for an unknown type
 */
export async function readHeader(handle: FileHandle, file: string): Promise<StoredTensor[]> {
  const { size } = await handle.stat();
  const length = await readHeaderLength(handle, file, size);
  const text = (await readExactly(handle, file, 8, length)).toString('utf8');
  const entries = parseEntries(text, file);
  const dataStart = 8 + length;
  const tensors = entries.map(([name, entry]) => toStoredTensor(file, name, entry, dataStart));
  checkLayout(tensors, file, dataStart, size);
  return tensors;
}

async function readHeaderLength(handle: FileHandle, file: string, size: number): Promise<number> {
  if (size < 8) {
    throw new CheckpointError(
      'corrupt',
      `${file} has ${size} bytes; a safetensors file has at least 8. Copy it again.`,
    );
  }
  const length = Number((await readExactly(handle, file, 0, 8)).readBigUInt64LE());
  if (length > maxHeaderBytes) {
    throw new CheckpointError(
      'corrupt',
      `${file} announces a header of ${length} bytes; at most ${maxHeaderBytes} are accepted. It is not a safetensors file, or it is damaged: copy it again.`,
    );
  }
  if (8 + length > size) {
    throw new CheckpointError(
      'corrupt',
      `${file} is truncated: its header needs ${8 + length} bytes and the file has ${size}. Copy it again.`,
    );
  }
  return length;
}

async function readExactly(handle: FileHandle, file: string, at: number, bytes: number): Promise<Buffer> {
  const buffer = Buffer.alloc(bytes);
  const { bytesRead } = await handle.read(buffer, 0, bytes, at);
  if (bytesRead !== bytes) {
    throw new CheckpointError(
      'corrupt',
      `${file} ended after ${at + bytesRead} bytes, ${at + bytes} were expected. Copy it again.`,
    );
  }
  return buffer;
}

type Entry = z.infer<typeof entrySchema>;

function parseEntries(text: string, file: string): [string, Entry][] {
  const json = parseObject(text, file);
  const repeated = firstRepeatedKey(text);
  if (repeated !== undefined) {
    throw new CheckpointError(
      'corrupt',
      `${file} names the tensor "${repeated}" twice; names must be unique. Save the model again.`,
    );
  }
  return Object.entries(json)
    .filter(([name]) => name !== '__metadata__')
    .map(([name, value]) => [name, parseEntry(value, name, file)]);
}

function parseObject(text: string, file: string): object {
  try {
    const json: unknown = JSON.parse(text);
    if (typeof json === 'object' && json !== null && !Array.isArray(json)) return json;
  } catch (cause) {
    throw notJson(file, text, cause);
  }
  throw notJson(file, text, undefined);
}

function notJson(file: string, text: string, cause: unknown): CheckpointError {
  const start = JSON.stringify(text.slice(0, 20));
  return new CheckpointError(
    'corrupt',
    `The header of ${file} must be a JSON object; it starts with ${start}. It is not a safetensors file, or it is damaged: copy it again.`,
    { cause },
  );
}

function parseEntry(value: unknown, name: string, file: string): Entry {
  const parsed = entrySchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new CheckpointError(
    'corrupt',
    `The header entry of tensor "${name}" in ${file} must have dtype, shape and two data_offsets; ${z.prettifyError(parsed.error)}.`,
  );
}

/** JSON.parse keeps the last of two equal keys silently, so the keys of the outer object are counted here. */
function firstRepeatedKey(text: string): string | undefined {
  const seen = new Set<string>();
  let depth = 0;
  let pending: string | undefined;
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]:,]/g)) {
    if (token === '{' || token === '[') depth++;
    else if (token === '}' || token === ']') depth--;
    else if (token === ':' && depth === 1 && pending !== undefined) {
      const key = String(JSON.parse(pending));
      if (seen.has(key)) return key;
      seen.add(key);
    }
    pending = token.startsWith('"') ? token : undefined;
  }
  return undefined;
}

function toStoredTensor(file: string, name: string, entry: Entry, dataStart: number): StoredTensor {
  if (!isElementType(entry.dtype)) {
    throw new CheckpointError(
      'unsupported',
      `Tensor "${name}" in ${file} has the element type ${entry.dtype}; known are ${Object.keys(elementBytes).join(', ')}.`,
    );
  }
  const [begin, end] = entry.data_offsets;
  const expected = entry.shape.reduce((product, size) => product * size, elementBytes[entry.dtype]);
  if (end - begin !== expected) {
    throw new CheckpointError(
      'corrupt',
      `Tensor "${name}" in ${file} is ${entry.dtype} [${entry.shape}] and needs ${expected} bytes; its offsets ${begin} to ${end} hold ${end - begin}. Save the model again.`,
    );
  }
  return { name, type: entry.dtype, shape: entry.shape, file, offset: dataStart + begin, bytes: end - begin };
}

/** Invariant after this: the tensors tile the data section, without gap, overlap or excess. */
function checkLayout(tensors: readonly StoredTensor[], file: string, dataStart: number, size: number): void {
  const sorted = tensors.toSorted((a, b) => a.offset - b.offset || a.bytes - b.bytes);
  let end = dataStart;
  for (const tensor of sorted) {
    if (tensor.offset + tensor.bytes > size) {
      throw new CheckpointError(
        'corrupt',
        `Tensor "${tensor.name}" ends at byte ${tensor.offset + tensor.bytes} of ${file}, which has ${size} bytes: the file is truncated. Copy it again.`,
      );
    }
    if (tensor.offset !== end) {
      const what = tensor.offset < end ? 'overlaps the tensor before it' : 'leaves a gap before it';
      throw new CheckpointError(
        'corrupt',
        `Tensor "${tensor.name}" in ${file} ${what}: it starts at byte ${tensor.offset}, ${end} was expected. Save the model again.`,
      );
    }
    end = tensor.offset + tensor.bytes;
  }
  if (end !== size) {
    throw new CheckpointError(
      'corrupt',
      `${file} has ${size} bytes, its tensors end at ${end}; the rest belongs to no tensor. Copy it again.`,
    );
  }
}
