import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { InputError } from '../../../runtime/errors.ts';
import { findEos, loadClipTokenizer } from '../../../runtime/pipeline/tokenize/clip-tokenizer.ts';
import { loadT5Tokenizer } from '../../../runtime/pipeline/tokenize/t5-tokenizer.ts';

const GOLDEN = join(import.meta.dirname, '../../golden/tokens');
const BOS = 2908;
const EOS = 2909;
const CLIP = { maxLength: 77, eosTokenId: EOS };

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'motif-tokenize-'));
});
afterEach(() => rm(dir, { recursive: true }));

describe('findEos', () => {
  const ids = BigInt64Array.of(8n, 5n, 9n, 9n, 9n);

  it('takes the first position of the end token', () => expect(findEos(ids, 9)).toBe(2));
  it('takes the first largest id where the config carries the legacy id 2', () =>
    expect(findEos(ids, 2)).toBe(2));
  it('gives 0 when the end token is absent', () => expect(findEos(ids, 7)).toBe(0));
  it('does not look for a true 2 under the legacy id', () => {
    expect(findEos(BigInt64Array.of(2n, 4n, 3n), 2)).toBe(1);
  });
});

describe('a CLIP tokenizer', () => {
  it('pads with the end token by default and points at the first', async () => {
    const { ids, eosPosition } = (await loadClipTokenizer(join(GOLDEN, 'clip-l'), CLIP)).encode('');
    expect(Array.from(ids, Number)).toEqual([BOS, ...new Array(76).fill(EOS)]);
    expect(eosPosition).toBe(1);
  });

  it('pads with the token its folder names', async () => {
    const { ids } = (await loadClipTokenizer(join(GOLDEN, 'clip-g'), CLIP)).encode('');
    expect(Array.from(ids, Number)).toEqual([BOS, EOS, ...new Array(75).fill(0)]);
  });

  it('pads with the token it is told, and then recognises it in the text', async () => {
    const named = await loadClipTokenizer(join(GOLDEN, 'clip-l'), { ...CLIP, padToken: '!' });
    const own = await loadClipTokenizer(join(GOLDEN, 'clip-g'), CLIP);
    expect(named.encode('wow!!')).toEqual(own.encode('wow!!'));
  });

  it('keeps the end token of a text that is too long', async () => {
    const tokenizer = await loadClipTokenizer(join(GOLDEN, 'clip-l'), CLIP);
    const { ids, eosPosition } = tokenizer.encode('樱花 '.repeat(100));
    expect([ids[0], ids[76], eosPosition]).toEqual([BigInt(BOS), BigInt(EOS), 76]);
  });

  it('encodes 500 characters in less than 5 ms', async () => {
    const tokenizer = await loadClipTokenizer(join(GOLDEN, 'clip-l'), CLIP);
    const text = '画一只在樱花树下喝茶的熊猫'.repeat(40).slice(0, 500);
    expect(fastest(() => tokenizer.encode(text))).toBeLessThan(5);
  });
});

describe('a T5 tokenizer', () => {
  it('ends with </s> and pads with 0', async () => {
    const tokenizer = await loadT5Tokenizer(join(GOLDEN, 't5'), { maxLength: 4 });
    expect(tokenizer.encode('')).toEqual(BigInt64Array.of(1n, 0n, 0n, 0n));
    expect(tokenizer.encode('x '.repeat(50)).at(-1)).toBe(1n);
  });

  it('encodes 500 characters in less than 5 ms', async () => {
    const tokenizer = await loadT5Tokenizer(join(GOLDEN, 't5'), { maxLength: 256 });
    expect(fastest(() => tokenizer.encode('画一只喝茶的熊猫, a cat '.repeat(30).slice(0, 500)))).toBeLessThan(
      5,
    );
  });
});

describe('broken tokenizer folders', () => {
  const clip = () => refusal(loadClipTokenizer(dir, CLIP));
  const t5 = () => refusal(loadT5Tokenizer(dir, { maxLength: 8 }));

  it('names the files that are missing', async () => {
    expect(await clip()).toMatch(
      /Expected tokenizer\.json, or vocab\.json with merges\.txt.*Copy the folder/,
    );
    expect(await t5()).toMatch(/Expected tokenizer\.json, or spiece\.model.*Copy the folder/);
  });

  it('refuses a folder with half of the pair', async () => {
    await cp(join(GOLDEN, 'clip-l/vocab.json'), join(dir, 'vocab.json'));
    expect(await clip()).toContain('merges.txt');
  });

  it('refuses what is not JSON', async () => {
    await writeFile(join(dir, 'tokenizer.json'), '{"model": {');
    expect(await clip()).toContain('tokenizer.json is not JSON');
    expect(await t5()).toContain('tokenizer.json is not JSON');
  });

  it('refuses another kind of tokenizer', async () => {
    await cp(join(GOLDEN, 't5/tokenizer.json'), join(dir, 'tokenizer.json'));
    expect(await clip()).toMatch(/at model/);
    await cp(join(GOLDEN, 'clip-g/tokenizer.json'), join(dir, 'tokenizer.json'));
    expect(await t5()).toMatch(/at model/);
  });

  it.each([
    ['a merge of one token', { merges: ['a'] }, 'received "a"'],
    ['a merge outside the vocabulary', { merges: ['a b'], vocab: { '<|endoftext|>': 0 } }, 'the merge "a b"'],
    ['an id that is no number', { vocab: { a: '1' } }, 'received "1"'],
    ['a vocabulary without the end token', {}, 'lacks the token "<|endoftext|>"'],
  ])('refuses %s', async (_, part, sentence) => {
    await writeFile(
      join(dir, 'tokenizer.json'),
      JSON.stringify({ model: { vocab: {}, merges: [], ...part } }),
    );
    expect(await clip()).toContain(sentence);
  });

  it('refuses a broken line of merges.txt', async () => {
    await writeFile(join(dir, 'vocab.json'), '{}');
    await writeFile(join(dir, 'merges.txt'), '#version: 0.2\na b c\n');
    expect(await clip()).toContain('received "a b c"');
  });

  it('refuses a spiece.model that is none', async () => {
    await writeFile(join(dir, 'spiece.model'), Buffer.from('not a model'));
    expect(await t5()).toMatch(/spiece\.model.*broken/);
    await writeFile(join(dir, 'spiece.model'), '');
    expect(await t5()).toContain('it holds no pieces');
  });

  it('refuses a charsmap that is cut short', async () => {
    const normalizer = { type: 'Precompiled', precompiled_charsmap: 'AAEAAA==' };
    await writeFile(
      join(dir, 'tokenizer.json'),
      JSON.stringify({ model: { vocab: [['<pad>', 0]] }, normalizer }),
    );
    expect(await t5()).toContain('charsmap is cut short');
  });

  it('refuses a length without room for the begin and end tokens', async () => {
    const load = loadClipTokenizer(join(GOLDEN, 'clip-l'), { ...CLIP, maxLength: 1 });
    expect(await refusal(load)).toContain('at least 2 but received 1');
  });
});

async function refusal(loading: Promise<unknown>): Promise<string> {
  const error: unknown = await loading.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(InputError);
  return error instanceof InputError ? error.message : '';
}

/** The best of several runs: what the code needs, not what the machine was doing besides. */
function fastest(work: () => void): number {
  const times = Array.from({ length: 40 }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  return Math.min(...times);
}
