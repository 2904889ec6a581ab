import { describe, expect, it } from 'vitest';
import { widen } from '../../../engine-build/checkpoint/element-types.ts';
import { TensorFolder } from '../../../engine-build/checkpoint/tensor-folder.ts';
import {
  mergeRanges,
  overflowingLayers,
  planFromRanges,
} from '../../../engine-build/quantize/activation-ranges.ts';
import { attentionScales } from '../../../engine-build/quantize/qdq-attention.ts';
import {
  isQuantisable,
  modulationLayer,
  shortened,
  without,
} from '../../../engine-build/quantize/qdq-plan.ts';
import { qdqScales, qdqWeights } from '../../../engine-build/quantize/qdq-weights.ts';
import { rowCodes, rowScales } from '../../../engine-build/quantize/row-codes.ts';
import { encodeSafetensors, float32, folderWith } from '../safetensors-file.ts';

async function openWeights(tensors: Parameters<typeof encodeSafetensors>[0]): Promise<TensorFolder> {
  return TensorFolder.open(await folderWith({ 'model.safetensors': encodeSafetensors(tensors) }), 'model');
}

const block = 'transformer_blocks.3';

describe('which layers may be quantised', () => {
  it.each([
    'attn.to_q',
    'attn.add_v_proj',
    'attn.to_add_out',
    'attn2.to_out.0',
    'ff.net.0.proj',
    'ff_context.net.2',
  ])('%s of a block', (name) =>
    expect(isQuantisable({ name: `${block}.${name}`, rows: 64, columns: 64 })).toBe(true),
  );

  it.each([
    'pos_embed.proj',
    'time_text_embed.text_embedder.linear_1',
    'context_embedder',
    `${block}.norm1.linear`,
    `${block}.norm1_context.linear`,
    'norm_out.linear',
    'proj_out',
  ])('never %s', (name) => expect(isQuantisable({ name, rows: 64, columns: 64 })).toBe(false));

  it('none too small for a tile', () => {
    expect(isQuantisable({ name: `${block}.attn.to_q`, rows: 64, columns: 8 })).toBe(false);
  });
});

describe('quantised weights', () => {
  const rows = 24;
  const columns = 20;
  const values = Array.from({ length: rows * columns }, (_, i) =>
    Math.fround(Math.sin(i * i) * (1 + (i % 5))),
  );
  const tensors = { 'w.weight': float32([rows, columns], values) };

  it('are E4M3 with one scale, transposed, within half a step', async () => {
    await using folder = await openWeights(tensors);
    const recipe = { tensor: 'w.weight', format: 'fp8', smooth: null, half: false } as const;
    const [scale = 0, ...others] = await qdqScales(folder, recipe);
    expect(others).toEqual([]);
    expect(scale).toBeCloseTo(Math.max(...values.map(Math.abs)) / 448, 9);
    const decoded = new Float32Array(values.length);
    widen(await qdqWeights(folder, recipe), 'F8_E4M3', decoded);
    for (const [i, value] of values.entries()) {
      const found = (decoded[(i % columns) * rows + Math.floor(i / columns)] ?? 0) * scale;
      expect(Math.abs(found - value)).toBeLessThanOrEqual(
        Math.max(Math.abs(value) / 16, scale * 2 ** -10) * 1.001,
      );
    }
  });

  it('are INT8 with a scale for each channel, after smoothing', async () => {
    await using folder = await openWeights(tensors);
    const smooth = Array.from({ length: columns }, (_, k) => 1 + k);
    const recipe = { tensor: 'w.weight', format: 'int8', smooth, half: false } as const;
    const scales = await qdqScales(folder, recipe);
    const codes = new Int8Array((await qdqWeights(folder, recipe)).buffer);
    expect(scales).toHaveLength(rows);
    for (const [i, value] of values.entries()) {
      const [row, k] = [Math.floor(i / columns), i % columns];
      const scale = scales[row] ?? 0;
      const found = (codes[k * rows + row] ?? 0) * scale;
      expect(Math.abs(found - value * (1 + k))).toBeLessThanOrEqual(scale * 0.5001);
    }
  });
});

