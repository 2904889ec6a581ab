import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readdir, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { pack } from 'tar-stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Accounts } from '../../../runtime/admin/accounts.ts';
import { openSettings } from '../../../runtime/admin/settings.ts';
import { applyRestore } from '../../../runtime/backup/apply-restore.ts';
import { BACKED_UP, LIST_NAME } from '../../../runtime/backup/backed-up.ts';
import { takeRestore } from '../../../runtime/backup/take-restore.ts';
import { writeBackup } from '../../../runtime/backup/write-backup.ts';
import { Range } from '../../../runtime/products/range.ts';
import { WHOLE_RANGE } from '../../../runtime/products/range-choice.ts';
import { FAKE_RANGE_ENGINE, PASSWORDS } from '../../fakes/fake-admin.ts';

let base: string;
let shop: string;
let other: string;
beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'motif-backup-'));
  shop = join(base, 'shop');
  other = join(base, 'other');
  await openShop(shop, 45);
  await openShop(other, 300);
  await (await Accounts.open(shop)).setPasswords(PASSWORDS);
  await (await Range.open(shop, FAKE_RANGE_ENGINE)).choose({ ...WHOLE_RANGE, chips: [] });
  await mkdir(join(shop, 'attract'));
  await writeFile(join(shop, 'attract', 'mug-fox.png'), 'a picture');
});
afterEach(() => rm(base, { recursive: true, maxRetries: 3 }));

async function openShop(dir: string, idleSeconds: number): Promise<void> {
  await (await openSettings(dir)).update((data) => ({ ...data, idleSeconds }));
  await mkdir(join(dir, 'orders'), { recursive: true });
  await writeFile(join(dir, 'orders', 'archive.jsonl'), `${idleSeconds}\n`);
}

const backupOf = (dir: string) => buffer(writeBackup(dir));
async function* inPieces(data: Uint8Array, size = 1000): AsyncGenerator<Uint8Array> {
  for (let i = 0; i < data.length; i += size) yield data.subarray(i, i + size);
}
const take = (dir: string, data: Uint8Array) =>
  takeRestore({ dataDir: dir, engine: FAKE_RANGE_ENGINE, ensureRoom: async () => {} }, inPieces(data));

/** Every file below with its content, but what was replaced. */
async function contents(dir: string): Promise<Record<string, string>> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(dir.length + 1))
    .filter((path) => !path.startsWith('before-restore') && !path.endsWith('.previous'))
    .sort();
  const texts = await Promise.all(paths.map((path) => readFile(join(dir, path), 'utf8')));
  return Object.fromEntries(paths.map((path, i) => [path, texts[i] ?? '']));
}

function tarOf(files: Readonly<Record<string, string>>): Promise<Buffer> {
  const tar = pack();
  for (const [name, text] of Object.entries(files)) tar.entry({ name }, text);
  tar.finalize();
  return buffer(tar);
}
const sha256Of = (text: string) => createHash('sha256').update(text).digest('hex');

describe('a backup', () => {
  it('makes another machine the same shop, and keeps what was there', async () => {
    await take(other, await backupOf(shop));
    expect((await openSettings(other)).data.idleSeconds).toBe(300);
    expect(await applyRestore(other)).toBe(true);
    expect(await contents(other)).toEqual(await contents(shop));
    expect(await (await Accounts.open(other)).isPasswordOf('staff', PASSWORDS.staff)).toBe(true);
    expect((await openSettings(join(other, 'before-restore'))).data.idleSeconds).toBe(300);
    expect(await applyRestore(other)).toBe(false);
  });

  it('takes away what the shop has had since', async () => {
    await take(shop, await backupOf(other));
    await applyRestore(shop);
    expect(await contents(shop)).toEqual(await contents(other));
    expect((await Range.open(shop, FAKE_RANGE_ENGINE)).choice).toEqual(WHOLE_RANGE);
  });

  it('signs everybody out', async () => {
    await mkdir(join(other, 'admin'), { recursive: true });
    await writeFile(join(other, 'admin', 'sessions.json'), '{}');
    await take(other, await backupOf(shop));
    await applyRestore(other);
    expect(await contents(other)).not.toHaveProperty('admin/sessions.json');
  });

  it('is in place whole after a power cut at any step of it', async () => {
    await take(other, await backupOf(shop));
    const wanted = await contents(shop);
    for (let done = 0; done <= BACKED_UP.length; done++) {
      const cut = join(base, `cut-${done}`);
      await cp(other, cut, { recursive: true });
      for (const item of BACKED_UP.slice(0, done)) {
        await rm(join(cut, item), { recursive: true, force: true });
        await cp(join(cut, 'restore', item), join(cut, item), { recursive: true }).catch(() => undefined);
        await rm(join(cut, 'restore', item), { recursive: true, force: true });
      }
      // The next step was cut off between its two renames.
      const next = BACKED_UP[done];
      if (next) await rm(join(cut, next), { recursive: true, force: true });
      expect(await applyRestore(cut)).toBe(true);
      expect([done, await contents(cut)]).toEqual([done, wanted]);
    }
  });
});

