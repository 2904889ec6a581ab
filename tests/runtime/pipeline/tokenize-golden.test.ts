import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { loadClipTokenizer } from '../../../runtime/pipeline/tokenize/clip-tokenizer.ts';
import { loadT5Tokenizer } from '../../../runtime/pipeline/tokenize/t5-tokenizer.ts';

const GOLDEN = join(import.meta.dirname, '../../golden/tokens');
const reference = z
  .object({
    strings: z.array(z.string()),
    runs: z.array(
      z.object({
        tokenizer: z.string(),
        maxLength: z.number(),
        every: z.number(),
        padId: z.number(),
        ids: z.array(z.array(z.number())),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync(join(GOLDEN, 'reference.json'), 'utf8')));

async function openEncoder(tokenizer: string, maxLength: number, dir = join(GOLDEN, tokenizer)) {
  if (tokenizer === 't5') return (await loadT5Tokenizer(dir, { maxLength })).encode;
  const clip = await loadClipTokenizer(dir, { maxLength, eosTokenId: 2 });
  return (text: string) => clip.encode(text).ids;
}

/** The run's strings with all ids of their slot, padding included. */
function expected(run: (typeof reference.runs)[number]) {
  const strings = reference.strings.filter((_, at) => at % run.every === 0);
  return strings.map((text, at) => {
    const ids = run.ids[at] ?? [];
    return { text, ids: [...ids, ...new Array(run.maxLength - ids.length).fill(run.padId)] };
  });
}

describe('tokens of the reference libraries', () => {
  it('covers at least 1,200 different strings', () => {
    expect(new Set(reference.strings).size).toBeGreaterThanOrEqual(1200);
  });

  for (const run of reference.runs) {
    it(`gives every id of ${run.tokenizer} at length ${run.maxLength}`, async () => {
      const encode = await openEncoder(run.tokenizer, run.maxLength);
      const wanted = expected(run);
      const received = wanted.map(({ text }) => ({ text, ids: Array.from(encode(text), Number) }));
      expect(received).toEqual(wanted);
    });
  }
});

describe('the same tokenizer in its other file forms', () => {
  let dir: string;
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'motif-tokenize-'));
  });
  afterAll(() => rm(dir, { recursive: true }));

  it('reads a spiece.model as it reads the tokenizer.json made from it', async () => {
    await writeFile(join(dir, 'spiece.model'), sentencePieceModel());
    const encode = await openEncoder('t5', 256, dir);
    const json = await openEncoder('t5', 256);
    // Only the sentinels differ: those of the tokenizer.json swallow the spaces around them.
    const strings = reference.strings.filter((text) => !text.includes('<extra_id_'));
    expect(strings.map((text) => encode(text))).toEqual(strings.map((text) => json(text)));
  });
});

function sentencePieceModel(): Uint8Array {
  const shape = z.object({
    model: z.object({ vocab: z.array(z.tuple([z.string(), z.number()])) }),
    normalizer: z.object({ precompiled_charsmap: z.string() }),
  });
  const file = shape.parse(JSON.parse(readFileSync(join(GOLDEN, 't5/tokenizer.json'), 'utf8')));
  const writer = new BinaryWriter();
  for (const [piece, score] of file.model.vocab) {
    if (piece.startsWith('<extra_id_')) continue;
    writer.tag(1, WireType.LengthDelimited).fork();
    writer.tag(1, WireType.LengthDelimited).string(piece).tag(2, WireType.Bit32).float(score);
    writer.tag(3, WireType.Varint).int32(1).join();
  }
  writer.tag(3, WireType.LengthDelimited).fork();
  writer.tag(1, WireType.LengthDelimited).string('nmt_nfkc').tag(2, WireType.LengthDelimited);
  writer.bytes(Buffer.from(file.normalizer.precompiled_charsmap, 'base64')).join();
  return writer.finish();
}
