import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { TensorFolder } from '../../../engine-build/checkpoint/tensor-folder.ts';
import { encodeSafetensors, float32, folderWith, type RawTensor } from '../safetensors-file.ts';

const stem = 'model';
const one = encodeSafetensors({ a: float32([2], [1, 2]) });

async function readAll(folder: TensorFolder, name: string, range?: { start: number; count: number }) {
  const values: number[] = [];
  for await (const chunk of folder.stream(name, range)) values.push(...chunk);
  return values;
}

function bytesOf(values: Float32Array): Buffer {
  return Buffer.from(values.buffer);
}

function f8(shape: readonly number[], codes: readonly number[]): RawTensor {
  return { dtype: 'F8_E4M3', shape, bytes: Uint8Array.from(codes) };
}

describe('TensorFolder', () => {
  it('streams a range across chunk borders', async () => {
    const length = 2 ** 21 + 5;
    const values = Float32Array.from({ length }, (_, i) => i);
    const dir = await folderWith({
      'model.safetensors': encodeSafetensors({
        pad: float32([1], [7]),
        long: { dtype: 'F32', shape: [length], bytes: new Uint8Array(values.buffer) },
      }),
    });
    await using folder = await TensorFolder.open(dir, stem);
    expect(await readAll(folder, 'pad')).toEqual([7]);
    expect(Buffer.compare(bytesOf(await folder.read('long')), bytesOf(values))).toBe(0);
    const range = await readAll(folder, 'long', { start: 3, count: 4 });
    expect(range).toEqual([3, 4, 5, 6]);
  });

  it('multiplies F8 weights with one scale for the tensor or one for each row', async () => {
    const codes = [0x38, 0x40, 0x30, 0xb8]; // 1, 2, 0.5, -1
    const tensors = {
      'w.weight': f8([2, 2], codes),
      'w.weight_scale': float32([], [4]),
      'r.weight': f8([2, 2], codes),
      'r.weight_scale': float32([2, 1], [2, 10]),
      'plain.weight': f8([2, 2], codes),
    };
    const dir = await folderWith({ 'model.safetensors': encodeSafetensors(tensors) });
    await using folder = await TensorFolder.open(dir, stem);
    expect(await readAll(folder, 'w.weight')).toEqual([4, 8, 2, -4]);
    expect(await readAll(folder, 'r.weight')).toEqual([2, 4, 5, -10]);
    expect(await readAll(folder, 'r.weight', { start: 1, count: 2 })).toEqual([4, 5]);
    expect(await readAll(folder, 'plain.weight')).toEqual([1, 2, 0.5, -1]);
  });

  it('refuses an F8 scale that fits neither the tensor nor its rows', async () => {
    const tensors = { 'w.weight': f8([2, 1], [0, 0]), 'w.weight_scale': float32([3], [1, 1, 1]) };
    const dir = await folderWith({ 'model.safetensors': encodeSafetensors(tensors) });
    await using folder = await TensorFolder.open(dir, stem);
    await expect(folder.read('w.weight')).rejects.toThrow(/"w.weight_scale" has 3 values; 1 or 2/);
  });

  it('refuses to read integers as weights', async () => {
    const ids: RawTensor = { dtype: 'I64', shape: [1], bytes: new Uint8Array(8) };
    const dir = await folderWith({ 'model.safetensors': encodeSafetensors({ ids }) });
    await using folder = await TensorFolder.open(dir, stem);
    await expect(folder.read('ids')).rejects.toThrow(/"ids" has the element type I64; weights must be F32/);
  });

  it('prefers full precision and takes a variant where there is nothing else', async () => {
    const half = encodeSafetensors({ a: { dtype: 'F16', shape: [1], bytes: Uint8Array.of(0, 0x3c) } });
    const both = await folderWith({ 'model.safetensors': one, 'model.fp16.safetensors': half });
    await using full = await TensorFolder.open(both, stem);
    expect(full.get('a').type).toBe('F32');
    await using variant = await TensorFolder.open(await folderWith({ 'model.fp16.safetensors': half }), stem);
    expect(variant.get('a').type).toBe('F16');
  });

  it('joins shards by their index and ignores tensors that the index gives to another shard', async () => {
    const index = { weight_map: { a: 'model-1.safetensors', b: 'model-2.safetensors' } };
    const dir = await folderWith({
      'model.safetensors.index.json': JSON.stringify(index),
      'model-1.safetensors': one,
      'model-2.safetensors': encodeSafetensors({ b: float32([1], [9]), a: float32([1], [5]) }),
    });
    await using folder = await TensorFolder.open(dir, stem);
    expect([...(await folder.read('a')), ...(await folder.read('b'))]).toEqual([1, 2, 9]);
  });

  it.each([
    ['a shard is missing', { a: 'gone.safetensors' }, /lists the shard "gone.safetensors", which is not in/],
    [
      'a tensor is not in its shard',
      { b: 'model-1.safetensors' },
      /"model-1.safetensors" holds the tensor "b"; it does not/,
    ],
    [
      'a shard lies outside the folder',
      { a: '../secret.safetensors' },
      /lists the shard "..\/secret.safetensors"/,
    ],
  ])('refuses an index when %s', async (_, weightMap, sentence) => {
    const dir = await folderWith({
      'model.safetensors.index.json': JSON.stringify({ weight_map: weightMap }),
      'model-1.safetensors': one,
    });
    await expect(TensorFolder.open(dir, stem)).rejects.toThrow(sentence);
  });

  it('refuses an index that is no JSON', async () => {
    const dir = await folderWith({ 'model.safetensors.index.json': '{' });
    await expect(TensorFolder.open(dir, stem)).rejects.toThrow(/must be JSON with a "weight_map"/);
  });

  it.each(['model.bin', 'pytorch_model.bin', 'model.ckpt', 'model.pt'])(
    'refuses the pickle %s',
    async (name) => {
      const dir = await folderWith({ [name]: 'x' });
      await expect(TensorFolder.open(dir, stem)).rejects.toThrow(
        /is a Python pickle, which can run any program/,
      );
    },
  );

  it('says which file is missing', async () => {
    const dir = await folderWith({ 'readme.txt': '' });
    await expect(TensorFolder.open(dir, stem)).rejects.toThrow(/holds no model.safetensors/);
    await expect(TensorFolder.open(path.join(dir, 'vae'), stem)).rejects.toThrow(/vae, which does not exist/);
  });
});