describe('what is no backup', () => {
  const refused = async (data: Uint8Array, reason: RegExp) => {
    const before = await contents(other);
    await expect(take(other, data)).rejects.toThrow(reason);
    expect(await contents(other)).toEqual(before);
    expect(await applyRestore(other)).toBe(false);
  };
  const list = (change: object) =>
    JSON.stringify({ motif: 'backup', format: 2, at: '2026-01-02T03:04:05.000Z', files: [], ...change });

  it('is refused, and changes nothing', async () => {
    await refused(Buffer.from('a photo of the shop'), /Expected a whole backup file/);
    await refused(Buffer.alloc(0), /Expected a whole backup file/);
    await refused(await tarOf({ 'notes.txt': 'hello' }), /received a file "notes.txt"/);
    await refused(await tarOf({ '../../etc/passwd': 'root' }), /received a file/);
    await refused(await tarOf({ [LIST_NAME]: '{"motif":"something else"}' }), /cannot be understood/);
  });

  it.each([
    ['a link', { name: 'orders', type: 'symlink', linkname: '/etc' }],
    ['a hard link', { name: 'settings.json', type: 'link', linkname: '/etc/passwd' }],
    ['a device', { name: 'settings.json', type: 'character-device' }],
    ['a path that climbs', { name: 'orders/AB12/../../../x.png' }],
    ['a path from the root', { name: '/etc/settings.json' }],
    ['a file of a terabyte', { name: 'settings.json', size: 2 ** 40 }],
  ] as const)('is refused where it holds %s, before anything of it is written', async (_, header) => {
    const tar = pack();
    const entry = tar.entry(header);
    if (!('size' in header)) entry.end(Buffer.alloc(0));
    const [head] = await once(tar, 'data');
    await refused(Buffer.concat([head, Buffer.alloc(1024)]), /received an? (entry|file) "/);
    expect(await readdir(base)).toEqual(['other', 'shop']);
  });

  it('may hold links that a common program would follow, which is why they are refused', async () => {
    const tar = pack();
    tar.entry({ name: 'orders', type: 'symlink', linkname: '/etc' });
    tar.finalize();
    const file = join(base, 'links.tar');
    await writeFile(file, await buffer(tar));
    execFileSync('tar', ['-xf', file, '-C', base]);
    expect(await readlink(join(base, 'orders'))).toBe('/etc');
  });

  it('is refused when it, or a document in it, is of a later Motif', async () => {
    await refused(await tarOf({ [LIST_NAME]: list({ format: 3 }) }), /received format 3. Update Motif first/);
    const settings = `{"version":999,"sha256":"${sha256Of('{}')}","data":{}}`;
    const files = [{ path: 'settings.json', sha256: sha256Of(settings) }];
    const backup = await tarOf({ 'settings.json': settings, [LIST_NAME]: list({ files }) });
    await refused(backup, /version \d+ or older but received version 999/);
  });

  it('is refused when it is cut off anywhere', async () => {
    const whole = await backupOf(shop);
    for (const part of [0.1, 0.4, 0.7, 0.95])
      await refused(whole.subarray(0, Math.floor((whole.length - 1536) * part)), /Expected a whole backup/);
  });

  it('is refused when one byte of a file differs', async () => {
    const damaged = await backupOf(shop);
    damaged[damaged.indexOf('a picture')] = 0x41;
    await refused(damaged, /files that differ from its list/);
  });

  it('is refused when a document in it is damaged', async () => {
    await writeFile(join(shop, 'settings.json'), '{"version":2,"sha256":"0","data":{}}');
    await refused(await backupOf(shop), /a damaged document/);
  });
});
