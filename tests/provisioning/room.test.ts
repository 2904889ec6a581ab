import { mkdir, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { estimateExport, exportModel } from '../../engine-build/build/build-engine.ts';
import { openCheckpoint } from '../../engine-build/checkpoint/checkpoint.ts';
import { checkRoom, estimateSentence, freeDisk, roomFor, sizeText } from '../../provisioning/room.ts';
import { temporaryFolder } from '../engine-build/safetensors-file.ts';
import { modelDir } from '../golden/parity-cases.ts';

const needed = { diskBytes: 1e9, memoryBytes: 2e9, seconds: 200 };

it('refuses before the build what would not fit', () => {
  const check = (diskBytes: number, memoryBytes: number) => () =>
    checkRoom('/engines/x', needed, { diskBytes, memoryBytes });
  expect(check(1.3e9, 3e9)).not.toThrow();
  expect(check(1.1e9, 3e9)).toThrow(/Expected 1.2 GB of free disk for \/engines\/x but found 1.1 GB/);
  expect(check(1.3e9, 1e9)).toThrow(/Expected 2.0 GB of free memory .* but found 1.0 GB/);
  expect(check(1.3e9, 0)).not.toThrow();
});

it('estimates the disk of an engine to within a tenth', async () => {
  await using checkpoint = await openCheckpoint(modelDir('medium-3'));
  const outDir = path.join(await temporaryFolder(), 'engine');
  for (const precision of ['fp32', 'int8'] as const) {
    const { diskBytes } = await estimateExport(checkpoint, { precision, maxSequenceLength: 20 });
    const { files } = await exportModel(checkpoint, { outDir, precision, maxSequenceLength: 20 });
    const engine = files.filter((file) => !file.path.startsWith('tokenizers/'));
    const written = engine.reduce((sum, { bytes }) => sum + bytes, 0);
    expect(diskBytes / written).toBeGreaterThan(0.9);
    expect(diskBytes / written).toBeLessThan(1.1);
  }
});

it('counts what an interrupted build left as free, and looks at the disk where the folder will be', async () => {
  const folder = await temporaryFolder();
  const target = path.join(folder, 'not', 'yet');
  await mkdir(`${target}.building`, { recursive: true });
  const half = path.join(`${target}.building`, 'half');
  await writeFile(half, '');
  await truncate(half, 50e9); // takes no room, so that the disk itself does not change
  const { diskBytes, memoryBytes } = await roomFor(target);
  expect(diskBytes - (await freeDisk(folder))).toBeGreaterThan(40e9);
  expect(memoryBytes).toBeGreaterThan(0);
});

it('speaks in sizes people know', () => {
  expect([sizeText(1), sizeText(2.34e9)]).toEqual(['1 MB', '2.3 GB']);
  expect(estimateSentence(needed)).toBe(
    'The engine needs 1.0 GB of disk and up to 2.0 GB of memory; building takes about 3 min',
  );
});
