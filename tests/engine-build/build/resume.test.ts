import { access, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ExportOptions, exportModel } from '../../../engine-build/build/build-engine.ts';
import { openCheckpoint } from '../../../engine-build/checkpoint/checkpoint.ts';
import { killAt, watchFs } from '../../fakes/faulty-fs.ts';
import { modelDir } from '../../golden/parity-cases.ts';
import { temporaryFolder } from '../safetensors-file.ts';

async function build(outDir: string, changes: Partial<ExportOptions> = {}) {
  await using checkpoint = await openCheckpoint(modelDir('starter'));
  return await exportModel(checkpoint, { outDir, precision: 'fp32', resume: true, ...changes });
}

/** Bytes of weights that a build of `outDir` writes. */
async function writtenBytes(outDir: string): Promise<number> {
  let bytes = 0;
  using _ = watchFs((operation) => {
    if (operation.kind === 'write' && operation.path.endsWith('.weights'))
      bytes += operation.bytes.byteLength;
  });
  await build(outDir);
  return bytes;
}

/** Cancels a build once half of the weights are written. */
async function cancelHalfWay(outDir: string): Promise<void> {
  const controller = new AbortController();
  const onProgress: ExportOptions['onProgress'] = ({ bytes, totalBytes }) => {
    if (2 * bytes > totalBytes) controller.abort();
  };
  const building = build(outDir, { signal: controller.signal, onProgress });
  await expect(building).rejects.toMatchObject({ code: 'aborted' });
}

describe('a resumable build', () => {
  it('goes on after a cancel with the components that were finished', async () => {
    const parent = await temporaryFolder();
    const whole = await writtenBytes(path.join(parent, 'undisturbed'));
    const outDir = path.join(parent, 'engine');
    await cancelHalfWay(outDir);
    expect(await writtenBytes(outDir)).toBeLessThan(whole);
    const expected = await readFile(path.join(parent, 'undisturbed', 'manifest.json'), 'utf8');
    expect(await readFile(path.join(outDir, 'manifest.json'), 'utf8')).toBe(expected);
    expect((await readdir(parent)).toSorted()).toEqual(['engine', 'undisturbed']);
  });

  it('does a finished component again when its file was damaged meanwhile', async () => {
    const parent = await temporaryFolder();
    const outDir = path.join(parent, 'engine');
    await cancelHalfWay(outDir);
    const weights = path.join(`${outDir}.building`, 'text', 'clip-l.weights');
    const { size } = await stat(weights);
    await writeFile(weights, Buffer.alloc(size));
    const manifest = await build(outDir);
    expect(manifest).toEqual(await build(path.join(parent, 'undisturbed')));
  });

  it('starts from nothing when its journal cannot be read', async () => {
    const outDir = path.join(await temporaryFolder(), 'engine');
    await cancelHalfWay(outDir);
    await writeFile(`${outDir}.journal`, '{"text/clip-l');
    await expect(build(outDir)).resolves.toMatchObject({ format: 1 });
  });

  it('tells its progress from the start to the end, also when it goes on', async () => {
    const outDir = path.join(await temporaryFolder(), 'engine');
    await cancelHalfWay(outDir);
    const shares: number[] = [];
    await build(outDir, { onProgress: ({ bytes, totalBytes }) => shares.push(bytes / totalBytes) });
    expect(shares.at(-1)).toBe(1);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  });

  it('leaves nothing behind when the disk is full', async () => {
    const parent = await temporaryFolder();
    const outDir = path.join(parent, 'engine');
    let bytes = 0;
    const building = async () => {
      using _ = watchFs((operation) => {
        if (operation.kind !== 'write') return;
        bytes += operation.bytes.byteLength;
        if (bytes > 500_000) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
      });
      await build(outDir);
    };
    await expect(building()).rejects.toMatchObject({ code: 'disk-full' });
    await expect(access(`${outDir}.building`)).rejects.toThrow();
  });

  it('ends the same wherever it was killed before', async () => {
    const parent = await temporaryFolder();
    const expected = await build(path.join(parent, 'undisturbed'));
    const { operations } = await killAt(Number.POSITIVE_INFINITY, () => build(path.join(parent, 'counted')));
    expect(operations).toBeGreaterThan(60);
    const outDir = path.join(parent, 'engine');
    // A stride that is prime, so that it falls in step with no repeating group of operations.
    for (let n = 1; n <= operations; n += 13) {
      await rm(outDir, { recursive: true, force: true });
      const { finished } = await killAt(n, () => build(outDir));
      expect(finished).toBe(false);
      expect(await build(outDir)).toEqual(expected);
    }
  }, 120_000);
});
