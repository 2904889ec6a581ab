import type { TransformerConfig } from '../checkpoint/configs.ts';
import { timestepChannels } from '../checkpoint/transformer-tensors.ts';
import type { GraphBuilder, Value } from './graph-builder.ts';
import { linearFloat32 } from './linear.ts';
import { add, concat, mul, reshape, silu, tensor, transpose, unary } from './ops.ts';
import type { WeightPart } from './stored-weight.ts';

/** Longest wavelength of the timestep embedding. */
const maxPeriod = 10_000;

/** Columns and rows of patches. */
export interface PatchGrid {
  readonly rows: number;
  readonly columns: number;
}

/**
 * Cuts latents [B, C, h, w] into patches, projects them and adds the position table, cropped around its
 * centre: [B * rows * columns, D]. The reference does this as a convolution whose stride is its kernel;
 * as a matrix product the transposition moves C·p·p values a patch instead of D.
 */
export function emitPatchEmbed(
  g: GraphBuilder,
  config: TransformerConfig,
  latents: Value,
  grid: PatchGrid,
): Value {
  const { patch_size: p, in_channels: channels, caption_projection_dim: width } = config;
  const batch = latents.shape[0] ?? 1;
  const tokens = grid.rows * grid.columns;
  const cells = reshape(g, latents, [batch, channels, grid.rows, p, grid.columns, p]);
  const patches = transpose(g, cells, [0, 2, 4, 1, 3, 5]);
  const flat = reshape(g, patches, [batch * tokens, channels * p * p]);
  const weight = tensor(g, 'pos_embed.proj.weight', [width, channels * p * p]);
  const bias = tensor(g, 'pos_embed.proj.bias', [width]);
  const projected = g.node(
    { op: 'Gemm', inputs: [flat, weight, bias], attributes: { transB: 1 }, layers: ['pos_embed.proj'] },
    { shape: [batch * tokens, width] },
  );
  const positions = emitPositions(g, config, grid);
  const placed = add(g, reshape(g, projected, [batch, tokens, width]), positions);
  return reshape(g, placed, [batch * tokens, width]);
}

function emitPositions(g: GraphBuilder, config: TransformerConfig, { rows, columns }: PatchGrid): Value {
  const { pos_embed_max_size: side, caption_projection_dim: width } = config;
  const top = Math.floor((side - rows) / 2);
  const left = Math.floor((side - columns) / 2);
  const parts = Array.from(
    { length: rows },
    (_, row): WeightPart => ({
      tensor: 'pos_embed.pos_embed',
      range: { start: ((top + row) * side + left) * width, count: columns * width },
    }),
  );
  return g.weight({
    name: `positions.${columns}x${rows}`,
    type: 'float32',
    shape: [1, rows * columns, width],
    recipe: { kind: 'float32', parts },
  });
}

/**
 * Timestep and pooled text as one vector [B, D] each picture.
 *
 * @param timestep [1], sigma times 1000
 * @param pooled [B, P]
 */
export function emitTimeText(
  g: GraphBuilder,
  config: TransformerConfig,
  timestep: Value,
  pooled: Value,
): Value {
  const width = config.caption_projection_dim;
  const time = mlp(g, 'time_text_embed.timestep_embedder', sinusoid(g, timestep), width);
  const text = mlp(g, 'time_text_embed.text_embedder', pooled, width);
  return add(g, text, time);
}

/** Cosines first, then sines: diffusers' `flip_sin_to_cos` with `downscale_freq_shift` 0. */
function sinusoid(g: GraphBuilder, timestep: Value): Value {
  const half = timestepChannels / 2;
  const frequencies = Array.from({ length: half }, (_, i) =>
    Math.fround(Math.exp(Math.fround(Math.fround(-Math.log(maxPeriod) * i) / half))),
  );
  const angles = mul(g, reshape(g, timestep, [1, 1]), g.constant('float32', [1, half], frequencies));
  return concat(g, [unary(g, 'Cos', angles), unary(g, 'Sin', angles)], 1);
}

function mlp(g: GraphBuilder, name: string, x: Value, width: number): Value {
  const hidden = linearFloat32(g, x, { name: `${name}.linear_1`, rows: width, columns: x.shape[1] ?? 1 });
  return linearFloat32(g, silu(g, hidden), { name: `${name}.linear_2`, rows: width, columns: width });
}
