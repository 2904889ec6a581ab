import { describe, expect, it } from 'vitest';
import { transformerSchema } from '../../../engine-build/checkpoint/configs.ts';
import { transformerTensors } from '../../../engine-build/checkpoint/transformer-tensors.ts';

/** Configurations of the published models; counts are those of diffusers' modules built from them. */
const published = [
  {
    name: 'SD3-medium',
    layers: 24,
    positions: 192,
    dual: 0,
    qkNorm: null,
    tensors: 683,
    values: 2_084_951_104,
  },
  {
    name: 'SD3.5-medium',
    layers: 24,
    positions: 384,
    dual: 13,
    qkNorm: 'rms_norm',
    tensors: 909,
    values: 2_469_663_936,
  },
  {
    name: 'SD3.5-large',
    layers: 38,
    positions: 192,
    dual: 0,
    qkNorm: 'rms_norm',
    tensors: 1227,
    values: 8_146_280_768,
  },
] as const;

describe('transformerTensors', () => {
  it.each(published)(
    'lists every tensor of $name',
    ({ layers, positions, dual, qkNorm, tensors, values }) => {
      const config = transformerSchema.parse({
        num_layers: layers,
        num_attention_heads: layers,
        caption_projection_dim: 64 * layers,
        pos_embed_max_size: positions,
        dual_attention_layers: Array.from({ length: dual }, (_, i) => i),
        qk_norm: qkNorm,
      });
      const expected = transformerTensors(config);
      const sizes = expected.map(([, shape]) => shape.reduce((product, size) => product * size, 1));
      expect(new Set(expected.map(([name]) => name)).size).toBe(tensors);
      expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(values);
    },
  );
});
