import { type FileHandle, open } from 'node:fs/promises';
import path from 'node:path';
import { asReadError, CheckpointError } from '../errors.ts';
import { elementBytes, floatTypes, isFloatType, widen } from './element-types.ts';
import { findWeights } from './find-weights.ts';
import { readHeader, type StoredTensor } from './safetensors-header.ts';

/** Elements read at a time: 4 MiB of F32, so a 5 GB file never needs more than a few of these. */
const chunkElements = 1 << 20;

/** A row-major range of elements of one tensor. */
export interface ElementRange {
  readonly start: number;
  readonly count: number;
}

/** The weights of one component, read from disk only when streamed. Owns its file handles. */
export class TensorFolder implements AsyncDisposable {
  readonly tensors: ReadonlyMap<string, StoredTensor>;
  readonly #handles: ReadonlyMap<string, FileHandle>;

  private constructor(tensors: Map<string, StoredTensor>, handles: Map<string, FileHandle>) {
    this.tensors = tensors;
    this.#handles = handles;
  }

  /**
   * Opens a component folder and checks every header.
   *
   * @param stem see {@link findWeights}
   * @throws CheckpointError when files are missing, damaged or of a refused kind
   */
  static async open(folder: string, stem: string): Promise<TensorFolder> {
    const { files, weightMap } = await findWeights(folder, stem);
    const handles = new Map<string, FileHandle>();
    try {
      const tensors = new Map<string, StoredTensor>();
      for (const file of files) {
        const handle = await open(file, 'r');
        handles.set(file, handle);
        for (const tensor of await readHeader(handle, file)) addTensor(tensors, tensor, weightMap);
      }
      checkWeightMap(tensors, weightMap, folder);
      return new TensorFolder(tensors, handles);
    } catch (error) {
      await closeAll(handles);
      throw asReadError(error, folder);
    }
  }

  /** @throws CheckpointError `missing` */
  get(name: string): StoredTensor {
    const tensor = this.tensors.get(name);
    if (tensor) return tensor;
    throw new CheckpointError('missing', `The tensor "${name}" is missing. Copy the whole diffusers folder.`);
  }

  /**
   * Streams a tensor's elements, widened to F32 (F8 times its `<name>_scale`, where there is one).
   * Each chunk is borrowed: it is overwritten by the next.
   *
   * @param range elements in row-major order; the whole tensor by default
   * @throws CheckpointError for integer types, for NaN and infinities, or a file that shrank meanwhile
   */
  async *stream(name: string, range?: ElementRange): AsyncGenerator<Float32Array> {
    const tensor = this.get(name);
    if (!isFloatType(tensor.type)) throw notFloat(tensor);
    const { start, count } = range ?? { start: 0, count: tensor.bytes / elementBytes[tensor.type] };
    const scale = await this.#scaleOf(tensor);
    const size = Math.min(chunkElements, count);
    const raw = new Uint8Array(size * elementBytes[tensor.type]);
    const values = new Float32Array(size);
    for (let done = 0; done < count; done += size) {
      const elements = Math.min(size, count - done);
      const bytes = raw.subarray(0, elements * elementBytes[tensor.type]);
      await this.#fill(tensor, (start + done) * elementBytes[tensor.type], bytes);
      widen(bytes, tensor.type, values);
      const chunk = values.subarray(0, elements);
      scale?.(chunk, start + done);
      checkFinite(chunk, tensor, start + done);
      yield chunk;
    }
  }

  /** Reads a small tensor whole, widened to F32. The caller owns the result. */
  async read(name: string): Promise<Float32Array> {
    const chunks: Float32Array[] = [];
    for await (const chunk of this.stream(name)) chunks.push(chunk.slice());
    const whole = new Float32Array(chunks.reduce((total, chunk) => total + chunk.length, 0));
    let at = 0;
    for (const chunk of chunks) {
      whole.set(chunk, at);
      at += chunk.length;
    }
    return whole;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await closeAll(this.#handles);
  }

  async #fill(tensor: StoredTensor, at: number, bytes: Uint8Array): Promise<void> {
    const handle = this.#handles.get(tensor.file);
    for (let done = 0; done < bytes.byteLength; ) {
      const result = await handle?.read(bytes, done, bytes.byteLength - done, tensor.offset + at + done);
      if (!result?.bytesRead) {
        throw new CheckpointError(
          'corrupt',
          `${tensor.file} ended inside the tensor "${tensor.name}". It changed while it was read: copy it again.`,
        );
      }
      done += result.bytesRead;
    }
  }

  /** F8 weights may carry one scale for the tensor or one for each output row. */
  async #scaleOf(tensor: StoredTensor): Promise<((chunk: Float32Array, at: number) => void) | undefined> {
    const name = `${tensor.name}_scale`;
    if (tensor.type !== 'F8_E4M3' || !this.tensors.has(name)) return undefined;
    const scales = await this.read(name);
    const rows = tensor.shape[0] ?? 1;
    if (scales.length !== 1 && scales.length !== rows) {
      throw new CheckpointError(
        'mismatch',
        `The scale "${name}" has ${scales.length} values; 1 or ${rows} (rows of "${tensor.name}") are expected.`,
      );
    }
    const rowSize = scales.length === 1 ? Number.POSITIVE_INFINITY : tensor.bytes / rows;
    return (chunk, at) => {
      for (let i = 0; i < chunk.length; i++) {
        chunk[i] = Math.fround((chunk[i] ?? 0) * (scales[Math.floor((at + i) / rowSize)] ?? 1));
      }
    };
  }
}

type WeightMap = Readonly<Record<string, string>> | null;

function addTensor(tensors: Map<string, StoredTensor>, tensor: StoredTensor, weightMap: WeightMap): void {
  const listed = weightMap?.[tensor.name];
  if (weightMap && listed !== path.basename(tensor.file)) return;
  tensors.set(tensor.name, tensor);
}

function checkWeightMap(tensors: Map<string, StoredTensor>, weightMap: WeightMap, folder: string): void {
  for (const [name, file] of Object.entries(weightMap ?? {})) {
    if (tensors.has(name)) continue;
    throw new CheckpointError(
      'missing',
      `The index in ${folder} says that "${file}" holds the tensor "${name}"; it does not. Copy all shards from the same model.`,
    );
  }
}

/** A single NaN would spread over the whole picture, and quantised it would become a number like any other. */
function checkFinite(chunk: Float32Array, tensor: StoredTensor, at: number): void {
  for (let i = 0; i < chunk.length; i++) {
    const value = chunk[i] ?? 0;
    if (value - value === 0) continue;
    throw new CheckpointError(
      'corrupt',
      `Expected finite weights, but the tensor "${tensor.name}" in ${tensor.file} holds ${value} at element ${at + i}. Copy the file again, or save the model again from where it was trained.`,
    );
  }
}

function notFloat(tensor: StoredTensor): CheckpointError {
  return new CheckpointError(
    'unsupported',
    `The tensor "${tensor.name}" has the element type ${tensor.type}; weights must be ${floatTypes.join(', ')}.`,
  );
}

async function closeAll(handles: ReadonlyMap<string, FileHandle>): Promise<void> {
  await Promise.all([...handles.values()].map((handle) => handle.close()));
}
