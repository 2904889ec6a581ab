import { runtimeLibrary } from '../../engine-build/build/build-engine.ts';
import type { Manifest, Precision } from '../../engine-build/build/manifest.ts';
import {
  activeSlot,
  previousSlot,
  readSlotState,
  type Slot,
} from '../../engine-build/build/slots/slot-state.ts';
import { slotDir, verifySlot } from '../../engine-build/build/slots/slots.ts';
import { EngineBuildError } from '../../engine-build/errors.ts';
import { MotifError } from '../../runtime/errors.ts';
import { engineName } from '../ensure-engine.ts';
import { rebuildReason, slotsFolder } from '../slot-engine.ts';
import { whyUnusable } from '../usable-engine.ts';

/** An engine in a slot, verified byte by byte. */
export interface SlotReport {
  readonly dir: string;
  readonly model: string | null;
  readonly precision: string;
  readonly target: string;
  readonly builtAt: string;
  /** Why the engine cannot be used; null when every file is what its hash says. */
  readonly problem: string | null;
  /** Why provisioning the same wish again would build another engine; null when it would not. */
  readonly rebuild: string | null;
}

export interface EnginesReport {
  readonly active: SlotReport | null;
  readonly previous: SlotReport | null;
  /** The state of the slots cannot be understood. */
  readonly problem: string | null;
}

/** What the engines of a data folder are worth. Nothing is changed. */
export async function reportEngines(dataDir: string): Promise<EnginesReport> {
  const slots = slotsFolder(dataDir);
  try {
    const state = await readSlotState(slots);
    const [active, previous] = [activeSlot(state), previousSlot(state)];
    return {
      active: active && (await reportSlot(dataDir, slots, active)),
      previous: previous && (await reportSlot(dataDir, slots, previous)),
      problem: null,
    };
  } catch (error) {
    return { active: null, previous: null, problem: sentenceOf(error) };
  }
}

async function reportSlot(dataDir: string, slots: string, slot: Slot): Promise<SlotReport> {
  const { manifest, problem } = await verifySlot(slots, slot);
  const { precision, target } = slot.wish;
  return {
    dir: slotDir(slots, slot),
    model: manifest?.model.name ?? null,
    precision,
    target,
    builtAt: slot.builtAt,
    problem,
    rebuild: manifest === null ? null : await whyRebuild(dataDir, slot, manifest),
  };
}

/** Plans are asked whether they run here; what went into them is known only to whoever built them. */
async function whyRebuild(dataDir: string, slot: Slot, manifest: Manifest): Promise<string | null> {
  const { library } = manifest;
  if (slot.wish.target !== 'cpu') return await whyUnusable(manifest);
  if (library !== runtimeLibrary()) return `it was built for ${library}, and this is ${runtimeLibrary()}`;
  const { modelDir, precision } = slot.wish;
  try {
    const asked = { modelDir, dataDir, backend: 'cpu', precision: precision as Precision } as const;
    const source = await engineName(asked);
    return source === slot.source ? null : rebuildReason(slot, slot.wish, source);
  } catch (error) {
    return `its model cannot be read: ${sentenceOf(error)}`;
  }
}

function sentenceOf(error: unknown): string {
  if (error instanceof EngineBuildError || error instanceof MotifError) return error.message;
  throw error;
}
