import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  type ExportOptions,
  exportFingerprint,
  exportModel,
} from '../../../engine-build/build/build-engine.ts';
import { manifestSchema } from '../../../engine-build/build/manifest.ts';
import { openCheckpoint } from '../../../engine-build/checkpoint/checkpoint.ts';
import { modelDir } from '../../golden/parity-cases.ts';
import { ChangedCheckpoint } from '../checkpoint/changed-checkpoint.ts';
import { temporaryFolder } from '../safetensors-file.ts';

async function build(model: string, changes: Partial<ExportOptions> = {}) {
  const outDir = path.join(await temporaryFolder(), 'engine');
  await using checkpoint = await openCheckpoint(modelDir(model));
  return { outDir, manifest: await exportModel(checkpoint, { outDir, precision: 'fp32', ...changes }) };
}

describe('exportModel', () => {
  it('writes a manifest that names and hashes every other file', async () => {
    const { outDir, manifest } = await build('medium-3', { maxSequenceLength: 20 });
    const stored = manifestSchema.parse(
      JSON.parse(await readFile(path.join(outDir, 'manifest.json'), 'utf8')),
    );
    expect(stored).toEqual(manifest);
    for (const { path: name, bytes, sha256 } of stored.files) {
      const content = await readFile(path.join(outDir, name));
      expect(content.byteLength).toBe(bytes);
      expect(createHash('sha256').update(content).digest('hex')).toBe(sha256);
    }
    const all = await readdir(outDir, { recursive: true, withFileTypes: true });
    expect(all.filter((entry) => entry.isFile())).toHaveLength(stored.files.length + 1);
    expect(stored.text.t5?.graph).toBe('text/t5.onnx');
    expect(stored.settings).toMatchObject({ maxSequenceLength: 20, latentChannels: 16, vaeScaleFactor: 8 });
  });

  it('writes the same bytes twice', async () => {
    const [a, b] = [await build('starter'), await build('starter')];
    expect(a.manifest).toEqual(b.manifest);
  });

  it('gives engines that differ in anything another key', async () => {
    const engines = [
      await build('starter'),
      await build('starter', { precision: 'int8', weightBits: 8 }),
      await build('starter', { precision: 'int8', weightBits: 7 }),
      await build('starter', { backend: 'cuda' }),
      await build('starter', { shapes: [{ width: 128, height: 128 }] }),
      await build('starter', { maxSequenceLength: 4 }),
    ];
    expect(new Set(engines.map(({ manifest }) => manifest.key)).size).toBe(engines.length);
  });

  it('shares one weight file among batch sizes and picture sizes', async () => {
    const { manifest } = await build('starter');
    const small = await build('starter', { shapes: [{ width: 128, height: 128 }] });
    const weights = manifest.files.filter(({ path: name }) => name.endsWith('.weights'));
    expect(weights.map(({ path: name }) => name)).toEqual([
      'text/clip-l.weights',
      'text/clip-g.weights',
      'transformer/transformer.weights',
      'vae/decoder.weights',
      'vae/encoder.weights',
    ]);
    const size = (files: typeof weights) =>
      files.find(({ path: name }) => name.startsWith('transformer/t'))?.bytes;
    const positions = 12 * 8 * 24 * 4;
    expect((size(weights) ?? 0) - (size(small.manifest.files) ?? 0)).toBeLessThan(positions + 4096);
  });

  it('builds no graph for guidance where the model has it folded in', async () => {
    const changed = await ChangedCheckpoint.of('starter');
    await changed.write('motif.json', '{"distilled": true, "maxSequenceLength": 0}');
    await using checkpoint = await openCheckpoint(changed.dir);
    const outDir = path.join(await temporaryFolder(), 'engine');
    const { defaults, shapes, files } = await exportModel(checkpoint, { outDir, precision: 'fp32' });
    expect(defaults.guidance).toEqual({ free: 1, balanced: 1, exact: 1 });
    expect(shapes.map(({ transformer }) => transformer.batch2)).toEqual([null]);
    expect(files.filter(({ path: name }) => name.includes('batch2'))).toEqual([]);
  });

  it('gives the finished graphs to fitPreview and stores what it finds', async () => {
    const preview = { matrix: [[1, 2, 3]], bias: [0, 0, 0] };
    const { manifest } = await build('starter', {
      fitPreview: async (unfitted, dir) => {
        const graph = unfitted.shapes[0]?.vaeEncoder ?? '';
        expect((await readFile(path.join(dir, graph))).byteLength).toBeGreaterThan(1000);
        return preview;
      },
    });
    expect(manifest.preview).toEqual(preview);
  });

  it('reports the bytes written up to all of them', async () => {
    const shares: number[] = [];
    await build('starter', { onProgress: ({ bytes, totalBytes }) => shares.push(bytes / totalBytes) });
    expect(shares.at(-1)).toBe(1);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  });

  it('stops when it is told to and leaves nothing', async () => {
    const parent = await temporaryFolder();
    const controller = new AbortController();
    const building = build('starter', {
      outDir: path.join(parent, 'engine'),
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    await expect(building).rejects.toMatchObject({ name: 'BuildError', code: 'aborted' });
    expect(await readdir(parent)).toEqual([]);
  });

  it.each([
    [
      { shapes: [{ width: 130, height: 128 }] },
      /multiples of 32 from 32 to 256, but received 130×128. .*128×128/,
    ],
    [{ shapes: [{ width: 512, height: 128 }] }, /received 512×128. Choose for example 256×128/],
    [{ shapes: [{ width: 0, height: Number.NaN }] }, /received 0×NaN. Choose for example 32×32/],
    [{ shapes: [] }, /at least one picture size but received none/],
    [{ maxSequenceLength: 513 }, /T5 slot of 0 to 512 tokens but received 513/],
    [{ maxSequenceLength: 1.5 }, /T5 slot of 0 to 512 tokens but received 1.5/],
    [{ precision: 'fp8' }, /a plan with the scales of FP8 but received none/],
    [{ precision: 'int8', operators: 'standard' }, /a plan with the scales of INT8 but received none/],
  ] as const)('refuses %j', async (changes, sentence) => {
    await expect(build('starter', changes)).rejects.toThrow(sentence);
  });

  it('refuses an empty slot for a model that has T5', async () => {
    await expect(build('medium-3', { maxSequenceLength: 0 })).rejects.toThrow(
      /slot of 1 to 512 tokens but received 0/,
    );
  });
});

describe('exportFingerprint', () => {
  it('changes with what would be emitted, and only then', async () => {
    await using checkpoint = await openCheckpoint(modelDir('starter'));
    const print = (changes: Partial<ExportOptions> = {}) =>
      exportFingerprint(checkpoint, { precision: 'fp32', weightBits: 8, ...changes });
    expect(await print()).toBe(await print());
    expect(await print({ precision: 'int8' })).not.toBe(await print());
    expect(await print({ maxSequenceLength: 3 })).not.toBe(await print());
  });
});
