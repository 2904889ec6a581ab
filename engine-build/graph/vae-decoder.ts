import type { VaeConfig } from '../checkpoint/configs.ts';
import type { GraphBuilder, Value } from './graph-builder.ts';
import { concat, reshape, tensor } from './ops.ts';
import { conv, emitMidBlock, emitResnet, normConv } from './vae-blocks.ts';

const imageChannels = 3;

/**
 * The decoder of `AutoencoderKL`.
 *
 * Input: `latents` [1, C, h, w], already divided by the scaling factor and shifted. Output: `image`
 * [1, 3, H, W], about -1 to 1, not clamped.
 */
export function emitVaeDecoder(
  g: GraphBuilder,
  config: VaeConfig,
  latentHeight: number,
  latentWidth: number,
): void {
  const latent = config.latent_channels;
  const channels = config.block_out_channels.toReversed();
  const latents = g.input('latents', 'float32', [1, latent, latentHeight, latentWidth]);
  const start = config.use_post_quant_conv
    ? conv(g, latents, { name: 'post_quant_conv', out: latent, kernel: 1 })
    : latents;
  let x = conv(g, start, { name: 'decoder.conv_in', out: channels[0] ?? 1, kernel: 3 });
  x = emitMidBlock(g, config, 'decoder.mid_block', x);
  for (const [i, out] of channels.entries()) {
    const block = `decoder.up_blocks.${i}`;
    for (let layer = 0; layer <= config.layers_per_block; layer++) {
      x = emitResnet(g, config, `${block}.resnets.${layer}`, x, out);
    }
    if (i < channels.length - 1) x = upsample(g, x, `${block}.upsamplers.0.conv`);
  }
  const names = { norm: 'decoder.conv_norm_out', conv: 'decoder.conv_out' };
  g.output('image', normConv(g, config, x, names, imageChannels));
}

/**
 * Doubles the picture by repeating pixels, then a 3×3 convolution: as four 2×2 convolutions of the small
 * picture, one for each parity of output row and column, interleaved. Equal up to rounding, and less than
 * half of the products. (DepthToSpace would interleave in one operator, but on one thread.)
 */
function upsample(g: GraphBuilder, x: Value, name: string): Value {
  const [batch = 1, channels = 1, height = 1, width = 1] = x.shape;
  const rows = ([0, 1] as const).map((row) => {
    const columns = ([0, 1] as const).map((column) => phase(g, x, name, row, column));
    const pixels = columns.map((value) => reshape(g, value, [...x.shape, 1]));
    return reshape(g, concat(g, pixels, 4), [batch, channels, height, 1, 2 * width]);
  });
  return reshape(g, concat(g, rows, 3), [batch, channels, 2 * height, 2 * width]);
}

/** The output pixels with this parity. Even ones look at the source pixel before theirs, odd ones after. */
function phase(g: GraphBuilder, x: Value, name: string, row: 0 | 1, column: 0 | 1): Value {
  const [, channels = 1] = x.shape;
  const weight = g.weight({
    name: `${name}.weight.${row}${column}`,
    type: 'float32',
    shape: [channels, channels, 2, 2],
    recipe: { kind: 'upsample-kernel', tensor: `${name}.weight`, row, column },
  });
  const pads = [1 - row, 1 - column, row, column];
  return g.node(
    {
      op: 'Conv',
      inputs: [x, weight, tensor(g, `${name}.bias`, [channels])],
      attributes: { kernel_shape: [2, 2], pads },
    },
    { shape: x.shape },
  );
}
