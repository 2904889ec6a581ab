import type { TransformerConfig } from '../checkpoint/configs.ts';
import type { GraphBuilder, Value } from './graph-builder.ts';
import { linearFloat32 } from './linear.ts';
import { emitBlock, modulate } from './mmdit-block.ts';
import type { MmditContext, MmditEmitters, Streams } from './mmdit-context.ts';
import { emitPatchEmbed, emitTimeText, type PatchGrid } from './mmdit-embed.ts';
import { emitModulation } from './mmdit-modulation.ts';
import { reshape, transpose } from './ops.ts';

/** Static sizes of one transformer graph. */
export interface MmditShape {
  /** 1, or 2 for guidance (negative first). */
  readonly batch: number;
  readonly latentHeight: number;
  readonly latentWidth: number;
  /** Rows of `prompt_embeds`: the CLIP row and the T5 slot. */
  readonly textTokens: number;
}

/**
 * The velocity predictor, `SD3Transformer2DModel`.
 *
 * Inputs: `latents` [B, C, h, w], `timestep` [1] (sigma times 1000), `prompt_embeds` [B, S, J],
 * `pooled_embeds` [B, P], `block_keep` [L] (1 runs a block, 0 skips it). Output: `velocity` [B, C, h, w].
 */
export function emitMmdit(
  g: GraphBuilder,
  config: TransformerConfig,
  shape: MmditShape,
  { linear, modulation, attention }: MmditEmitters,
): void {
  const { batch, latentHeight, latentWidth, textTokens } = shape;
  const width = config.caption_projection_dim;
  const latents = g.input('latents', 'float32', [batch, config.in_channels, latentHeight, latentWidth]);
  const timestep = g.input('timestep', 'float32', [1]);
  const prompt = g.input('prompt_embeds', 'float32', [batch, textTokens, config.joint_attention_dim]);
  const pooled = g.input('pooled_embeds', 'float32', [batch, config.pooled_projection_dim]);
  const keep = g.input('block_keep', 'float32', [config.num_layers]);

  const grid = { rows: latentHeight / config.patch_size, columns: latentWidth / config.patch_size };
  const embedding = emitTimeText(g, config, timestep, pooled);
  const modulations = emitModulation(g, config, embedding, keep, modulation);
  const flatPrompt = reshape(g, prompt, [batch * textTokens, config.joint_attention_dim]);
  let streams: Streams = {
    image: emitPatchEmbed(g, config, latents, grid),
    text: linearFloat32(g, flatPrompt, {
      name: 'context_embedder',
      rows: width,
      columns: config.joint_attention_dim,
    }),
  };
  const context: MmditContext = { config, linear, attention, batch };
  for (const [layer, block] of modulations.blocks.entries()) {
    streams = emitBlock(g, context, layer, streams, block);
  }
  const normed = modulate(g, context, streams.image, modulations.out);
  g.output('velocity', emitUnpatchify(g, config, normed, batch, grid));
}

/** Projects tokens back to patches [p, p, C] and puts the patches in their places. */
function emitUnpatchify(
  g: GraphBuilder,
  config: TransformerConfig,
  x: Value,
  batch: number,
  grid: PatchGrid,
): Value {
  const { patch_size: p, out_channels: channels, caption_projection_dim: width } = config;
  const patches = linearFloat32(g, x, { name: 'proj_out', rows: p * p * channels, columns: width });
  const cells = reshape(g, patches, [batch, grid.rows, grid.columns, p, p, channels]);
  const picture = transpose(g, cells, [0, 5, 1, 3, 2, 4]);
  return reshape(g, picture, [batch, channels, grid.rows * p, grid.columns * p]);
}
