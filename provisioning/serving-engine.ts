import {
  activeSlot,
  previousSlot,
  readSlotState,
  type Slot,
} from '../engine-build/build/slots/slot-state.ts';
import { slotDir, verifySlot } from '../engine-build/build/slots/slots.ts';
import { BuildError, EngineBuildError } from '../engine-build/errors.ts';
import { MotifError } from '../runtime/errors.ts';
import type { EngineHooks } from './ensure-engine.ts';
import { STARTER_MODEL } from './options.ts';
import { provisionSlot, rollBackSlot, type SlotChoice, slotsFolder } from './slot-engine.ts';
import { whyUnusable } from './usable-engine.ts';

/**
 * The engine that a kiosk starts with, without a wish of the caller's: the active one where it is whole and
 * this machine can run it, whatever model it is of and whoever rolled back to it; else the one before it; else
 * one built anew for the CPU, so that the shop draws. Only an engine that this very default has built is
 * renewed when the program or the model changes, and stays where that fails.
 *
 * @returns the engine's folder
 * @throws as {@link provisionSlot} where there is no engine and none can be built
 */
export async function servingEngine(fallback: SlotChoice, hooks: EngineHooks): Promise<string> {
  const slots = slotsFolder(fallback.dataDir);
  const state = await readSlotState(slots).catch(() => null);
  const active = state && activeSlot(state);
  if (!state || !active) return (await provisionSlot(fallback, hooks)).dir;
  const problem = await problemOf(slots, active);
  if (problem === null) {
    const ours = !state.rolledBack && isDefault(active, fallback);
    return ours ? renewed(slotDir(slots, active), fallback, hooks) : slotDir(slots, active);
  }
  hooks.onProgress(`${problem}.`);
  const previous = previousSlot(state);
  if (previous && (await problemOf(slots, previous)) === null) {
    hooks.onProgress('The engine before it is whole and serves from now on');
    return (await rollBackSlot(fallback.dataDir, false)).dir;
  }
  return (await provisionSlot(fallback, hooks)).dir;
}

/** A clause without a full stop; null where the engine can serve here. */
async function problemOf(slots: string, slot: Slot): Promise<string | null> {
  const { manifest, problem } = await verifySlot(slots, slot);
  if (manifest === null) return problem;
  const why = await whyUnusable(manifest);
  return why === null ? null : `Rebuild needed because ${why}`;
}

/** The starter model may lie elsewhere than when it was built: programs are moved and updated. */
function isDefault({ wish }: Slot, { modelDir, precision }: SlotChoice): boolean {
  const same = wish.modelDir === modelDir || (modelDir === STARTER_MODEL && isStarter(wish.modelDir));
  return same && wish.target === 'cpu' && wish.precision === precision;
}

function isStarter(modelDir: string): boolean {
  return modelDir.endsWith('/engine-build/starter-model/weights');
}

/** An engine that works is better than none: a build that fails is told, and the old one serves. */
async function renewed(active: string, choice: SlotChoice, hooks: EngineHooks): Promise<string> {
  try {
    return (await provisionSlot(choice, hooks)).dir;
  } catch (error) {
    const known = error instanceof EngineBuildError || error instanceof MotifError;
    if (!known || (error instanceof BuildError && error.code === 'aborted')) throw error;
    hooks.onProgress(`${error.message} The active engine serves on.`);
    return active;
  }
}