describe('a weight that is only stored short', () => {
  const columns = 40;
  const parts = [{ tensor: 'a.weight' }, { tensor: 'b.weight' }];
  const values = Array.from({ length: 5 * columns }, (_, i) =>
    Math.fround(Math.sin(i * i) * 3 ** (i / columns)),
  );
  const tensors = {
    'a.weight': float32([2, columns], values.slice(0, 2 * columns)),
    'b.weight': float32([3, columns], values.slice(2 * columns)),
  };

  it.each([true, false])('is within half a step of its row, scales as F16: %s', async (half) => {
    await using folder = await openWeights(tensors);
    const recipe = { parts, columns, half };
    const codes: number[] = [];
    const scales: number[] = [];
    for await (const block of rowCodes(folder, recipe)) codes.push(...new Int8Array(block));
    for await (const block of rowScales(folder, recipe)) scales.push(...block);
    expect(scales).toHaveLength(5);
    for (const [i, value] of values.entries()) {
      const scale = scales[Math.floor(i / columns)] ?? 0;
      // A scale that F16 rounds down leaves the largest value a little beyond 127.
      expect(Math.abs((codes[i] ?? 0) * scale - value)).toBeLessThanOrEqual(scale * 0.57);
    }
    const largest = Math.max(...values.slice(0, columns).map(Math.abs)) / 127;
    expect((scales[0] ?? 0) / largest).toBeCloseTo(1, half ? 3 : 6);
  });
});

describe('a plan from ranges', () => {
  const [q, k, out] = [`${block}.attn.to_q`, `${block}.attn.to_k`, `${block}.attn.to_out.0`];
  const ranges = {
    [q]: { input: [4, 0.5], output: 3 },
    [k]: { input: [4, 0.5], output: 9 },
    [out]: { input: [1, 1], output: 40_000 },
  };
  const weights = {
    [`${q}.weight`]: float32([2, 2], [1, 0.5, -0.25, 2]),
    [`${k}.weight`]: float32([2, 2], [0.5, 1, 0, 4]),
    [`${out}.weight`]: float32([2, 2], [1, 1, 1, 1]),
  };

  it('names what F16 may not hold, with headroom for what was not seen, and leaves it out', async () => {
    await using folder = await openWeights(weights);
    expect(overflowingLayers(ranges)).toEqual([out]);
    const plan = await planFromRanges('fp8', ranges, folder);
    expect(Object.keys(plan.layers)).toEqual([q, k]);
    expect(plan.layers[q]).toEqual({ input: Math.fround(4 / 448), smooth: null });
    expect(shortened(plan)).toEqual([q, k, modulationLayer]);
    expect(shortened(without(plan, [k]))).toEqual([q, modulationLayer]);
    expect(shortened(without(plan, [modulationLayer]))).toEqual([q, k]);
  });

  it('smooths layers of one input together, by the larger of their weights', async () => {
    await using folder = await openWeights(weights);
    const plan = await planFromRanges('int8', ranges, folder);
    // s = sqrt(max|x| / max|w|): sqrt(4 / 1) and sqrt(0.5 / 4).
    const smooth = [2, Math.fround(Math.sqrt(0.125))];
    expect(plan.layers[q]).toEqual({ input: Math.fround(2 / 127), smooth });
    expect(plan.layers[k]).toEqual(plan.layers[q]);
  });

  it('keeps the largest of what was seen', () => {
    const merged = mergeRanges({ a: { input: [1, 5], output: 2 } }, { a: { input: [3, 4], output: 1 } });
    expect(merged).toEqual({ a: { input: [3, 5], output: 2 } });
    expect(mergeRanges({}, merged)).toEqual(merged);
  });
});

describe('scales of an attention', () => {
  const quiet = { input: [1], output: 2 };
  const ranges = {
    'b.0.attn.to_q': quiet,
    'b.0.attn.to_k': quiet,
    'b.0.attn.to_v': quiet,
    'b.0.attn.add_v_proj': { input: [1], output: 3 },
    'b.0.attn2.to_q': { input: [1], output: 5 },
    'b.0.attn2.to_k': { input: [1], output: 7 },
    'b.0.attn2.to_v': quiet,
    'b.1.attn.to_v': { input: [1], output: 60_000 },
  };
  const weights = {
    'b.0.attn.norm_q.weight': float32([4], [1, -3, 2, 1]),
    'b.0.attn.norm_added_q.weight': float32([4], [1, 1, 1, 1]),
    'b.0.attn.norm_k.weight': float32([4], [1, 1, 1, 0.5]),
  };

  it('follow from what was calibrated and from the norms; what F16 may not hold is left out', async () => {
    await using folder = await openWeights(weights);
    const root = 4 ** -0.25;
    const scale = (amax: number) => Math.fround(amax / 448);
    expect(await attentionScales(ranges, folder, 4)).toEqual({
      'b.0.attn': { q: scale(2 * 3 * root), k: scale(2 * root), v: scale(3) },
      'b.0.attn2': { q: scale(5 * root), k: scale(7 * root), v: scale(2) },
    });
  });
});
