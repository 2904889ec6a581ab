import { open } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readHeader } from '../../../engine-build/checkpoint/safetensors-header.ts';
import { encodeSafetensors, float32, folderWith, withHeader } from '../safetensors-file.ts';

async function headerOf(content: Uint8Array) {
  const file = path.join(await folderWith({ 'model.safetensors': content }), 'model.safetensors');
  const handle = await open(file, 'r');
  try {
    return await readHeader(handle, file);
  } finally {
    await handle.close();
  }
}

const two = { a: float32([2], [1, 2]), b: float32([1, 3], [3, 4, 5]) };

/** A header of hand-made entries over `bytes` bytes of data. */
function damaged(entries: Readonly<Record<string, unknown>>, bytes: number): Buffer {
  return withHeader(JSON.stringify(entries), new Uint8Array(bytes));
}

const pair = (a: readonly number[], b: readonly number[]) => ({
  a: { dtype: 'F32', shape: [2], data_offsets: a },
  b: { dtype: 'F32', shape: [2], data_offsets: b },
});

const refused: readonly (readonly [what: string, content: Uint8Array, sentence: RegExp])[] = [
  ['an empty file', new Uint8Array(0), /has 0 bytes; a safetensors file has at least 8/],
  [
    'a header length beyond 100 MB',
    Buffer.alloc(64, 0x10),
    /announces a header of \d+ bytes; at most 100000000/,
  ],
  [
    'a header length of 2^63',
    Buffer.concat([Buffer.from('0000000000000080', 'hex'), Buffer.alloc(64)]),
    /announces a header of 9223372036854776000 bytes; at most 100000000/,
  ],
  [
    'a file that ends inside the header',
    encodeSafetensors(two).subarray(0, 40),
    /truncated: its header needs/,
  ],
  [
    'a file that ends inside the data',
    encodeSafetensors(two).subarray(0, -1),
    /"b" ends at byte .* truncated/,
  ],
  [
    'bytes after the last tensor',
    Buffer.concat([encodeSafetensors(two), Buffer.alloc(3)]),
    /belongs to no tensor/,
  ],
  ['a header that is no JSON', withHeader('PK\u0003 not json'), /must be a JSON object; it starts with "PK/],
  ['a header that is a list', withHeader('[1, 2]'), /must be a JSON object/],
  ['a JSON string that never ends', withHeader('{"a": "'), /must be a JSON object/],
  ['overlapping tensors', damaged(pair([0, 8], [4, 12]), 12), /"b" .*overlaps the tensor before it/],
  ['a gap between tensors', damaged(pair([0, 8], [12, 20]), 20), /"b" .*leaves a gap/],
  ['offsets beyond the file', damaged(pair([0, 8], [800, 808]), 16), /"b" ends at byte \d+ .* truncated/],
  [
    'offsets that run backwards',
    damaged(pair([8, 0], [8, 16]), 16),
    /"a" .* needs 8 bytes; its offsets 8 to 0 hold -8/,
  ],
  [
    'a shape that does not fill its bytes',
    damaged({ a: { dtype: 'F16', shape: [3, 3], data_offsets: [0, 8] } }, 8),
    /"a" .*is F16 \[3,3\] and needs 18 bytes; its offsets 0 to 8 hold 8/,
  ],
  [
    'an unknown element type',
    damaged({ a: { dtype: 'F4', shape: [2], data_offsets: [0, 1] } }, 1),
    /"a" .* element type F4; known are F64, F32/,
  ],
  [
    'an entry without offsets',
    damaged({ a: { dtype: 'F32', shape: [1] } }, 4),
    /"a" .* must have dtype, shape/,
  ],
  [
    'a negative size',
    damaged({ a: { dtype: 'F32', shape: [-1], data_offsets: [0, 4] } }, 4),
    /"a" .* must have dtype, shape/,
  ],
  [
    'two tensors of one name',
    withHeader(
      '{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"\\u0061":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}',
      new Uint8Array(1),
    ),
    /names the tensor "a" twice/,
  ],
];

describe('readHeader', () => {
  it('finds where each tensor lies', async () => {
    const [a, b] = await headerOf(encodeSafetensors(two));
    expect(a).toMatchObject({ name: 'a', type: 'F32', shape: [2], bytes: 8 });
    expect(b).toMatchObject({ name: 'b', shape: [1, 3], offset: (a?.offset ?? 0) + 8, bytes: 12 });
  });

  it('skips metadata, whatever words and braces it holds', async () => {
    const header = {
      __metadata__: { a: '{"a": [}', b: '\\"a":' },
      a: { dtype: 'U8', shape: [], data_offsets: [0, 1] },
    };
    const tensors = await headerOf(withHeader(JSON.stringify(header), new Uint8Array(1)));
    expect(tensors.map(({ name }) => name)).toEqual(['a']);
  });

  it.each(refused)('refuses %s', async (_, content, sentence) => {
    await expect(headerOf(content)).rejects.toThrow(sentence);
  });
});
