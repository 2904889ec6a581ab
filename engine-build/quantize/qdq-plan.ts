import type { TensorFolder } from '../checkpoint/tensor-folder.ts';

/** Formats of explicit quantisation: what stands between QuantizeLinear and DequantizeLinear. */
export type QdqFormat = 'fp8' | 'int8';

/** How a class of devices computes large linears; which target belongs to which is the ladder's table. */
export interface QdqRules {
  readonly format: QdqFormat;
  /** The value that the largest magnitude becomes. */
  readonly largest: number;
  /** One scale for a weight, or one for each output channel. Activations always have one. */
  readonly weightScales: 'tensor' | 'channel';
  /** Exponent α of SmoothQuant; null does without. */
  readonly smoothing: number | null;
}

/**
 * FP8 (compute capability 8.9 and above): E4M3 both sides, one scale a tensor. INT8 (Ampere, Orin): one scale a
 * weight channel, and SmoothQuant takes the outliers out of the activations, whose steps are all of one size.
 */
export const qdqRules: Readonly<Record<QdqFormat, QdqRules>> = {
  fp8: { format: 'fp8', largest: 448, weightScales: 'tensor', smoothing: null },
  int8: { format: 'int8', largest: 127, weightScales: 'channel', smoothing: 0.5 },
};

/** The linears of the blocks; see {@link isProtected} for why no other layer is listed. */
const quantisable = [
  /^transformer_blocks\.\d+\.attn2?\.(to_[qkv]|add_[qkv]_proj|to_out\.0|to_add_out)$/,
  /^transformer_blocks\.\d+\.ff(_context)?\.net\.(0\.proj|2)$/,
];

/**
 * Layers that stay high whatever is measured: they are small, or everything passes through them, so that
 * nothing is gained and much is lost.
 */
const alwaysProtected =
  /^(pos_embed|time_text_embed|context_embedder|x_embedder|norm_out|proj_out)\b|\.norm1(_context)?\.linear$/;

/** Tensor cores work on 16 × 16 tiles; smaller layers would only be converted to and fro. */
const smallestSide = 16;

export function isProtected(layer: string): boolean {
  return alwaysProtected.test(layer);
}

/** Whether a linear may be quantised at all. */
export function isQuantisable({ name, rows, columns }: LayerShape): boolean {
  return (
    !isProtected(name) && Math.min(rows, columns) >= smallestSide && quantisable.some((p) => p.test(name))
  );
}

/** Names of the linears of a network that may be quantised, in the order of its tensors. */
export function quantisableLayers({ tensors }: Pick<TensorFolder, 'tensors'>): string[] {
  return [...tensors].flatMap(([tensor, { shape }]) => {
    const [rows = 0, columns = 0] = shape;
    const name = tensor.replace(/\.weight$/, '');
    return shape.length === 2 && name !== tensor && isQuantisable({ name, rows, columns }) ? [name] : [];
  });
}

interface LayerShape {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
}

/** What a quantised linear needs to know of its input. */
export interface LayerScales {
  /** Of the (smoothed) input as a whole. */
  readonly input: number;
  /** The input is divided by these, channel by channel, and the weight multiplied; null without smoothing. */
  readonly smooth: readonly number[] | null;
}

/** Which linears are quantised and how; layers not listed stay in the precision of the graph. */
export interface QdqPlan {
  readonly format: QdqFormat;
  readonly layers: Readonly<Record<string, LayerScales>>;
  /**
   * `codes` stores the AdaLN linears in 8 bits and computes them as if they were not: they see one row a
   * picture, so they cost room and reading, not products.
   */
  readonly modulation?: 'codes' | undefined;
  /** Attentions with FP8 products, by their names in the checkpoint; an option of the FP8 plan. */
  readonly attention?: Readonly<Record<string, AttentionScales>> | undefined;
}

/** What the products of an attention need to know of their inputs. */
export interface AttentionScales {
  /** Of queries and keys times the root of 1/√size. */
  readonly q: number;
  readonly k: number;
  readonly v: number;
}

/** Stands for all AdaLN linears where layers are named. */
export const modulationLayer = 'modulation';

/** Everything that may go back to high precision by itself: layers, attentions, and the modulation. */
export function shortened({ layers, modulation, attention = {} }: QdqPlan): string[] {
  return [...Object.keys(layers), ...Object.keys(attention), ...(modulation ? [modulationLayer] : [])];
}

/** The plan without some of what {@link shortened} names. */
export function without(
  { format, layers, modulation, attention }: QdqPlan,
  high: readonly string[],
): QdqPlan {
  const kept = <T>(entries: Readonly<Record<string, T>>) =>
    Object.fromEntries(Object.entries(entries).filter(([name]) => !high.includes(name)));
  return {
    format,
    layers: kept(layers),
    ...(attention ? { attention: kept(attention) } : {}),
    ...(modulation && !high.includes(modulationLayer) ? { modulation } : {}),
  };
}
