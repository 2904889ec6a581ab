import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Precision } from '../engine-build/build/manifest.ts';
import {
  activeSlot,
  type EngineWish,
  NO_SLOTS,
  readSlotState,
  SLOTS_FILE,
  type Slot,
  type SlotState,
} from '../engine-build/build/slots/slot-state.ts';
import {
  installEngine,
  rollBack,
  slotDir,
  sweepSlots,
  verifySlot,
} from '../engine-build/build/slots/slots.ts';
import { BuildError } from '../engine-build/errors.ts';
import { readManifest } from '../runtime/engines/open-manifest.ts';
import { lockData } from '../runtime/store/data-lock.ts';
import { type BuiltEngine, type EngineHooks, engineName, ensureEngine } from './ensure-engine.ts';

export interface SlotChoice {
  readonly modelDir: string;
  readonly dataDir: string;
  readonly precision: Precision;
}

/** Where a kiosk's two engines lie. */
export function slotsFolder(dataDir: string): string {
  return join(dataDir, 'slots');
}

/**
 * Makes the engine of a choice the active one: finds it in a slot, or builds it aside and switches. The
 * active engine is untouched until the new one is whole; an interrupted build goes on the next time.
 *
 * @throws CheckpointError, BuildError or InputError with a sentence; the active slot stays
 */
export async function provisionSlot(choice: SlotChoice, hooks: EngineHooks): Promise<BuiltEngine> {
  const slots = slotsFolder(choice.dataDir);
  const asked = { ...choice, backend: 'cpu' as const };
  const source = await engineName(asked);
  await using _ = await lockData(slots);
  const state = await stateOrNone(slots, hooks);
  const active = activeSlot(state);
  const whole = active?.source === source ? await wholeEngine(slots, active) : null;
  if (whole) return whole;
  if (active) {
    const reason = rebuildReason(active, wishOf(choice), source);
    hooks.onProgress(`Rebuild needed because ${reason}; the active engine stays until then.`);
  }
  const ready = { ...asked, outDir: join(slots, `ready-${source}`), resume: true };
  const { dir, manifest } = await ensureEngine(ready, hooks);
  const next = await installEngine(slots, state, { dir, manifest, source, wish: wishOf(choice) });
  await sweepSlots(slots, next);
  return { dir: activeDir(slots, next), manifest };
}

/**
 * Makes the previous engine the active one again.
 *
 * @throws BuildError when there is none, or it is damaged
 */
export async function rollBackSlot(dataDir: string): Promise<BuiltEngine> {
  const slots = slotsFolder(dataDir);
  await using _ = await lockData(slots);
  const dir = activeDir(slots, await rollBack(slots, await readSlotState(slots)));
  return { dir, manifest: await readManifest(dir) };
}

/** The folder of the active engine right after a switch. */
function activeDir(slots: string, state: SlotState): string {
  const slot = activeSlot(state);
  if (slot === null) throw new Error('Expected an active slot right after a switch.');
  return slotDir(slots, slot);
}

/** Why the active engine is not the one that is wanted, for people; a clause. */
export function rebuildReason(active: Slot, wish: EngineWish, source: string): string {
  const { modelDir, precision, target } = active.wish;
  if (modelDir !== wish.modelDir) return `the active engine is of ${modelDir}, not ${wish.modelDir}`;
  if (target !== wish.target) return `the active engine is for ${target}, not ${wish.target}`;
  if (precision !== wish.precision) return `the active engine is ${precision}, not ${wish.precision}`;
  if (active.source !== source) return 'the model, the builder or the library has changed';
  return 'the active engine is damaged';
}

function wishOf({ modelDir, precision }: SlotChoice): EngineWish {
  return { modelDir, target: 'cpu', precision };
}

async function wholeEngine(slots: string, slot: Slot): Promise<BuiltEngine | null> {
  const { manifest } = await verifySlot(slots, slot);
  return manifest && { dir: slotDir(slots, slot), manifest };
}

/** A damaged state is kept for whoever wants to know why, and counts as none. */
async function stateOrNone(slots: string, { onProgress }: EngineHooks): Promise<SlotState> {
  try {
    return await readSlotState(slots);
  } catch (error) {
    if (!(error instanceof BuildError) || error.code !== 'damaged') throw error;
    const aside = join(slots, `${SLOTS_FILE}.damaged-${Date.now()}`);
    await rename(join(slots, SLOTS_FILE), aside);
    onProgress(`${error.message} It was set aside as ${aside}.`);
    return NO_SLOTS;
  }
}
