import type { TensorFolder } from '../checkpoint/tensor-folder.ts';
import type { GraphBuilder, Value } from '../graph/graph-builder.ts';
import type { AttentionEmitter } from '../graph/mmdit-context.ts';
import { mul, reshape, transpose, unary } from '../graph/ops.ts';
import { type ActivationRanges, overflowingLayers } from './activation-ranges.ts';
import { quantised } from './qdq-linear.ts';
import { type AttentionScales, type QdqPlan, qdqRules } from './qdq-plan.ts';
import { largestMagnitude, symmetricScale } from './weight-rows.ts';

/** Softmax gives at most 1. */
const weightScale = 1 / qdqRules.fp8.largest;

/**
 * Emits the attentions of a plan with FP8 products, in the form that TensorRT fuses: queries and keys times the
 * root of 1/√size each, keys transposed before they are quantised, softmax with a fixed scale, values. All other
 * attentions are `high`.
 */
export function qdqAttention({ attention = {} }: QdqPlan, high: AttentionEmitter): AttentionEmitter {
  return (g, name, inputs, heads) => {
    const scales = attention[name];
    return scales ? products(g, inputs, heads, scales) : high(g, name, inputs, heads);
  };
}

function products(
  g: GraphBuilder,
  inputs: { readonly q: Value; readonly k: Value; readonly v: Value },
  heads: number,
  scales: AttentionScales,
): Value {
  const [batch = 1, rows = 1, width = 1] = inputs.q.shape;
  const size = width / heads;
  const root = g.constant('float32', [], [size ** -0.25]);
  const split = (x: Value, perm: readonly number[]): Value =>
    transpose(g, reshape(g, g.inType(x, g.dialect.compute), [batch, rows, heads, size]), perm);
  const q = quantised(g, mul(g, split(inputs.q, [0, 2, 1, 3]), root), scales.q, 'fp8');
  const k = quantised(g, mul(g, split(inputs.k, [0, 2, 3, 1]), root), scales.k, 'fp8');
  const v = quantised(g, split(inputs.v, [0, 2, 1, 3]), scales.v, 'fp8');
  const square = [batch, heads, rows, rows];
  const scores = g.node({ op: 'MatMul', inputs: [q, k] }, { shape: square });
  const weights = quantised(g, unary(g, 'Softmax', scores), weightScale, 'fp8');
  const mixed = g.node({ op: 'MatMul', inputs: [weights, v] }, { shape: [batch, heads, rows, size] });
  return reshape(g, transpose(g, mixed, [0, 2, 1, 3]), [batch, rows, width]);
}

/**
 * Scales for every attention whose inputs were calibrated and fit into F16. Values are as large as their projections gave;
 * normalised queries and keys are bounded by √size times the norm's weight, others by their projections.
 *
 * @param size of a head
 */
export async function attentionScales(
  ranges: ActivationRanges,
  weights: TensorFolder,
  size: number,
): Promise<Readonly<Record<string, AttentionScales>>> {
  const loud = overflowingLayers(ranges);
  const names = Object.keys(ranges)
    .flatMap((layer) => /^(.*\.attn2?)\.to_v$/.exec(layer)?.[1] ?? [])
    .filter((name) => !loud.some((layer) => layer.startsWith(`${name}.`)));
  const scales: Record<string, AttentionScales> = {};
  for (const name of names) {
    const most = (layers: readonly string[]): number =>
      Math.max(...layers.map((layer) => ranges[`${name}.${layer}`]?.output ?? 0));
    const part = async (own: 'q' | 'k'): Promise<number> => {
      const bounds = [`norm_${own}`, `norm_added_${own}`].map((norm) => `${name}.${norm}.weight`);
      const norms = bounds.filter((tensor) => weights.tensors.has(tensor));
      if (norms.length === 0) return most([`to_${own}`, `add_${own}_proj`]);
      const largest = await Promise.all(
        norms.map(async (norm) => largestMagnitude(await weights.read(norm))),
      );
      return Math.sqrt(size) * Math.max(...largest);
    };
    const scale = (amax: number): number => symmetricScale(amax, qdqRules.fp8.largest);
    scales[name] = {
      q: scale((await part('q')) * size ** -0.25),
      k: scale((await part('k')) * size ** -0.25),
      v: scale(most(['to_v', 'add_v_proj'])),
    };
  }
  return scales;
}
