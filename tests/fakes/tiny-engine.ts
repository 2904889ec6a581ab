import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { MANIFEST_FILE, type Manifest } from '../../engine-build/build/manifest.ts';
import { readSlotState, type SlotState } from '../../engine-build/build/slots/slot-state.ts';
import { installEngine, sweepSlots } from '../../engine-build/build/slots/slots.ts';
import { StagingFolder } from '../../engine-build/build/staging-folder.ts';
import { fakeManifest } from './fake-manifest.ts';

/** Key of the engine that holds this text. */
export function keyOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Builds an engine of a few bytes as the real builder does: aside, synced, the manifest last. */
export async function buildTinyEngine(
  dir: string,
  text: string,
  about: Manifest = fakeManifest(),
): Promise<Manifest> {
  return StagingFolder.build(dir, async (staging) => {
    await staging.add('transformer/weights', Buffer.from(text.repeat(20)));
    await staging.add('text/clip.onnx', Buffer.from(`graph of ${text}`));
    const manifest = { ...about, key: keyOf(text), files: [...staging.files] };
    await staging.add(MANIFEST_FILE, Buffer.from(JSON.stringify(manifest)));
    return manifest;
  });
}

/** A whole provisioning: builds, switches, sweeps. */
export async function provisionTinyEngine(
  slots: string,
  text: string,
  install: typeof installEngine = installEngine,
  about: Manifest = fakeManifest(),
): Promise<SlotState> {
  const manifest = await buildTinyEngine(join(slots, 'ready'), text, about);
  return switchToTinyEngine(slots, manifest, install);
}

/** The second half: makes the engine in `ready` the active one. */
export async function switchToTinyEngine(
  slots: string,
  manifest: Manifest,
  install: typeof installEngine = installEngine,
): Promise<SlotState> {
  const wish = { modelDir: '/model', target: 'cpu', precision: 'fp32' };
  const engine = { dir: join(slots, 'ready'), manifest, source: manifest.key, wish };
  const state = await install(slots, await readSlotState(slots), engine);
  await sweepSlots(slots, state);
  return state;
}
