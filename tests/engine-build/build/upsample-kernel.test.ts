import { describe, expect, it } from 'vitest';
import { upsampleKernels } from '../../../engine-build/build/upsample-kernel.ts';
import { TensorFolder } from '../../../engine-build/checkpoint/tensor-folder.ts';
import { encodeSafetensors, float32, folderWith } from '../safetensors-file.ts';

const taps = [1, 2, 4, 8, 16, 32, 64, 128, 256];

describe('upsampleKernels', () => {
  it.each([
    [0, 0, [1, 2 + 4, 8 + 64, 16 + 32 + 128 + 256]],
    [0, 1, [1 + 2, 4, 8 + 16 + 64 + 128, 32 + 256]],
    [1, 0, [1 + 8, 2 + 4 + 16 + 32, 64, 128 + 256]],
    [1, 1, [1 + 2 + 8 + 16, 4 + 32, 64 + 128, 256]],
  ] as const)(
    'adds the taps that meet the same source pixel at row %i, column %i',
    async (row, column, expected) => {
      const kernels = float32([2, 1, 3, 3], [...taps, ...taps.map((tap) => -tap)]);
      const dir = await folderWith({ 'model.safetensors': encodeSafetensors({ w: kernels }) });
      await using folder = await TensorFolder.open(dir, 'model');
      const out: number[] = [];
      for await (const chunk of upsampleKernels(folder, { tensor: 'w', row, column })) out.push(...chunk);
      expect(out).toEqual([...expected, ...expected.map((tap) => -tap)]);
    },
  );
});
