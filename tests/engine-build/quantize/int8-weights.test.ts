import { describe, expect, it } from 'vitest';
import { TensorFolder } from '../../../engine-build/checkpoint/tensor-folder.ts';
import { int8Scales, int8Weights } from '../../../engine-build/quantize/int8-weights.ts';
import { encodeSafetensors, float32, folderWith } from '../safetensors-file.ts';

async function openWeights(tensors: Parameters<typeof encodeSafetensors>[0]): Promise<TensorFolder> {
  return TensorFolder.open(await folderWith({ 'model.safetensors': encodeSafetensors(tensors) }), 'model');
}

describe('int8 weights', () => {
  it('scales each row by its own largest value and stores them transposed', async () => {
    await using folder = await openWeights({
      a: float32([2, 3], [127, -63.6, 0, 0, 0, 0]),
      b: float32([1, 3], [2, -4, 1]),
    });
    const recipe = { parts: [{ tensor: 'a' }, { tensor: 'b' }], columns: 3, bits: 8 } as const;
    expect([...(await int8Scales(folder, recipe))]).toEqual([1, 1, Math.fround(4 / 127)]);
    expect([...(await int8Weights(folder, recipe, 3))]).toEqual([127, 0, 64, -64, 0, -127, 0, 0, 32]);
  });

  it.each([7, 8] as const)('stays within half a step with %i bits', async (bits) => {
    const rows = 40;
    const columns = 30;
    const values = Float32Array.from({ length: rows * columns }, (_, i) => Math.sin(i * i) * (1 + (i % 7)));
    await using folder = await openWeights({ w: float32([rows, columns], [...values]) });
    const recipe = { parts: [{ tensor: 'w' }], columns, bits };
    const scales = await int8Scales(folder, recipe);
    const weights = await int8Weights(folder, recipe, rows);
    for (const [i, value] of values.entries()) {
      const [row, column] = [Math.floor(i / columns), i % columns];
      const scale = scales[row] ?? 0;
      const code = weights[column * rows + row] ?? 0;
      expect(Math.abs(code)).toBeLessThanOrEqual(2 ** (bits - 1) - 1);
      expect(Math.abs(code * scale - value)).toBeLessThanOrEqual(scale * 0.5001);
    }
  });
});
