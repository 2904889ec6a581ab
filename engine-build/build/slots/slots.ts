import { readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { BuildError } from '../../errors.ts';
import { syncFolder, writeDurably } from '../durable-write.ts';
import { MANIFEST_FILE, type Manifest } from '../manifest.ts';
import { hashFile, type Verified, verifyEngine } from '../verify-files.ts';
import {
  activeSlot,
  type EngineWish,
  otherSlot,
  previousSlot,
  SLOTS_FILE,
  type Slot,
  type SlotName,
  type SlotState,
} from './slot-state.ts';

/** A finished engine folder that is to become the active one. */
export interface FinishedEngine {
  /** Complete, every file synced; on the same file system as the slots. */
  readonly dir: string;
  readonly manifest: Pick<Manifest, 'key'>;
  readonly source: string;
  readonly wish: EngineWish;
}

/** Where a slot's engine lies. */
export function slotDir(dir: string, slot: Slot): string {
  return path.join(dir, slot.folder);
}

/** Proves the engine of a slot whole; see {@link verifyEngine}. */
export async function verifySlot(dir: string, slot: Slot): Promise<Verified> {
  return verifyEngine(slotDir(dir, slot), slot.manifestSha256);
}

/**
 * Puts a finished engine into the slot that is not active and makes it the active one. The engine is
 * verified first, then renamed to a name nobody uses, then the state file is replaced: whatever is
 * interrupted where, the state names a verified engine, the old or the new. The engine that was active
 * stays for a rollback.
 *
 * @returns the new state
 * @throws BuildError `damaged` when the finished engine does not verify; the slots are as they were
 */
export async function installEngine(
  dir: string,
  state: SlotState,
  engine: FinishedEngine,
): Promise<SlotState> {
  const manifestSha256 = (await hashFile(path.join(engine.dir, MANIFEST_FILE))) ?? '';
  const { problem } = await verifyEngine(engine.dir, manifestSha256);
  if (problem !== null)
    throw damaged(`${problem}, right after it was built`, 'Check the disk and build again');
  const name: SlotName = state.active === null ? 'a' : otherSlot(state.active);
  const generation = state.generation + 1;
  const folder = `${name}-${generation}-${engine.manifest.key.slice(0, 16)}`;
  await rm(path.join(dir, folder), { recursive: true, force: true }); // of a switch that was cut off
  await rename(engine.dir, path.join(dir, folder));
  await syncFolder(dir);
  const { source, wish, manifest } = engine;
  const builtAt = new Date().toISOString();
  const slot: Slot = { folder, key: manifest.key, manifestSha256, source, wish, builtAt };
  return commit(dir, { ...state, generation, active: name, [name]: slot, rolledBack: false });
}

/**
 * Makes the previous engine the active one again.
 *
 * @param chosen by a person; then no start builds it away
 * @throws BuildError `bad-option` when there is none, `damaged` when it does not verify; the active one stays
 */
export async function rollBack(
  dir: string,
  state: SlotState,
  { chosen }: { readonly chosen: boolean } = { chosen: true },
): Promise<SlotState> {
  const previous = previousSlot(state);
  if (previous === null || state.active === null) {
    throw new BuildError(
      'bad-option',
      `Expected a previous engine in ${dir} but there is only ${activeSlot(state) ? 'the active one' : 'an empty folder'}. Provision a second time before rolling back.`,
    );
  }
  const { problem } = await verifySlot(dir, previous);
  if (problem !== null)
    throw damaged(problem, 'The active engine stays; run "motif provision" to build a new one');
  return commit(dir, { ...state, active: otherSlot(state.active), rolledBack: chosen });
}

/** Removes engines that no slot names any more. Call it when no server may still be reading them. */
export async function sweepSlots(dir: string, { a, b }: SlotState): Promise<void> {
  const kept = new Set([a?.folder, b?.folder]);
  for (const name of await readdir(dir).catch(() => [])) {
    if (/^[ab]-\d+-/.test(name) && !kept.has(name)) await rm(path.join(dir, name), { recursive: true });
  }
}

async function commit(dir: string, state: SlotState): Promise<SlotState> {
  await writeDurably(path.join(dir, SLOTS_FILE), `${JSON.stringify(state, null, 2)}\n`);
  return state;
}

function damaged(problem: string, remedy: string): BuildError {
  return new BuildError('damaged', `${problem}. ${remedy}.`);
}
