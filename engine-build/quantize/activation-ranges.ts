import type { TensorFolder } from '../checkpoint/tensor-folder.ts';
import { exceedsHalf } from './overflow.ts';
import { type LayerScales, type QdqFormat, type QdqPlan, qdqRules } from './qdq-plan.ts';
import { weightColumnMaxima } from './qdq-weights.ts';
import { largestMagnitude, symmetricScale } from './weight-rows.ts';

/** Largest magnitudes seen while calibrating. */
export interface LayerRange {
  /** Of each channel of the input [columns]. */
  readonly input: readonly number[];
  /** Of the product, before the bias. */
  readonly output: number;
}

/** By the layer's name, in the order of the graph. */
export type ActivationRanges = Readonly<Record<string, LayerRange>>;

/** The larger of both, layer by layer; `a` may be empty. */
export function mergeRanges(a: ActivationRanges, b: ActivationRanges): ActivationRanges {
  const merged = Object.entries(b).map(([name, range]) => {
    const before = a[name];
    const input = range.input.map((value, k) => Math.max(value, before?.input[k] ?? 0));
    return [name, { input, output: Math.max(range.output, before?.output ?? 0) }] as const;
  });
  return Object.fromEntries(merged);
}

/** Layers whose numbers F16 may not hold; they are named to people and computed in F32. */
export function overflowingLayers(ranges: ActivationRanges): string[] {
  const most = ({ input, output }: LayerRange) => Math.max(output, ...input);
  return Object.entries(ranges).flatMap(([name, range]) => (exceedsHalf(most(range)) ? [name] : []));
}

/**
 * Scales for every layer that was calibrated and fits into F16. The same ranges and weights give the same
 * scales, bit for bit.
 */
export async function planFromRanges(
  format: QdqFormat,
  ranges: ActivationRanges,
  weights: TensorFolder,
): Promise<QdqPlan> {
  const overflowing = overflowingLayers(ranges);
  const layers: Record<string, LayerScales> = {};
  const { smoothing } = qdqRules[format];
  for (const names of inputGroups(Object.keys(ranges))) {
    const group = names.filter((name) => !overflowing.includes(name));
    const input = Float32Array.from(ranges[group[0] ?? '']?.input ?? []);
    const smooth = smoothing === null ? null : smoothingOf(input, await maxima(weights, group), smoothing);
    const scales = layerScales(input, smooth, qdqRules[format].largest);
    for (const name of group) layers[name] = scales;
  }
  return { format, layers, modulation: 'codes' };
}

/** Layers of one group read the same input: they share its scale and its quantisation. */
function inputGroups(layers: readonly string[]): string[][] {
  const groups = new Map<string, string[]>();
  for (const layer of layers) {
    const input = layer.replace(/\.to_[qkv]$/, '.to_qkv').replace(/\.add_[qkv]_proj$/, '.add_qkv_proj');
    groups.set(input, [...(groups.get(input) ?? []), layer]);
  }
  return [...groups.values()];
}

function layerScales(input: Float32Array, smooth: Float32Array | null, largest: number): LayerScales {
  const smoothed = smooth ? input.map((value, k) => value / (smooth[k] ?? 1)) : input;
  return { input: symmetricScale(largestMagnitude(smoothed), largest), smooth: smooth && [...smooth] };
}

/**
 * SmoothQuant (Xiao et al. 2023, eq. 4): `s_k = max|x_k|^α / max|w_k|^(1 − α)`. Channels that are never used
 * stay as they are.
 */
function smoothingOf(input: Float32Array, weights: Float32Array, alpha: number): Float32Array {
  return input.map((value, k) => {
    const weight = weights[k] ?? 0;
    return value === 0 || weight === 0 ? 1 : value ** alpha / weight ** (1 - alpha);
  });
}

async function maxima(folder: TensorFolder, names: readonly string[]): Promise<Float32Array> {
  const each = await Promise.all(names.map((name) => weightColumnMaxima(folder, `${name}.weight`)));
  const [first = new Float32Array()] = each;
  return first.map((_, k) => Math.max(...each.map((values) => values[k] ?? 0)));
}
