import { open, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { StagingFolder } from '../../../engine-build/build/staging-folder.ts';
import { BuildError } from '../../../engine-build/errors.ts';
import { temporaryFolder } from '../safetensors-file.ts';

async function buildText(target: string, text: string): Promise<void> {
  await StagingFolder.build(target, (staging) => staging.add('deep/file.txt', Buffer.from(text)));
}

describe('StagingFolder', () => {
  it('puts a folder in place whole and replaces the old one', async () => {
    const parent = await temporaryFolder();
    const target = path.join(parent, 'engine');
    await buildText(target, 'old');
    await buildText(target, 'new');
    expect(await readFile(path.join(target, 'deep/file.txt'), 'utf8')).toBe('new');
    expect(await readdir(parent)).toEqual(['engine']);
  });

  it('records size and hash of each file', async () => {
    const target = path.join(await temporaryFolder(), 'engine');
    const record = await StagingFolder.build(target, (staging) => staging.add('a', Buffer.from('abc')));
    expect(record).toEqual({
      path: 'a',
      bytes: 3,
      sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    });
  });

  it('keeps the old folder and leaves nothing else when building fails', async () => {
    const parent = await temporaryFolder();
    const target = path.join(parent, 'engine');
    await buildText(target, 'old');
    const failing = StagingFolder.build(target, async (staging) => {
      await staging.add('half', Buffer.from('x'));
      throw new BuildError('aborted', 'stop');
    });
    await expect(failing).rejects.toThrow('stop');
    expect(await readdir(parent)).toEqual(['engine']);
    expect(await readFile(path.join(target, 'deep/file.txt'), 'utf8')).toBe('old');
  });

  it('says so when the disk is full and leaves nothing', async () => {
    const parent = await temporaryFolder();
    const full = await open('/dev/full', 'w');
    const building = StagingFolder.build(path.join(parent, 'engine'), async (staging) => {
      await staging.add('half', Buffer.from('x'));
      await full.write('more');
    });
    await expect(building).rejects.toMatchObject({
      name: 'BuildError',
      code: 'disk-full',
      message: expect.stringMatching(/The disk is full: the engine .* nothing of it was left behind/),
    });
    await full.close();
    expect(await readdir(parent)).toEqual([]);
  });

  it('says where it cannot write', async () => {
    const file = path.join(await temporaryFolder(), 'file');
    await writeFile(file, '');
    await expect(buildText(path.join(file, 'engine'), 'x')).rejects.toThrow(
      /engine could not be written to .*file\/engine: .*Choose a folder/,
    );
  });
});
