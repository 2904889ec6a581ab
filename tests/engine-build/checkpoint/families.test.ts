import { describe, expect, it } from 'vitest';
import { transformerSchema } from '../../../engine-build/checkpoint/configs.ts';
import { familyOf } from '../../../engine-build/checkpoint/families.ts';

function config(layers: number, changes: Readonly<Record<string, unknown>> = {}) {
  return transformerSchema.parse({
    num_layers: layers,
    num_attention_heads: layers,
    caption_projection_dim: 64 * layers,
    ...changes,
  });
}

const dual = Array.from({ length: 13 }, (_, i) => i);
const norm = { qk_norm: 'rms_norm' };

describe('familyOf', () => {
  it.each([
    ['sd3-medium', config(24), 'stable-diffusion-3-medium-diffusers'],
    ['sd3.5-medium', config(24, { ...norm, dual_attention_layers: dual }), 'whatever'],
    ['sd3.5-large', config(38, norm), 'stable-diffusion-3.5-large'],
    ['sd3.5-large-turbo', config(38, norm), 'stable-diffusion-3.5-large-turbo'],
    ['starter', config(24, norm), 'looks like neither'],
    ['starter', config(10, norm), 'motif'],
  ])('recognises %s', (name, transformer, folder) => {
    expect(familyOf(transformer, [folder]).name).toBe(name);
  });

  it('gives distilled models guidance that needs one prediction a step', () => {
    const { defaults } = familyOf(config(38, norm), ['large-turbo']);
    expect(defaults).toMatchObject({ steps: { quick: 4 }, guidance: { balanced: 1 } });
  });
});
