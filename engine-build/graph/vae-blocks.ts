import type { VaeConfig } from '../checkpoint/configs.ts';
import type { GraphBuilder, Value } from './graph-builder.ts';
import { groupNorm } from './group-norm.ts';
import { linearFloat32 } from './linear.ts';
import { add, attention, reshape, silu, tensor, transpose } from './ops.ts';

export interface ConvSpec {
  readonly name: string;
  readonly out: number;
  readonly kernel: 1 | 3;
  readonly stride?: 1 | 2;
  /** top, left, bottom, right; by default what keeps the size at stride 1. */
  readonly pads?: readonly [number, number, number, number];
}

/** A 2D convolution with bias; x is [1, C, h, w]. */
export function conv(g: GraphBuilder, x: Value, { name, out, kernel, stride = 1, pads }: ConvSpec): Value {
  const [batch = 1, channels = 1, height = 1, width = 1] = x.shape;
  const side = (kernel - 1) / 2;
  const [top, left, bottom, right] = pads ?? [side, side, side, side];
  const weight = tensor(g, `${name}.weight`, [out, channels, kernel, kernel]);
  const bias = tensor(g, `${name}.bias`, [out]);
  const size = (length: number, padding: number): number =>
    Math.floor((length + padding - kernel) / stride) + 1;
  return g.node(
    {
      op: 'Conv',
      inputs: [x, weight, bias],
      attributes: {
        kernel_shape: [kernel, kernel],
        strides: [stride, stride],
        pads: [top, left, bottom, right],
      },
    },
    { shape: [batch, out, size(height, top + bottom), size(width, left + right)] },
  );
}

/** GroupNorm, SiLU, 3×3 convolution. */
export function normConv(
  g: GraphBuilder,
  config: VaeConfig,
  x: Value,
  names: { readonly norm: string; readonly conv: string },
  out: number,
): Value {
  const active = silu(g, groupNorm(g, x, names.norm, config.norm_num_groups));
  return conv(g, active, { name: names.conv, out, kernel: 3 });
}

/** `ResnetBlock2D` without timestep; a 1×1 shortcut where the channel count changes. */
export function emitResnet(g: GraphBuilder, config: VaeConfig, name: string, x: Value, out: number): Value {
  const hidden = normConv(g, config, x, { norm: `${name}.norm1`, conv: `${name}.conv1` }, out);
  const delta = normConv(g, config, hidden, { norm: `${name}.norm2`, conv: `${name}.conv2` }, out);
  const same = x.shape[1] === out;
  return add(g, same ? x : conv(g, x, { name: `${name}.conv_shortcut`, out, kernel: 1 }), delta);
}

/** `UNetMidBlock2D`: resnet, attention where configured, resnet. */
export function emitMidBlock(g: GraphBuilder, config: VaeConfig, name: string, x: Value): Value {
  const channels = x.shape[1] ?? 1;
  const first = emitResnet(g, config, `${name}.resnets.0`, x, channels);
  const mixed = config.mid_block_add_attention
    ? emitAttention(g, config, `${name}.attentions.0`, first)
    : first;
  return emitResnet(g, config, `${name}.resnets.1`, mixed, channels);
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
