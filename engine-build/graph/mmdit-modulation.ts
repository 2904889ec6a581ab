import type { TransformerConfig } from '../checkpoint/configs.ts';
import type { GraphBuilder, Value } from './graph-builder.ts';
import { concat, gather, mul, reshape, silu, split } from './ops.ts';
import type { StackedEmitter } from './stacked-linear.ts';
import type { WeightPart } from './stored-weight.ts';

/** One chunk of an AdaLN linear. Gates are multiplied by the block's entry of `block_keep`. */
type Chunk = 'shift' | 'scale' | 'gate';

/** AdaLayerNormZero: first attention, then feed-forward. */
const zeroChunks: readonly Chunk[] = ['shift', 'scale', 'gate', 'shift', 'scale', 'gate'];
/** SD35AdaLayerNormZeroX: the same six, then the second attention. */
const dualChunks: readonly Chunk[] = [...zeroChunks, 'shift', 'scale', 'gate'];
/** AdaLayerNormContinuous has the scale first. */
const continuousChunks: readonly Chunk[] = ['scale', 'shift'];

interface AdaLinear {
  readonly name: string;
  readonly chunks: readonly Chunk[];
  /** Index of its block; null outside the blocks. */
  readonly block: number | null;
}

/** Scales are `1 + scale` already; every value is [B, 1, D]. */
export interface Modulation {
  readonly scale: Value;
  readonly shift: Value;
}

export interface GatedModulation extends Modulation {
  readonly gate: Value;
}

export interface BlockModulation {
  readonly image: {
    readonly attention: GatedModulation;
    readonly feedForward: GatedModulation;
    /** Of the second, image-only attention; null where the block has none. */
    readonly dual: GatedModulation | null;
  };
  /** `feedForward` is null in the last block, whose text stream ends after the attention. */
  readonly text: {
    readonly attention: Modulation & { readonly gate: Value | null };
    readonly feedForward: GatedModulation | null;
  };
}

export interface MmditModulation {
  readonly blocks: readonly BlockModulation[];
  readonly out: Modulation;
}

/**
 * Computes the modulation of all blocks at once, since it depends on (timestep, pooled text) only:
 * one matrix product instead of two small ones in every block.
 *
 * @param embedding [B, D]: timestep plus pooled text
 * @param keep [L]: 1 runs the block, 0 skips it, by closing the gates of its residuals
 * @param stacked emits the one product
 */
export function emitModulation(
  g: GraphBuilder,
  config: TransformerConfig,
  embedding: Value,
  keep: Value,
  stacked: StackedEmitter,
): MmditModulation {
  const linears = adaLinears(config);
  const width = config.caption_projection_dim;
  const batch = embedding.shape[0] ?? 1;
  const rows = linears.flatMap(({ chunks }) => chunks).length;
  const product = stacked(g, silu(g, embedding), {
    name: 'modulation',
    weights: linears.map(({ name }) => ({ tensor: `${name}.weight` })),
    biases: linears.flatMap((linear) => biasParts(linear, width)),
    rows: rows * width,
    columns: width,
    layers: linears.map(({ name }) => name),
  });
  const gates = emitGateFactors(g, linears, keep);
  const gated = mul(g, reshape(g, product, [batch, rows, width]), gates);
  const chunks = split(g, gated, 1, Array<number>(rows).fill(1));
  return distribute(config, chunks);
}

function adaLinears(config: TransformerConfig): AdaLinear[] {
  const blocks = Array.from({ length: config.num_layers }, (_, block): AdaLinear[] => {
    const name = `transformer_blocks.${block}`;
    const dual = config.dual_attention_layers.includes(block);
    const last = block === config.num_layers - 1;
    return [
      { name: `${name}.norm1.linear`, chunks: dual ? dualChunks : zeroChunks, block },
      { name: `${name}.norm1_context.linear`, chunks: last ? continuousChunks : zeroChunks, block },
    ];
  });
  return [...blocks.flat(), { name: 'norm_out.linear', chunks: continuousChunks, block: null }];
}

/** The `1 +` of every scale is folded into its bias. */
function biasParts({ name, chunks }: AdaLinear, width: number): WeightPart[] {
  return chunks.map((chunk, i) => ({
    tensor: `${name}.bias`,
    range: { start: i * width, count: width },
    plus: chunk === 'scale' ? 1 : 0,
  }));
}

/** [rows, 1]: 1 for scales and shifts, `keep[block]` for gates. */
function emitGateFactors(g: GraphBuilder, linears: readonly AdaLinear[], keep: Value): Value {
  const withOne = concat(g, [g.constant('float32', [1], [1]), keep], 0);
  const indices = linears.flatMap(({ chunks, block }) =>
    chunks.map((chunk) => (chunk === 'gate' && block !== null ? block + 1 : 0)),
  );
  const factors = gather(g, withOne, g.constant('int64', [indices.length], indices));
  return reshape(g, factors, [indices.length, 1]);
}

function distribute(config: TransformerConfig, chunks: readonly Value[]): MmditModulation {
  const queue = chunks.values();
  const next = (): Value => {
    const { value } = queue.next();
    if (!value) throw new Error('The modulation has fewer chunks than its blocks need.');
    return value;
  };
  const gated = (): GatedModulation => ({ shift: next(), scale: next(), gate: next() });
  const continuous = (): Modulation => ({ scale: next(), shift: next() });
  const blocks = Array.from({ length: config.num_layers }, (_, block): BlockModulation => {
    const last = block === config.num_layers - 1;
    const dual = config.dual_attention_layers.includes(block);
    return {
      image: { attention: gated(), feedForward: gated(), dual: dual ? gated() : null },
      text: last
        ? { attention: { ...continuous(), gate: null }, feedForward: null }
        : { attention: gated(), feedForward: gated() },
    };
  });
  return { blocks, out: continuous() };
}
