import { readdir, rename, rm } from 'node:fs/promises';
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
import {
  type BuiltEngine,
  type EngineHooks,
  type EngineShapes,
  engineName,
  ensureEngine,
} from './ensure-engine.ts';

export interface SlotChoice extends EngineShapes {
  readonly modelDir: string;
  readonly dataDir: string;
  readonly precision: Precision;
}

/** What a slot is to hold. */
export interface EngineRecipe {
  readonly wish: EngineWish;
  /** Names the engine by all that decides it, without building it. */
  source(): Promise<string>;
  /** Builds it, or goes on with what an interrupted build left in the folders. */
  build(folders: RecipeFolders, hooks: EngineHooks): Promise<BuiltEngine>;
}

/** Both are named by the source. */
export interface RecipeFolders {
  /** Where the finished engine goes. */
  readonly outDir: string;
  /** For what only the build needs; removed after the switch. */
  readonly workDir: string;
}

/** Where a kiosk's two engines lie. */
export function slotsFolder(dataDir: string): string {
  return join(dataDir, 'slots');
}

/** Makes the CPU engine of a choice the active one; see {@link provisionRecipe}. */
export function provisionSlot(choice: SlotChoice, hooks: EngineHooks): Promise<BuiltEngine> {
  return provisionRecipe(choice.dataDir, cpuRecipe(choice), hooks);
}

/** ONNX Runtime's engine on the CPU. */
export function cpuRecipe(choice: SlotChoice): EngineRecipe {
  const asked = { ...choice, backend: 'cpu' } as const;
  return {
    wish: { modelDir: choice.modelDir, target: 'cpu', precision: choice.precision },
    source: () => engineName(asked),
    build: ({ outDir }, hooks) => ensureEngine({ ...asked, outDir, resume: true }, hooks),
  };
}

/**
 * Makes the engine of a recipe the active one: finds it in a slot, or builds it aside and switches. The
 * active engine is untouched until the new one is whole; an interrupted build goes on the next time.
 *
 * @throws CheckpointError, BuildError, TensorRtError or InputError with a sentence; the active slot stays
 */
export async function provisionRecipe(
  dataDir: string,
  { wish, ...recipe }: EngineRecipe,
  hooks: EngineHooks,
): Promise<BuiltEngine> {
  const slots = slotsFolder(dataDir);
  const source = await recipe.source();
  await using _ = await lockData(slots);
  const state = await stateOrNone(slots, hooks);
  const active = activeSlot(state);
  const whole = active?.source === source ? await wholeEngine(slots, active) : null;
  if (whole) return whole;
  if (active) {
    const reason = rebuildReason(active, wish, source);
    hooks.onProgress(`Rebuild needed because ${reason}; the active engine stays until then.`);
  }
  const workDir = join(slots, `work-${source}`);
  const { dir, manifest } = await recipe.build({ outDir: join(slots, `ready-${source}`), workDir }, hooks);
  const next = await installEngine(slots, state, { dir, manifest, source, wish });
  await sweepSlots(slots, next);
  await sweepBuilds(slots);
  return { dir: activeDir(slots, next), manifest };
}

/**
 * Makes the previous engine the active one again.
 *
 * @param chosen by a person; then no start builds it away
 * @throws BuildError when there is none, or it is damaged
 */
export async function rollBackSlot(dataDir: string, chosen = true): Promise<BuiltEngine> {
  const slots = slotsFolder(dataDir);
  await using _ = await lockData(slots);
  const dir = activeDir(slots, await rollBack(slots, await readSlotState(slots), { chosen }));
  return { dir, manifest: await readManifest(dir) };
}

/** Removes what builds leave behind, also interrupted ones: after a switch nobody goes on with them. */
async function sweepBuilds(slots: string): Promise<void> {
  const left = (await readdir(slots)).filter((name) => /^(ready|work)-/.test(name));
  for (const name of left) await rm(join(slots, name), { recursive: true, force: true });
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
