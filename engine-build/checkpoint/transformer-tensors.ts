import type { TransformerConfig } from './configs.ts';
import { type ExpectedTensor, linear } from './expected-tensors.ts';

/** Channels of the sinusoidal timestep embedding, fixed in the architecture. */
export const timestepChannels = 256;

/** Every tensor of `SD3Transformer2DModel` in diffusers' layout. */
export function transformerTensors(config: TransformerConfig): ExpectedTensor[] {
  const width = config.caption_projection_dim;
  const patch = config.patch_size;
  return [
    ['pos_embed.pos_embed', [1, config.pos_embed_max_size ** 2, width]],
    ['pos_embed.proj.weight', [width, config.in_channels, patch, patch]],
    ['pos_embed.proj.bias', [width]],
    ...linear('time_text_embed.timestep_embedder.linear_1', width, timestepChannels),
    ...linear('time_text_embed.timestep_embedder.linear_2', width, width),
    ...linear('time_text_embed.text_embedder.linear_1', width, config.pooled_projection_dim),
    ...linear('time_text_embed.text_embedder.linear_2', width, width),
    ...linear('context_embedder', width, config.joint_attention_dim),
    ...Array.from({ length: config.num_layers }, (_, layer) => blockTensors(config, layer)).flat(),
    ...linear('norm_out.linear', 2 * width, width),
    ...linear('proj_out', patch * patch * config.out_channels, width),
  ];
}

function blockTensors(config: TransformerConfig, layer: number): ExpectedTensor[] {
  const width = config.caption_projection_dim;
  const block = `transformer_blocks.${layer}`;
  const dual = config.dual_attention_layers.includes(layer);
  const last = layer === config.num_layers - 1;
  return [
    ...linear(`${block}.norm1.linear`, (dual ? 9 : 6) * width, width),
    ...linear(`${block}.norm1_context.linear`, (last ? 2 : 6) * width, width),
    ...attention(config, `${block}.attn`, ['to_q', 'to_k', 'to_v', 'to_out.0'], ['norm_q', 'norm_k']),
    ...attention(
      config,
      `${block}.attn`,
      ['add_q_proj', 'add_k_proj', 'add_v_proj', ...(last ? [] : ['to_add_out'])],
      ['norm_added_q', 'norm_added_k'],
    ),
    ...(dual
      ? attention(config, `${block}.attn2`, ['to_q', 'to_k', 'to_v', 'to_out.0'], ['norm_q', 'norm_k'])
      : []),
    ...feedForward(`${block}.ff`, width),
    ...(last ? [] : feedForward(`${block}.ff_context`, width)),
  ];
}

function attention(
  config: TransformerConfig,
  name: string,
  linears: string[],
  norms: string[],
): ExpectedTensor[] {
  const width = config.caption_projection_dim;
  const headNorms = config.qk_norm ? norms : [];
  return [
    ...linears.flatMap((part) => linear(`${name}.${part}`, width, width)),
    ...headNorms.map((part): ExpectedTensor => [`${name}.${part}.weight`, [config.attention_head_dim]]),
  ];
}

function feedForward(name: string, width: number): ExpectedTensor[] {
  return [...linear(`${name}.net.0.proj`, 4 * width, width), ...linear(`${name}.net.2`, width, 4 * width)];
}
