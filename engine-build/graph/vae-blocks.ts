import type { VaeConfig } from '../checkpoint/configs.ts';
import type { ConvEmitter } from './convolution.ts';
import type { GraphBuilder, Value } from './graph-builder.ts';
import { groupNorm } from './group-norm.ts';
import { linearFloat32 } from './linear.ts';
import { add, attention, reshape, silu, transpose } from './ops.ts';

/** What the blocks of a VAE are emitted with. */
export interface VaeNet {
  readonly config: VaeConfig;
  readonly convs: ConvEmitter;
}

/** GroupNorm, SiLU, 3×3 convolution. */
export function normConv(
  g: GraphBuilder,
  net: VaeNet,
  x: Value,
  names: { readonly norm: string; readonly conv: string },
  out: number,
): Value {
  const active = silu(g, groupNorm(g, x, names.norm, net.config.norm_num_groups));
  return net.convs.conv(g, active, { name: names.conv, out, kernel: 3 });
}

/** `ResnetBlock2D` without timestep; a 1×1 shortcut where the channel count changes. */
export function emitResnet(g: GraphBuilder, net: VaeNet, name: string, x: Value, out: number): Value {
  const hidden = normConv(g, net, x, { norm: `${name}.norm1`, conv: `${name}.conv1` }, out);
  const delta = normConv(g, net, hidden, { norm: `${name}.norm2`, conv: `${name}.conv2` }, out);
  const same = x.shape[1] === out;
  const shortcut = { name: `${name}.conv_shortcut`, out, kernel: 1 } as const;
  return add(g, same ? x : net.convs.conv(g, x, shortcut), delta);
}

/** `UNetMidBlock2D`: resnet, attention where configured, resnet. */
export function emitMidBlock(g: GraphBuilder, net: VaeNet, name: string, x: Value): Value {
  const channels = x.shape[1] ?? 1;
  const first = emitResnet(g, net, `${name}.resnets.0`, x, channels);
  const mixed = net.config.mid_block_add_attention
    ? emitAttention(g, net.config, `${name}.attentions.0`, first)
    : first;
  return emitResnet(g, net, `${name}.resnets.1`, mixed, channels);
}

/** Self-attention of all pixels, one head as wide as the channels. */
function emitAttention(g: GraphBuilder, config: VaeConfig, name: string, x: Value): Value {
  const [, channels = 1, height = 1, width = 1] = x.shape;
  const pixels = height * width;
  const normed = groupNorm(g, x, `${name}.group_norm`, config.norm_num_groups);
  const tokens = reshape(g, transpose(g, normed, [0, 2, 3, 1]), [pixels, channels]);
  const project = (part: string, from: Value): Value =>
    linearFloat32(g, from, { name: `${name}.${part}`, rows: channels, columns: channels });
  const heads = (part: string): Value => reshape(g, project(part, tokens), [1, pixels, channels]);
  const mixed = attention(g, heads('to_q'), heads('to_k'), heads('to_v'), { heads: 1 });
  const out = project('to_out.0', reshape(g, mixed, [pixels, channels]));
  const picture = transpose(g, reshape(g, out, [1, height, width, channels]), [0, 3, 1, 2]);
  return add(g, x, picture);
}
