import type { ElemType } from './onnx-proto.ts';

/** Types that a graph computes in. */
export const FLOAT_TYPES = ['float32', 'float16'] as const satisfies readonly ElemType[];
export type FloatType = (typeof FLOAT_TYPES)[number];

export function isFloatElement(type: ElemType): type is FloatType {
  return (FLOAT_TYPES as readonly ElemType[]).includes(type);
}

/** The precision that a graph is written in, apart from quantisation. */
export interface Dialect {
  /** Of products, attention and what lies between them. */
  readonly compute: FloatType;
  /** Layers, by their name in the checkpoint, that stay in FP32 whatever `compute` is. */
  readonly staysHigh: (layer: string) => boolean;
}

export const float32Dialect: Dialect = { compute: 'float32', staysHigh: () => true };

/**
 * Small layers that everything passes through: the noise level's embedding, of which small differences count,
 * and the first and last projection. `wo` is T5's: its products leave F16's range (transformers keeps it in
 * FP32 too).
 */
const alwaysHigh = /^(pos_embed|time_text_embed|proj_out)\b|\.DenseReluDense\.wo$/;

/** FP16 except for what never is and the given layers, which F16 cannot hold. */
export function float16Dialect(overflowing: readonly string[] = []): Dialect {
  const high = new Set(overflowing);
  return { compute: 'float16', staysHigh: (layer) => alwaysHigh.test(layer) || high.has(layer) };
}

/**
 * What an operator does with its floating-point inputs in FP16.
 * `compute`: takes all in the type of the dialect.
 * `high`: takes all in FP32, because it adds up many values, or because angles and roots need the bits.
 * `table`: a weight is stored in the type of the dialect, anything else stays as it is.
 * `widest`: takes all in the widest type that comes in; weights and constants follow.
 */
type Role = 'compute' | 'high' | 'table' | 'widest';

/**
 * Operators without a row take what comes. The sums of residuals are `widest`, and what is added to them is
 * gated or cast to FP32, so the residual streams are FP32 and only layers can overflow.
 */
const roles: Readonly<Record<string, Role>> = {
  Gemm: 'compute',
  MatMul: 'compute',
  Conv: 'compute',
  Gather: 'table',
  LayerNormalization: 'high',
  SimplifiedLayerNormalization: 'high',
  ReduceSum: 'high',
  Sqrt: 'high',
  Div: 'high',
  Cos: 'high',
  Sin: 'high',
  Add: 'widest',
  Sub: 'widest',
  Mul: 'widest',
  Concat: 'widest',
  Where: 'widest',
  FastGelu: 'widest',
  MultiHeadAttention: 'widest',
};

/** The type in which layers are computed that want to be computed in the dialect's. */
export function layerType({ compute, staysHigh }: Dialect, layers: readonly string[]): FloatType {
  return layers.some(staysHigh) ? 'float32' : compute;
}

/** What a type is decided by. */
export interface Operands {
  readonly op: string;
  /** Names in the checkpoint of the layers that the node computes. */
  readonly layers?: readonly string[];
  /** Types of the inputs that are neither weights nor constants. */
  readonly flowing: readonly ElemType[];
  /** Whether the first input is a weight. */
  readonly ofWeight: boolean;
}

/** The type in which a node takes its floating-point inputs; null as they come. */
export function operandType(
  dialect: Dialect,
  { op, layers = [], flowing, ofWeight }: Operands,
): FloatType | null {
  if (dialect.compute === 'float32') return null;
  if (layers.some(dialect.staysHigh)) return 'float32';
  switch (roles[op]) {
    case 'compute':
      return dialect.compute;
    case 'high':
      return 'float32';
    case 'table':
      return ofWeight ? dialect.compute : null;
    case 'widest':
      return flowing.length === 0 || flowing.includes('float32') ? 'float32' : dialect.compute;
    default:
      return null;
  }
}
