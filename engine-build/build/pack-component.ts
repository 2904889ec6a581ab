import { elementBytes, type FloatType, isFloatType } from '../checkpoint/element-types.ts';
import { largestHalf, narrow, type StoredFloat } from '../checkpoint/narrow.ts';
import type { StoredTensor } from '../checkpoint/safetensors-header.ts';
import { safetensorsHeader, type TensorEntry } from '../checkpoint/safetensors-writer.ts';
import type { TensorFolder } from '../checkpoint/tensor-folder.ts';
import { throwIfAborted } from '../errors.ts';
import { fp8Rows } from '../quantize/fp8-rows.ts';
import { type PackedComponent, storageOf } from '../quantize/storage-plan.ts';
import { largestMagnitude } from '../quantize/weight-rows.ts';
import { HashedWriter } from './hashed-writer.ts';
import type { StagingFolder } from './staging-folder.ts';
import type { WriteHooks } from './write-weights.ts';

/** What became of the tensors of a component. */
export interface PackedCounts {
  /** Tensors stored as E4M3. */
  readonly fp8Tensors: number;
  readonly tensors: number;
  /** Bytes of the new file, and of the same tensors in F32. */
  readonly bytes: number;
  readonly fp32Bytes: number;
}

interface PlannedTensor {
  readonly tensor: StoredTensor;
  readonly elements: number;
  readonly type: StoredFloat;
}

/**
 * Writes a component's weights as one safetensors file in the types of the storage plan. An E4M3 tensor is
 * followed by its scales, `<name>_scale` F32 [rows]. Integers, which no network of ours reads, are left out.
 *
 * @throws CheckpointError `corrupt`, naming the tensor, for NaN and infinities
 */
export async function packComponent(
  staging: StagingFolder,
  file: string,
  component: PackedComponent,
  folder: TensorFolder,
  hooks: WriteHooks,
): Promise<PackedCounts> {
  const planned = await planTensors(component, folder);
  const record = await staging.addStream(file, async (handle) => {
    const writer = new HashedWriter(handle);
    await writer.append(safetensorsHeader(planned.flatMap(entriesOf)));
    for (const tensor of planned) await appendTensor(writer, folder, tensor, hooks);
    return writer.sha256();
  });
  const elements = planned.reduce((sum, tensor) => sum + tensor.elements, 0);
  return {
    fp8Tensors: planned.filter(({ type }) => type === 'F8_E4M3').length,
    tensors: planned.length,
    bytes: record.bytes,
    fp32Bytes: elements * elementBytes.F32,
  };
}

async function planTensors(component: PackedComponent, folder: TensorFolder): Promise<PlannedTensor[]> {
  const planned: PlannedTensor[] = [];
  for (const tensor of folder.tensors.values()) {
    if (!isFloatType(tensor.type) || isScale(tensor, folder)) continue;
    const elements = tensor.bytes / elementBytes[tensor.type];
    planned.push({ tensor, elements, type: await typeOf(component, tensor, tensor.type, folder) });
  }
  return planned;
}

/** Scales of a checkpoint that is packed already: made anew. */
function isScale({ name }: StoredTensor, folder: TensorFolder): boolean {
  return name.endsWith('_scale') && folder.tensors.get(name.slice(0, -'_scale'.length))?.type === 'F8_E4M3';
}

async function typeOf(
  component: PackedComponent,
  tensor: StoredTensor,
  found: FloatType,
  folder: TensorFolder,
): Promise<StoredFloat> {
  switch (storageOf(component, tensor)) {
    case 'fp8':
      return 'F8_E4M3';
    case 'half':
      return (await fitsHalf(folder, tensor.name)) ? 'F16' : 'F32';
    case 'same':
      // E4M3 without the scale that the plan would give it is widened.
      return found === 'F8_E4M3' ? 'F16' : found;
  }
}

async function fitsHalf(folder: TensorFolder, name: string): Promise<boolean> {
  for await (const chunk of folder.stream(name)) if (largestMagnitude(chunk) > largestHalf) return false;
  return true;
}

function entriesOf({ tensor: { name, shape }, elements, type }: PlannedTensor): TensorEntry[] {
  const entry = { name, type, shape, bytes: elements * elementBytes[type] };
  if (type !== 'F8_E4M3') return [entry];
  const rows = shape[0] ?? 1;
  return [entry, { name: `${name}_scale`, type: 'F32', shape: [rows], bytes: rows * elementBytes.F32 }];
}

async function appendTensor(
  writer: HashedWriter,
  folder: TensorFolder,
  { tensor, elements, type }: PlannedTensor,
  { signal, onBytes }: WriteHooks,
): Promise<void> {
  throwIfAborted(signal);
  if (type === 'F8_E4M3') {
    const { codes, scales } = await fp8Rows(folder, tensor.name);
    await writer.append(codes);
    await writer.append(narrow(scales, 'F32'));
  } else {
    for await (const chunk of folder.stream(tensor.name)) await writer.append(narrow(chunk, type));
  }
  onBytes?.(elements * elementBytes.F32);
}
