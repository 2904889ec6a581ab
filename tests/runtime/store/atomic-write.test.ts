import { mkdir, mkdtemp, readdir, readFile, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DesignStore } from '../../../runtime/jobs/design-store.ts';
import {
  asidePath,
  explainWriteFailure,
  writeFolder,
  writeWhole,
} from '../../../runtime/store/atomic-write.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'motif-store-'));
});
afterEach(() => rm(dir, { recursive: true }));

describe('a folder of files', () => {
  it('appears whole', async () => {
    await writeFolder(join(dir, 'a'), [
      { name: '0.png', data: Uint8Array.of(1) },
      { name: 'job.json', data: '{}' },
    ]);
    expect(await readdir(dir)).toEqual(['a']);
    expect(await readFile(join(dir, 'a', 'job.json'), 'utf8')).toBe('{}');
  });

  it('does not appear at all when a file cannot be written', async () => {
    const files = [
      { name: '0.png', data: 'x' },
      { name: 'no/such/folder.png', data: 'x' },
    ];
    await expect(writeFolder(join(dir, 'a'), files)).rejects.toThrow('ENOENT');
    expect(await readdir(dir)).toEqual([]);
  });
});

describe('a file', () => {
  it('appears whole in a folder made for it, and replaces what was there', async () => {
    const path = join(dir, 'new', 'a.bin');
    for (const byte of [1, 2]) await writeWhole(path, Uint8Array.of(byte));
    expect([...(await readFile(path))]).toEqual([2]);
    expect(await readdir(join(dir, 'new'))).toEqual(['a.bin']);
  });

  it('leaves what was there when it cannot be written, and says so', async () => {
    await mkdir(join(dir, 'taken'));
    const writing = writeWhole(join(dir, 'taken'), Uint8Array.of(1));
    await expect(writing).rejects.toMatchObject({
      code: 'disk-unwritable',
      message: expect.stringMatching(/allowed to write/),
    });
    expect(await readdir(dir)).toEqual(['taken']);
  });
});

describe('a disk that', () => {
  const failure = (code: string) => Object.assign(new Error(`${code}: no`), { code });
  it.each([
    ['is full', 'ENOSPC', 'disk-full', /disk is full. Free some space/],
    ['is read-only', 'EROFS', 'disk-unwritable', /allowed to write .*--data/],
    ['fails', 'EIO', 'disk-unwritable', /received: EIO.*Check the disk/],
  ])('%s is told as such', (_, code, motifCode, message) => {
    expect(explainWriteFailure(failure(code), '/data')).toMatchObject({
      code: motifCode,
      message: expect.stringMatching(message),
    });
  });
  it('fails in another way is left as it is', () => {
    const cause = failure('EMFILE');
    expect(explainWriteFailure(cause, '/data')).toBe(cause);
  });
});

describe('the design store', () => {
  const id = (i: number) => `7b0c1f0e-5d8f-4f5e-9d65-00000000000${i}`;
  const DAY_S = 86_400;

  async function designAged(i: number, days: number): Promise<void> {
    await mkdir(join(dir, id(i)));
    const at = Date.now() / 1000 - days * DAY_S;
    await utimes(join(dir, id(i)), at, at);
  }

  it('removes the oldest first, one at a time, and none that is younger than asked', async () => {
    for (const [i, days] of [5, 1, 40, 2].entries()) await designAged(i, days);
    const store = await DesignStore.open(dir);
    const before = Date.now() - 1.5 * DAY_S * 1000;
    expect(await store.removeOldest(before)).toBe(id(2));
    await designAged(4, 3);
    expect(await store.removeOldest(before)).toBe(id(0));
    await designAged(5, 0);
    // Found at the next look, when those of the first one are gone.
    for (let n = 0; n < 4; n++) await store.removeOldest(before);
    expect((await readdir(dir)).sort()).toEqual([id(1), id(5)]);
  });

  it('keeps every design of a busy month, however many they are, and looks once to remove them all', async () => {
    const many = Array.from(
      { length: 450 },
      (_, n) => `7b0c1f0e-5d8f-4f5e-9d65-${String(n).padStart(12, '0')}`,
    );
    const old = Date.now() / 1000 - 29 * DAY_S;
    for (const name of many) {
      await mkdir(join(dir, name));
      await utimes(join(dir, name), old, old);
    }
    const store = await DesignStore.open(dir);
    expect(await store.removeOldest(Date.now() - 30 * DAY_S * 1000)).toBeNull();
    expect(await readdir(dir)).toHaveLength(many.length);
    while ((await store.removeOldest(Date.now() - 28 * DAY_S * 1000)) !== null);
    expect(await readdir(dir)).toEqual([]);
  });

  it('clears what a crash left behind, and nothing that is not its own', async () => {
    await mkdir(asidePath(join(dir, id(1))));
    await mkdir(join(dir, 'notes of the staff'));
    await DesignStore.open(dir);
    expect(await readdir(dir)).toEqual(['notes of the staff']);
  });

  it('looks nowhere else, whatever it is asked for', async () => {
    const store = await DesignStore.open(join(dir, 'designs'));
    for (const wrong of ['..', '../..', '/etc/passwd', `${id(1)}/..`, '']) {
      expect(await store.record(wrong)).toBeNull();
      expect(await store.has(wrong, 0)).toBe(false);
      await expect(store.picture(wrong, 0)).rejects.toMatchObject({ code: 'not-found' });
    }
  });
});
