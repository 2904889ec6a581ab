import type { VaeConfig } from '../checkpoint/configs.ts';
import { type ConvEmitter, convFloat32 } from './convolution.ts';
import type { GraphBuilder } from './graph-builder.ts';
import { emitMidBlock, emitResnet, normConv } from './vae-blocks.ts';

const imageChannels = 3;

/**
 * The decoder of `AutoencoderKL`.
 *
 * Input: `latents` [1, C, h, w], already divided by the scaling factor and shifted. Output: `image`
 * [1, 3, H, W], about -1 to 1, not clamped. `convs` decides precisions, except of the first and the last
 * convolution, which are small and reach every pixel: they stay FP32.
 */
export function emitVaeDecoder(
  g: GraphBuilder,
  config: VaeConfig,
  latentHeight: number,
  latentWidth: number,
  convs: ConvEmitter = convFloat32,
): void {
  const net = { config, convs };
  const latent = config.latent_channels;
  const channels = config.block_out_channels.toReversed();
  const latents = g.input('latents', 'float32', [1, latent, latentHeight, latentWidth]);
  const start = config.use_post_quant_conv
    ? convFloat32.conv(g, latents, { name: 'post_quant_conv', out: latent, kernel: 1 })
    : latents;
  let x = convFloat32.conv(g, start, { name: 'decoder.conv_in', out: channels[0] ?? 1, kernel: 3 });
  x = emitMidBlock(g, net, 'decoder.mid_block', x);
  for (const [i, out] of channels.entries()) {
    const block = `decoder.up_blocks.${i}`;
    for (let layer = 0; layer <= config.layers_per_block; layer++) {
      x = emitResnet(g, net, `${block}.resnets.${layer}`, x, out);
    }
    if (i < channels.length - 1) x = convs.upsample(g, x, `${block}.upsamplers.0.conv`);
  }
  const names = { norm: 'decoder.conv_norm_out', conv: 'decoder.conv_out' };
  g.output('image', normConv(g, { config, convs: convFloat32 }, x, names, imageChannels));
}
