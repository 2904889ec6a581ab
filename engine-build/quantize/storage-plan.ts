import { elementBytes, isFloatType } from '../checkpoint/element-types.ts';
import type { StoredTensor } from '../checkpoint/safetensors-header.ts';

/** Networks of a checkpoint, by the names of their folders. */
export type PackedComponent = 'transformer' | 'vae' | 'text_encoder' | 'text_encoder_2' | 'text_encoder_3';

/**
 * How a packed checkpoint stores a tensor: `fp8` with a scale for each output row, `half` (16 bits), or `same`
 * as it came. This is storage only; what is computed in which precision is the precision plan's matter.
 */
export type Storage = 'fp8' | 'half' | 'same';

interface StorageRule {
  readonly components: readonly PackedComponent[];
  readonly tensors: RegExp;
  readonly storage: Storage;
}

const textEncoders = ['text_encoder', 'text_encoder_2', 'text_encoder_3'] as const;

/**
 * The first rule that fits decides. Nearly all weights are linears of the blocks. What few weights feed every
 * token or every pixel (embeddings, the first and last layers, the whole VAE) costs little in 16 bits.
 */
const rules: readonly StorageRule[] = [
  { components: ['transformer'], tensors: /^transformer_blocks\..*\.weight$/, storage: 'fp8' },
  { components: textEncoders, tensors: /(embed|shared|relative_attention_bias)/, storage: 'half' },
  { components: textEncoders, tensors: /\.weight$/, storage: 'fp8' },
];

/** Biases, norms and other vectors stay as they are whatever the rules say. */
export function storageOf(component: PackedComponent, tensor: StoredTensor): Storage {
  if (!isFloatType(tensor.type) || tensor.shape.length < 2) return 'same';
  const rule = rules.find((r) => r.components.includes(component) && r.tensors.test(tensor.name));
  const storage = rule?.storage ?? 'half';
  return storage === 'half' && elementBytes[tensor.type] <= 2 ? 'same' : storage;
}
