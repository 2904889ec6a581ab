import { readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { MANIFEST_FILE, manifestSchema } from '../../../../engine-build/build/manifest.ts';
import { activeSlot, readSlotState, SLOTS_FILE } from '../../../../engine-build/build/slots/slot-state.ts';
import { installEngine, rollBack, slotDir, verifySlot } from '../../../../engine-build/build/slots/slots.ts';
import { seeded } from '../../../fakes/seeded.ts';
import { buildTinyEngine, keyOf, provisionTinyEngine } from '../../../fakes/tiny-engine.ts';
import { folderWith, temporaryFolder } from '../../safetensors-file.ts';

describe('two slots', () => {
  it('take turns, keep the previous engine and sweep older ones', async () => {
    const slots = await temporaryFolder();
    for (const text of ['one', 'two', 'three']) await provisionTinyEngine(slots, text);
    const state = await readSlotState(slots);
    expect([state.active, state.a?.key, state.b?.key]).toEqual(['a', keyOf('three'), keyOf('two')]);
    expect((await readdir(slots)).toSorted()).toEqual([state.a?.folder, state.b?.folder, SLOTS_FILE]);
  });

  it('go back to the previous engine and forth again', async () => {
    const slots = await temporaryFolder();
    for (const text of ['one', 'two']) await provisionTinyEngine(slots, text);
    await rollBack(slots, await readSlotState(slots));
    expect(activeSlot(await readSlotState(slots))?.key).toBe(keyOf('one'));
    await rollBack(slots, await readSlotState(slots));
    expect(activeSlot(await readSlotState(slots))?.key).toBe(keyOf('two'));
  });

  it('refuse to go back where there is nothing, or to a damaged engine', async () => {
    const slots = await temporaryFolder();
    const first = await provisionTinyEngine(slots, 'one');
    await expect(rollBack(slots, first)).rejects.toThrow(/a previous engine in .* only the active one/);
    const second = await provisionTinyEngine(slots, 'two');
    const weights = path.join(slots, second.a?.folder ?? '', 'transformer/weights');
    await truncate(weights, 3);
    await expect(rollBack(slots, second)).rejects.toMatchObject({
      code: 'damaged',
      message: expect.stringMatching(/weights with sha256 .* The active engine stays/),
    });
    expect(await readSlotState(slots)).toEqual(second);
  });

  it('stay as they are when the new engine is damaged before the switch', async () => {
    const slots = await temporaryFolder();
    const before = await provisionTinyEngine(slots, 'one');
    const dir = path.join(slots, 'ready');
    const manifest = await buildTinyEngine(dir, 'two');
    await writeFile(path.join(dir, 'text/clip.onnx'), 'something else');
    const wish = { modelDir: '', target: 'cpu', precision: 'fp32' };
    const installing = installEngine(slots, before, { dir, manifest, source: '', wish });
    await expect(installing).rejects.toThrow(/clip.onnx with sha256 .* right after it was built/);
    expect(await readSlotState(slots)).toEqual(before);
  });

  it.each([
    ['half a file', '{"format": 1, "active"'],
    ['an empty slot as the active one', '{"format":1,"generation":1,"active":"a","a":null,"b":null}'],
    ['another format', '{"format": 2}'],
  ])('say what to do about a state file that holds %s', async (_, text) => {
    const slots = await folderWith({ [SLOTS_FILE]: text });
    await expect(readSlotState(slots)).rejects.toThrow(/which engine is active .*Run "motif provision"/);
  });
});

describe('an engine', () => {
  it('with one bit flipped is refused, at each of 1,000 random offsets', async () => {
    const slots = await temporaryFolder();
    const state = await provisionTinyEngine(slots, 'one');
    const slot = activeSlot(state);
    if (!slot) throw new Error('Expected an active slot.');
    const dir = slotDir(slots, slot);
    const entries = await readdir(dir, { recursive: true, withFileTypes: true });
    const files = entries
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => path.join(parentPath, name));
    const contents = await Promise.all(files.map(async (file) => ({ file, bytes: await readFile(file) })));
    const places = contents.flatMap(({ file, bytes }) => Array.from(bytes, (_, at) => ({ file, bytes, at })));
    const next = seeded(1);
    const random = () => next() / 2 ** 32;
    const accepted: string[] = [];
    for (let i = 0; i < 1000; i++) {
      const place = places[Math.floor(random() * places.length)];
      if (!place) throw new Error('Expected the offset to lie in a file.');
      const { file, bytes, at } = place;
      const flipped = Buffer.from(bytes);
      flipped[at] = (flipped[at] ?? 0) ^ (1 << Math.floor(random() * 8));
      await writeFile(file, flipped);
      const { problem } = await verifySlot(slots, slot);
      if (problem === null) accepted.push(`${file} at ${at}`);
      await writeFile(file, bytes);
    }
    expect(accepted).toEqual([]);
    expect((await verifySlot(slots, slot)).problem).toBeNull();
  });

  it('with one bit flipped has the size it had, and would be opened by a check of sizes alone', async () => {
    const slots = await temporaryFolder();
    const slot = activeSlot(await provisionTinyEngine(slots, 'one'));
    if (!slot) throw new Error('Expected an active slot.');
    const { files } = manifestSchema.parse(
      JSON.parse(await readFile(path.join(slotDir(slots, slot), MANIFEST_FILE), 'utf8')),
    );
    for (const { path: name, bytes } of files) {
      const file = path.join(slotDir(slots, slot), name);
      const flipped = await readFile(file);
      flipped[0] = (flipped[0] ?? 0) ^ 1;
      await writeFile(file, flipped);
      expect((await stat(file)).size).toBe(bytes);
    }
    expect((await verifySlot(slots, slot)).problem).toMatch(/sha256/);
  });
});
