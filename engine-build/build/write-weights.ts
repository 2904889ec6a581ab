import type { FileHandle } from 'node:fs/promises';
import { largestHalf, narrow } from '../checkpoint/narrow.ts';
import type { TensorFolder } from '../checkpoint/tensor-folder.ts';
import { throwIfAborted } from '../errors.ts';
import type { ElemType } from '../graph/onnx-proto.ts';
import type { StoredWeight, WeightLayout, WeightPart } from '../graph/stored-weight.ts';
import { int8Scales, int8Weights } from '../quantize/int8-weights.ts';
import { qdqScales, qdqWeights } from '../quantize/qdq-weights.ts';
import { rowCodes, rowScales } from '../quantize/row-codes.ts';
import { largestMagnitude } from '../quantize/weight-rows.ts';
import { HashedWriter } from './hashed-writer.ts';
import { int8Kernel, int8KernelBias, int8KernelScales } from './int8-kernel.ts';
import { upsampleKernels } from './upsample-kernel.ts';

export interface WriteHooks {
  /** Called with the bytes written since the last call. */
  readonly onBytes?: (bytes: number) => void;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Writes a component's weight file in one pass: each weight at its place, zeros between.
 *
 * @returns sha256 of the file, in hex
 */
export async function writeWeights(
  file: FileHandle,
  layout: WeightLayout,
  folder: TensorFolder,
  { onBytes, signal }: WriteHooks = {},
): Promise<string> {
  const writer = new HashedWriter(file);
  const append = async (bytes: Uint8Array): Promise<void> => {
    await writer.append(bytes);
    onBytes?.(bytes.byteLength);
  };
  for (const { weight, offset, bytes } of layout.placed()) {
    if (offset > writer.end) await append(new Uint8Array(offset - writer.end));
    for await (const chunk of weightBytes(folder, weight)) {
      throwIfAborted(signal);
      await append(chunk);
    }
    if (writer.end !== offset + bytes) {
      throw new Error(
        `The weight "${weight.name}" must end at byte ${offset + bytes}; it ended at ${writer.end}.`,
      );
    }
  }
  return writer.sha256();
}

/** The bytes that a weight's recipe describes, little-endian; chunks are borrowed. */
async function* weightBytes(
  folder: TensorFolder,
  { recipe, shape, type }: StoredWeight,
): AsyncGenerator<Uint8Array> {
  switch (recipe.kind) {
    case 'float32':
      for (const part of recipe.parts) yield* floatBytes(folder, part, type);
      return;
    case 'upsample-kernel':
      for await (const chunk of upsampleKernels(folder, recipe)) yield floatsAs(type, chunk);
      return;
    case 'int8':
      yield bytesOf(await int8Weights(folder, recipe, shape[1] ?? 1));
      return;
    case 'int8-scales':
      yield bytesOf(await int8Scales(folder, recipe));
      return;
    case 'row-codes':
      yield* rowCodes(folder, recipe);
      return;
    case 'row-scales':
      for await (const chunk of rowScales(folder, recipe)) yield floatsAs(type, chunk);
      return;
    case 'int8-kernel':
      yield bytesOf(await int8Kernel(folder, recipe));
      return;
    case 'int8-kernel-scales':
      yield bytesOf(await int8KernelScales(folder, recipe));
      return;
    case 'int8-kernel-bias':
      yield bytesOf(await int8KernelBias(folder, recipe));
      return;
    case 'qdq':
      yield await qdqWeights(folder, recipe);
      return;
    case 'qdq-scales':
      yield floatsAs(type, await qdqScales(folder, recipe));
      return;
  }
}

async function* floatBytes(
  folder: TensorFolder,
  part: WeightPart,
  type: ElemType,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of folder.stream(part.tensor, part.range)) {
    const { plus = 0 } = part;
    if (plus !== 0) for (let i = 0; i < chunk.length; i++) chunk[i] = (chunk[i] ?? 0) + plus;
    yield floatsAs(type, chunk);
  }
}

function floatsAs(type: ElemType, values: Float32Array): Uint8Array {
  if (type !== 'float16') return bytesOf(values);
  if (largestMagnitude(values) > largestHalf) {
    throw new Error('A weight that F16 cannot hold must be laid out as F32.');
  }
  return narrow(values, 'F16');
}

function bytesOf(values: Float32Array | Int8Array | Int32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}
