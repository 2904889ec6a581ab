import { open, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { writeWeights } from '../../../engine-build/build/write-weights.ts';
import { TensorFolder } from '../../../engine-build/checkpoint/tensor-folder.ts';
import { WeightLayout } from '../../../engine-build/graph/stored-weight.ts';
import { temporaryFolder, withHeader } from '../safetensors-file.ts';

const rows = 100_000;
const columns = 1024;
const bytes = 4 * rows * columns;

/** 400 MB of zeros that take no room on the disk. */
async function sparseCheckpoint(): Promise<string> {
  const folder = await temporaryFolder();
  const file = path.join(folder, 'model.safetensors');
  const header = withHeader(
    JSON.stringify({ big: { dtype: 'F32', shape: [rows, columns], data_offsets: [0, bytes] } }),
  );
  await writeFile(file, header);
  await truncate(file, header.byteLength + bytes);
  return folder;
}

it('writes 400 MB of weights in less than 150 MB of memory', async () => {
  await using folder = await TensorFolder.open(await sparseCheckpoint(), 'model');
  const layout = new WeightLayout('w');
  const recipe = { kind: 'float32', parts: [{ tensor: 'big' }] } as const;
  layout.place({ name: 'big', type: 'float32', shape: [rows, columns], recipe });
  const target = await open('/dev/null', 'w');
  const before = process.memoryUsage().rss;
  let peak = before;
  let written = 0;
  await writeWeights(target, layout, folder, {
    onBytes: (more) => {
      written += more;
      peak = Math.max(peak, process.memoryUsage().rss);
    },
  });
  await target.close();
  expect(written).toBe(bytes);
  expect(peak - before).toBeLessThan(150e6);
});
