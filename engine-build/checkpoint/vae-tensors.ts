import type { VaeConfig } from './configs.ts';
import { affine, conv, type ExpectedTensor, linear } from './expected-tensors.ts';

const imageChannels = 3;

/** Every tensor of `AutoencoderKL`. */
export function vaeTensors(config: VaeConfig): ExpectedTensor[] {
  const latent = config.latent_channels;
  return [
    ...encoderTensors(config),
    ...(config.use_quant_conv ? conv('quant_conv', 2 * latent, 2 * latent, 1) : []),
    ...(config.use_post_quant_conv ? conv('post_quant_conv', latent, latent, 1) : []),
    ...decoderTensors(config),
  ];
}

function encoderTensors(config: VaeConfig): ExpectedTensor[] {
  const channels = config.block_out_channels;
  const first = channels[0] ?? 0;
  const last = channels.at(-1) ?? 0;
  return [
    ...conv('encoder.conv_in', first, imageChannels, 3),
    ...channels.flatMap((out, i) => [
      ...resnets(`encoder.down_blocks.${i}`, config.layers_per_block, channels[i - 1] ?? first, out),
      ...(i < channels.length - 1 ? conv(`encoder.down_blocks.${i}.downsamplers.0.conv`, out, out, 3) : []),
    ]),
    ...midBlock('encoder.mid_block', config, last),
    ...affine('encoder.conv_norm_out', last),
    ...conv('encoder.conv_out', 2 * config.latent_channels, last, 3),
  ];
}

function decoderTensors(config: VaeConfig): ExpectedTensor[] {
  const channels = config.block_out_channels.toReversed();
  const first = channels[0] ?? 0;
  const last = channels.at(-1) ?? 0;
  return [
    ...conv('decoder.conv_in', first, config.latent_channels, 3),
    ...midBlock('decoder.mid_block', config, first),
    ...channels.flatMap((out, i) => [
      ...resnets(`decoder.up_blocks.${i}`, config.layers_per_block + 1, channels[i - 1] ?? first, out),
      ...(i < channels.length - 1 ? conv(`decoder.up_blocks.${i}.upsamplers.0.conv`, out, out, 3) : []),
    ]),
    ...affine('decoder.conv_norm_out', last),
    ...conv('decoder.conv_out', imageChannels, last, 3),
  ];
}

function resnets(block: string, count: number, input: number, out: number): ExpectedTensor[] {
  return Array.from({ length: count }, (_, i) =>
    resnet(`${block}.resnets.${i}`, i === 0 ? input : out, out),
  ).flat();
}

function resnet(name: string, input: number, out: number): ExpectedTensor[] {
  return [
    ...affine(`${name}.norm1`, input),
    ...conv(`${name}.conv1`, out, input, 3),
    ...affine(`${name}.norm2`, out),
    ...conv(`${name}.conv2`, out, out, 3),
    ...(input === out ? [] : conv(`${name}.conv_shortcut`, out, input, 1)),
  ];
}

function midBlock(name: string, config: VaeConfig, width: number): ExpectedTensor[] {
  const attention = `${name}.attentions.0`;
  const parts = ['to_q', 'to_k', 'to_v', 'to_out.0'];
  return [
    ...resnet(`${name}.resnets.0`, width, width),
    ...resnet(`${name}.resnets.1`, width, width),
    ...(config.mid_block_add_attention
      ? [
          ...affine(`${attention}.group_norm`, width),
          ...parts.flatMap((part) => linear(`${attention}.${part}`, width, width)),
        ]
      : []),
  ];
}
