import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Document } from '../../../runtime/store/document.ts';
import { watchFs } from '../../fakes/faulty-fs.ts';

const KIND = { schema: z.object({ count: z.int() }), initial: { count: 0 }, migrations: [] };

let dir: string;
let path: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'motif-document-'));
  path = join(dir, 'counts.json');
});
afterEach(() => rm(dir, { recursive: true }));

async function openAt(count: number): Promise<void> {
  const document = await Document.open(path, KIND);
  for (let i = 1; i <= count; i++) await document.update(() => ({ count: i }));
}

describe('a document', () => {
  it('is new, then holds what was written last', async () => {
    expect((await Document.open(path, KIND)).data).toEqual({ count: 0 });
    await openAt(3);
    expect((await Document.open(path, KIND)).data).toEqual({ count: 3 });
    expect((await readdir(dir)).sort()).toEqual(['counts.json', 'counts.json.previous']);
  });

  it('loses no change of many at once', async () => {
    const document = await Document.open(path, KIND);
    await Promise.all(
      Array.from({ length: 50 }, () => document.update(({ count }) => ({ count: count + 1 }))),
    );
    expect((await Document.open(path, KIND)).data).toEqual({ count: 50 });
  });

  it('is unchanged, in memory too, when the disk is full, and works again when there is room', async () => {
    const document = await Document.open(path, KIND);
    await document.update(() => ({ count: 1 }));
    {
      using _ = watchFs(({ kind }) => {
        if (kind === 'write') throw Object.assign(new Error('ENOSPC: no space'), { code: 'ENOSPC' });
      });
      await expect(document.update(() => ({ count: 2 }))).rejects.toMatchObject({ code: 'disk-full' });
    }
    expect(document.data).toEqual({ count: 1 });
    expect((await Document.open(path, KIND)).data).toEqual({ count: 1 });
    await document.update(() => ({ count: 3 }));
    expect((await Document.open(path, KIND)).data).toEqual({ count: 3 });
  });
});

describe('a damaged file', () => {
  it.each([
    ['of no length', () => ''],
    ['cut short', (text: string) => text.slice(0, text.length / 2)],
    ['of zeros', (text: string) => '\0'.repeat(text.length)],
    ['with one other figure', (text: string) => text.replace('"count": 3', '"count": 7')],
    ['of another kind', () => JSON.stringify({ version: 1, sha256: '', data: [] })],
  ])('%s is set aside, and the version before it is used', async (_, damage) => {
    await openAt(3);
    const damaged = damage(await readFile(path, 'utf8'));
    await writeFile(path, damaged);
    const document = await Document.open(path, KIND);
    expect(document.data).toEqual({ count: 2 });
    const [kept] = document.setAside;
    expect(kept).toMatchObject({ file: path, keptAs: expect.stringContaining('.corrupt.') });
    expect(await readFile(kept?.keptAs ?? '', 'utf8')).toBe(damaged);
    await document.update(() => ({ count: 9 }));
    expect((await Document.open(path, KIND)).data).toEqual({ count: 9 });
  });

  it('without a version before it leaves a new document, and both are kept', async () => {
    await openAt(2);
    for (const file of [path, `${path}.previous`]) await writeFile(file, '');
    const document = await Document.open(path, KIND);
    expect(document.data).toEqual({ count: 0 });
    expect(document.setAside).toHaveLength(2);
    expect((await readdir(dir)).filter((name) => name.includes('.corrupt.'))).toHaveLength(2);
  });
});

describe('another version of the schema', () => {
  const NEXT = {
    schema: z.object({ total: z.int(), since: z.string() }),
    initial: { total: 0, since: 'now' },
    migrations: [
      (old: unknown) => ({ total: KIND.schema.parse(old).count }),
      (old: unknown) => ({ ...z.object({ total: z.int() }).parse(old), since: 'before' }),
    ],
  };

  it('is brought up to date step by step', async () => {
    await openAt(4);
    expect((await Document.open(path, NEXT)).data).toEqual({ total: 4, since: 'before' });
  });

  it('that is newer is refused and left alone', async () => {
    const document = await Document.open(path, NEXT);
    await document.update(() => ({ total: 5, since: 'today' }));
    const before = await readFile(path, 'utf8');
    await expect(Document.open(path, KIND)).rejects.toMatchObject({
      code: 'data-newer',
      message: expect.stringMatching(/version 1 or older but received version 3/),
    });
    expect(await readFile(path, 'utf8')).toBe(before);
  });
});
