import type { VaeConfig } from '../checkpoint/configs.ts';
import { convFloat32 } from './convolution.ts';
import type { GraphBuilder } from './graph-builder.ts';
import { emitMidBlock, emitResnet, normConv } from './vae-blocks.ts';

const imageChannels = 3;

/**
 * The encoder of `AutoencoderKL`.
 *
 * Input: `image` [1, 3, H, W] in -1 to 1. Output: `moments` [1, 2C, h, w], mean then log variance, not
 * yet shifted and scaled.
 */
export function emitVaeEncoder(g: GraphBuilder, config: VaeConfig, height: number, width: number): void {
  const net = { config, convs: convFloat32 };
  const { conv } = convFloat32;
  const channels = config.block_out_channels;
  const moments = 2 * config.latent_channels;
  const image = g.input('image', 'float32', [1, imageChannels, height, width]);
  let x = conv(g, image, { name: 'encoder.conv_in', out: channels[0] ?? 1, kernel: 3 });
  for (const [i, out] of channels.entries()) {
    const block = `encoder.down_blocks.${i}`;
    for (let layer = 0; layer < config.layers_per_block; layer++) {
      x = emitResnet(g, net, `${block}.resnets.${layer}`, x, out);
    }
    // The reference pads right and bottom only before it halves the picture.
    const halve = {
      name: `${block}.downsamplers.0.conv`,
      out,
      kernel: 3,
      stride: 2,
      pads: [0, 0, 1, 1],
    } as const;
    if (i < channels.length - 1) x = conv(g, x, halve);
  }
  x = emitMidBlock(g, net, 'encoder.mid_block', x);
  const names = { norm: 'encoder.conv_norm_out', conv: 'encoder.conv_out' };
  const out = normConv(g, net, x, names, moments);
  g.output(
    'moments',
    config.use_quant_conv ? conv(g, out, { name: 'quant_conv', out: moments, kernel: 1 }) : out,
  );
}
