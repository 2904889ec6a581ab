import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { runtimeLibrary } from '../../engine-build/build/build-engine.ts';
import { activeSlot, readSlotState } from '../../engine-build/build/slots/slot-state.ts';
import { slotDir } from '../../engine-build/build/slots/slots.ts';
import { readManifest } from '../../runtime/engines/open-manifest.ts';
import { writeWhole } from '../../runtime/store/atomic-write.ts';
import { slotsFolder } from '../slot-engine.ts';

/** Says that a technician chose the active engine, so that no start builds the default one in its place. */
const FILE = 'chosen.json';
const chosenSchema = z.object({ key: z.string() });

/** Keeps the engine that is active now through every start. */
export async function keepActive(dataDir: string): Promise<void> {
  const slots = slotsFolder(dataDir);
  const active = activeSlot(await readSlotState(slots));
  if (active === null) await rm(join(slots, FILE), { force: true });
  else await writeWhole(join(slots, FILE), Buffer.from(`${JSON.stringify({ key: active.key })}\n`));
}

/**
 * The engine that a technician chose in the panel; null where none was, where another has become active since,
 * and where it was built for another version of the library.
 */
export async function keptEngine(dataDir: string): Promise<string | null> {
  const slots = slotsFolder(dataDir);
  try {
    const { key } = chosenSchema.parse(JSON.parse(await readFile(join(slots, FILE), 'utf8')));
    const active = activeSlot(await readSlotState(slots));
    if (active?.key !== key) return null;
    const dir = slotDir(slots, active);
    const { library } = await readManifest(dir);
    return library === runtimeLibrary() ? dir : null;
  } catch {
    return null; // nothing that can be followed, so the start chooses
  }
}
