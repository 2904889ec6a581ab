import type { GraphBuilder, Value } from './graph-builder.ts';
import { concat, reshape, tensor } from './ops.ts';

export interface ConvSpec {
  readonly name: string;
  readonly out: number;
  readonly kernel: 1 | 3;
  readonly stride?: 1 | 2;
  /** top, left, bottom, right; by default what keeps the size at stride 1. */
  readonly pads?: readonly [number, number, number, number];
}

/** Emits the convolutions of a VAE; implementations differ in precision. Pictures are [1, C, h, w]. */
export interface ConvEmitter {
  /** A 2D convolution with bias. */
  readonly conv: (g: GraphBuilder, x: Value, spec: ConvSpec) => Value;
  /**
   * Doubles the picture by repeating pixels, then a 3×3 convolution of as many channels: as four 2×2
   * convolutions of the small picture, one for each parity of output row and column, interleaved. Equal up to
   * rounding, and less than half of the products.
   */
  readonly upsample: (g: GraphBuilder, x: Value, name: string) => Value;
}

/** Output pixels of one parity. Even ones look at the source pixel before theirs, odd ones after. */
export interface Phase {
  readonly row: 0 | 1;
  readonly column: 0 | 1;
}

/** Row by row, as {@link interleave} takes them. */
const phases: readonly Phase[] = [
  { row: 0, column: 0 },
  { row: 0, column: 1 },
  { row: 1, column: 0 },
  { row: 1, column: 1 },
];

export const convFloat32: ConvEmitter = {
  conv(g, x, spec) {
    const { name, out, kernel, stride = 1 } = spec;
    const [batch = 1, channels = 1, height = 1, width = 1] = x.shape;
    const pads = padsOf(spec);
    const [top = 0, left = 0, bottom = 0, right = 0] = pads;
    const weight = tensor(g, `${name}.weight`, [out, channels, kernel, kernel]);
    const bias = tensor(g, `${name}.bias`, [out]);
    const size = (length: number, padding: number): number =>
      Math.floor((length + padding - kernel) / stride) + 1;
    return g.node(
      {
        op: 'Conv',
        inputs: [x, weight, bias],
        attributes: { kernel_shape: [kernel, kernel], strides: [stride, stride], pads },
        layers: [name],
      },
      { shape: [batch, out, size(height, top + bottom), size(width, left + right)] },
    );
  },
  upsample(g, x, name) {
    const shifted = eachPhase((phase) => phaseFloat32(g, x, name, phase));
    return interleave(g, shifted, x.shape);
  },
};

/** Explicit or keeping the size. */
export function padsOf({ kernel, pads }: ConvSpec): readonly number[] {
  const side = (kernel - 1) / 2;
  return pads ?? [side, side, side, side];
}

/** Padding of a phase's 2×2 convolution: top, left, bottom, right. */
export function phasePads({ row, column }: Phase): readonly number[] {
  return [1 - row, 1 - column, row, column];
}

export function eachPhase(emit: (phase: Phase) => Value): readonly Value[] {
  return phases.map(emit);
}

function phaseFloat32(g: GraphBuilder, x: Value, name: string, phase: Phase): Value {
  const [, channels = 1] = x.shape;
  const weight = g.weight({
    name: `${name}.weight.${phase.row}${phase.column}`,
    type: 'float32',
    shape: [channels, channels, 2, 2],
    recipe: { kind: 'upsample-kernel', tensor: `${name}.weight`, ...phase },
  });
  const inputs = [x, weight, tensor(g, `${name}.bias`, [channels])];
  const attributes = { kernel_shape: [2, 2], pads: phasePads(phase) };
  return g.node({ op: 'Conv', inputs, attributes, layers: [name] }, { shape: x.shape });
}

/** Four phases [1, C, h, w] to [1, C, 2h, 2w]. (DepthToSpace is one operator, but runs on one thread.) */
function interleave(g: GraphBuilder, four: readonly Value[], shape: readonly number[]): Value {
  const [batch = 1, channels = 1, height = 1, width = 1] = shape;
  const rows = [four.slice(0, 2), four.slice(2)].map((columns) => {
    const pixels = columns.map((value) => reshape(g, value, [...shape, 1]));
    return reshape(g, concat(g, pixels, 4), [batch, channels, height, 1, 2 * width]);
  });
  return reshape(g, concat(g, rows, 3), [batch, channels, 2 * height, 2 * width]);
}
