import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Showcase } from '../../../runtime/attract/showcase.ts';
import { type FakeApp, fakeApp } from '../../fakes/fake-app.ts';

let dir: string;
let showcase: Showcase;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'motif-attract-'));
  showcase = new Showcase(join(dir, 'attract'), ['mug', 't-shirt']);
});
afterEach(() => rm(dir, { recursive: true }));

async function put(...names: readonly string[]): Promise<void> {
  await mkdir(join(dir, 'attract'), { recursive: true });
  for (const name of names) await writeFile(join(dir, 'attract', name), name);
}

describe('the showcase', () => {
  it('is empty where there is no folder', async () => {
    expect(await showcase.designs()).toEqual([]);
    expect(await showcase.picture('mug-a.png')).toBeNull();
  });

  it('shows the pictures in the folder and for which product they were drawn', async () => {
    await put('t-shirt-b.webp', 'mug-a.png', 'moon.jpg', 'notes.txt', '.hidden.png', 'Upper.png');
    expect(await showcase.designs()).toEqual([
      { url: '/api/attract/moon.jpg', product: null },
      { url: '/api/attract/mug-a.png', product: 'mug' },
      { url: '/api/attract/t-shirt-b.webp', product: 't-shirt' },
    ]);
    const picture = await showcase.picture('t-shirt-b.webp');
    expect(picture?.type).toBe('image/webp');
    expect(new TextDecoder().decode(picture?.body)).toBe('t-shirt-b.webp');
  });

  it('gives nothing out from anywhere else', async () => {
    await put('mug-a.png');
    await writeFile(join(dir, 'secret.png'), 'secret');
    for (const name of ['../secret.png', '..%2Fsecret.png', 'notes.txt', '', 'mug-a.png/']) {
      expect(await showcase.picture(name)).toBeNull();
    }
  });

  it('can be asked for over HTTP', async () => {
    await put('mug-a.png');
    const fake: FakeApp = await fakeApp({ showcase });
    const list = await fake.ask('/api/attract');
    expect(await list.json()).toEqual([{ url: '/api/attract/mug-a.png', product: 'mug' }]);
    const picture = await fake.ask('/api/attract/mug-a.png');
    expect(picture.headers.get('content-type')).toBe('image/png');
    expect((await fake.ask('/api/attract/..%2Fsecret.png')).status).toBe(404);
    await fake.close();
  });
});
