import { describe, expect, it } from 'vitest';
import { precisionOf, precisionPlan } from '../../../engine-build/quantize/precision-plan.ts';
import { weightBitsFor } from '../../../engine-build/quantize/weight-bits.ts';

const plan = precisionPlan('int8', 8);
const precision = (name: string) => precisionOf(plan, 'transformer', { name, rows: 1, columns: 1 });

describe('the INT8 plan', () => {
  it.each([
    'attn.to_q',
    'attn.add_v_proj',
    'attn.to_out.0',
    'attn.to_add_out',
    'attn2.to_k',
    'ff.net.0.proj',
    'ff_context.net.2',
  ])('quantises %s of a block', (layer) => {
    expect(precision(`transformer_blocks.23.${layer}`)).toBe('int8');
  });

  it.each([
    'pos_embed.proj',
    'time_text_embed.text_embedder.linear_1',
    'context_embedder',
    'transformer_blocks.0.norm1.linear',
    'transformer_blocks.0.norm1_context.linear',
    'norm_out.linear',
    'proj_out',
  ])('protects %s', (layer) => {
    expect(precision(layer)).toBe('fp32');
  });

  it('leaves text encoders alone', () => {
    const name = 'text_model.encoder.layers.0.mlp.fc1';
    expect(precisionOf(plan, 'clip', { name, rows: 1, columns: 1 })).toBe('fp32');
  });
});

describe('weightBitsFor', () => {
  it.each([
    [8, ['avx2', 'avx512f', 'avx512_vnni']],
    [8, ['avx2', 'avx_vnni']],
    [8, ['asimd', 'asimddp']],
    [7, ['avx2', 'avx512f']],
    [7, []],
  ] as const)('gives %i bits to a CPU with %j', (bits, flags) => {
    expect(weightBitsFor(flags)).toBe(bits);
  });
});
