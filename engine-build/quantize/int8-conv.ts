import type { ConvRange, ConvRanges } from '../checkpoint/conv-ranges.ts';
import {
  type ConvEmitter,
  type ConvSpec,
  convFloat32,
  eachPhase,
  type Phase,
  padsOf,
  phasePads,
} from '../graph/convolution.ts';
import type { GraphBuilder, Value } from '../graph/graph-builder.ts';
import { concat, reshape, transpose } from '../graph/ops.ts';
import type { KernelSource } from '../graph/stored-weight.ts';
import { type AsymmetricScale, asymmetricScale } from './asymmetric-scale.ts';

/** What a product in integers needs: bytes [1, h, w, C] and how to read them. */
interface Codes {
  readonly values: Value;
  readonly scale: AsymmetricScale;
}

interface Product {
  readonly name: string;
  readonly range: ConvRange;
  readonly kernel: KernelSource;
  readonly out: number;
  readonly side: 1 | 2 | 3;
  readonly pads: readonly number[];
}

/**
 * Convolutions in integers with scales fixed beforehand: unsigned activations, signed weights with a scale for
 * each output channel. ONNX Runtime's integer convolution wants the channels last, everything around it wants
 * them first; bytes are turned around, a quarter of what F32 would move. Convolutions without a range, and
 * those that shrink the picture, stay FP32.
 *
 * @param bits of the weights, as in `weight-bits.ts`
 */
export function int8Conv(ranges: ConvRanges, bits: 7 | 8): ConvEmitter {
  return {
    conv(g, x, spec) {
      const range = ranges[spec.name];
      if (!range || spec.stride === 2) return convFloat32.conv(g, x, spec);
      return toFloat(g, product(g, toCodes(g, x, range), plain(spec, range), bits));
    },
    upsample(g, x, name) {
      const range = ranges[name];
      if (!range) return convFloat32.upsample(g, x, name);
      const codes = toCodes(g, x, range);
      const four = eachPhase((phase) => product(g, codes, shifted(name, range, x, phase), bits).values);
      return toFloat(g, { values: interleaveLast(g, four), scale: asymmetricScale(range.output) });
    },
  };
}

function plain(spec: ConvSpec, range: ConvRange): Product {
  const { name, out, kernel: side } = spec;
  return { name, range, out, side, kernel: { tensor: `${name}.weight` }, pads: padsOf(spec) };
}

function shifted(name: string, range: ConvRange, x: Value, phase: Phase): Product {
  const kernel = { tensor: `${name}.weight`, phase };
  return { name, range, out: x.shape[1] ?? 1, side: 2, kernel, pads: phasePads(phase) };
}

function toCodes(g: GraphBuilder, x: Value, { input }: ConvRange): Codes {
  const scale = asymmetricScale(input);
  const inputs = [x, ...constants(g, scale)];
  const codes = g.node({ op: 'QuantizeLinear', inputs }, { shape: x.shape, type: 'uint8' });
  return { values: transpose(g, codes, [0, 2, 3, 1]), scale };
}

function toFloat(g: GraphBuilder, { values, scale }: Codes): Value {
  const codes = transpose(g, values, [0, 3, 1, 2]);
  const inputs = [codes, ...constants(g, scale)];
  return g.node({ op: 'DequantizeLinear', inputs }, { shape: codes.shape, type: 'float32' });
}

function constants(g: GraphBuilder, { scale, zero }: AsymmetricScale): [Value, Value] {
  return [g.constant('float32', [], [scale]), g.constant('uint8', [], [zero])];
}

function product(g: GraphBuilder, { values, scale }: Codes, spec: Product, bits: 7 | 8): Codes {
  const { range, out, side, pads } = spec;
  const result = asymmetricScale(range.output);
  const { weight, scales, bias } = integers(g, spec, values.shape[3] ?? 1, scale.scale, bits);
  const zeros = g.constant('int8', [out], Array<number>(out).fill(0));
  const inputs = [values, ...constants(g, scale), weight, scales, zeros, ...constants(g, result), bias];
  const attributes = { channels_last: 1, kernel_shape: [side, side], pads };
  const shape = [...values.shape.slice(0, 3), out];
  const spec8 = { op: 'QLinearConv', domain: 'com.microsoft', inputs, attributes } as const;
  return { values: g.node(spec8, { shape, type: 'uint8' }), scale: result };
}

/** Codes, scales and the bias in units of the sum, as initialisers. */
function integers(g: GraphBuilder, spec: Product, channels: number, inputScale: number, bits: 7 | 8) {
  const { name, kernel, out, side } = spec;
  const recipe = { kernel, bits };
  const phase = kernel.phase ? `.${kernel.phase.row}${kernel.phase.column}` : '';
  const stored = `${name}.weight${phase}.int8`;
  const weight = g.weight({
    name: stored,
    type: 'int8',
    shape: [out, channels, side, side],
    recipe: { kind: 'int8-kernel', ...recipe },
  });
  const scales = g.weight({
    name: `${stored}.scales`,
    type: 'float32',
    shape: [out],
    recipe: { kind: 'int8-kernel-scales', ...recipe },
  });
  const bias = g.weight({
    name: `${stored}.bias`,
    type: 'int32',
    shape: [out],
    recipe: { kind: 'int8-kernel-bias', ...recipe, bias: `${name}.bias`, inputScale },
  });
  return { weight, scales, bias };
}

/** Four phases [1, h, w, C] to [1, 2h, 2w, C]. */
function interleaveLast(g: GraphBuilder, four: readonly Value[]): Value {
  const [, height = 1, width = 1, channels = 1] = four[0]?.shape ?? [];
  const rows = [four.slice(0, 2), four.slice(2)].map((columns) => {
    const pixels = columns.map((value) => reshape(g, value, [height, width, 1, channels]));
    return reshape(g, concat(g, pixels, 2), [height, 1, 2 * width, channels]);
  });
  return reshape(g, concat(g, rows, 1), [1, 2 * height, 2 * width, channels]);
}
