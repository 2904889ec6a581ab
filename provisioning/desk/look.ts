import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Manifest } from '../../engine-build/build/manifest.ts';
import { readSlotState, type Slot, type SlotName } from '../../engine-build/build/slots/slot-state.ts';
import { slotDir } from '../../engine-build/build/slots/slots.ts';
import { EngineBuildError } from '../../engine-build/errors.ts';
import type { EngineSlot, EnginesView, GateDetails } from '../../runtime/admin/engine-desk.ts';
import { readManifest } from '../../runtime/engines/open-manifest.ts';
import { countPictures } from '../gate/picture-files.ts';
import { CPU_PRECISIONS, GPU_TARGETS, type TargetName } from '../ladder/targets.ts';

/** What the gate writes beside an engine, where it did. */
const GATE_FILES = ['gate/report.json'];
const share = z.number();
const detailsSchema = z.object({
  layers: z.array(z.object({ layer: z.string(), error: share })),
  steps: z.array(z.object({ step: z.number(), meanError: share, worstError: share })),
  pictures: z.array(z.object({ prompt: z.string(), seed: z.number(), psnrDb: z.number(), ssim: z.number() })),
});

/** The last check of an engine's files. */
export type Checks = ReadonlyMap<string, NonNullable<EngineSlot['checked']>>;

/**
 * Both engines of a kiosk, without reading more than their manifests.
 *
 * @param slots folder of the slots
 * @param serving the engine folder that the server draws with
 * @param checks by the slot's folder
 */
export async function lookAtSlots(slots: string, serving: string, checks: Checks): Promise<EnginesView> {
  try {
    const state = await readSlotState(slots);
    const views = (['a', 'b'] as const).map(async (name) => {
      const slot = state[name];
      const about = { name, active: state.active === name };
      return slot && viewOf(slots, slot, about, serving, checks.get(slot.folder) ?? null);
    });
    const found = (await Promise.all(views)).filter((view) => view !== null);
    const order = found.toSorted((one, other) => Number(other.active) - Number(one.active));
    const target = order[0]?.target ?? 'cpu';
    return {
      slots: order,
      precisions: isGpu(target) ? GPU_TARGETS[target].precisions : CPU_PRECISIONS,
      problem: null,
    };
  } catch (error) {
    if (!(error instanceof EngineBuildError)) throw error;
    return { slots: [], precisions: CPU_PRECISIONS, problem: error.message };
  }
}

async function viewOf(
  slots: string,
  slot: Slot,
  about: { readonly name: SlotName; readonly active: boolean },
  serving: string,
  checked: EngineSlot['checked'],
): Promise<EngineSlot> {
  const dir = slotDir(slots, slot);
  const manifest = await readManifest(dir).catch(() => null);
  const { key, manifestSha256, builtAt, wish } = slot;
  return {
    ...about,
    serving: dir === serving,
    builtAt,
    key,
    manifestSha256,
    target: wish.target,
    computeCapability: isGpu(wish.target) ? GPU_TARGETS[wish.target].computeCapability : null,
    model: manifest?.model ?? null,
    precision: manifest?.precision ?? wish.precision,
    backend: manifest?.backend ?? null,
    library: manifest?.library ?? null,
    sizes: manifest?.shapes.map(({ width, height }) => `${width} × ${height}`) ?? [],
    bytes: manifest?.files.reduce((sum, { bytes }) => sum + bytes, 0) ?? 0,
    parts: manifest ? partsOf(manifest.files) : [],
    gate: manifest?.gate ?? null,
    gateDetails: await detailsIn(dir),
    gatePictures: await countPictures(dir),
    checked,
  };
}

function isGpu(target: string): target is Exclude<TargetName, 'cpu'> {
  return target in GPU_TARGETS;
}

/** Files by the folder, or by the name before the first dot, that they belong to; the largest part first. */
function partsOf(files: Manifest['files']): EngineSlot['parts'] {
  const parts = new Map<string, { bytes: number; files: number }>();
  for (const { path, bytes } of files) {
    const name = path.split(/[/.]/)[0] ?? path;
    const { bytes: sum, files: count } = parts.get(name) ?? { bytes: 0, files: 0 };
    parts.set(name, { bytes: sum + bytes, files: count + 1 });
  }
  return [...parts].map(([name, part]) => ({ name, ...part })).sort((one, other) => other.bytes - one.bytes);
}

async function detailsIn(dir: string): Promise<GateDetails | null> {
  for (const name of GATE_FILES) {
    const text = await readFile(join(dir, name), 'utf8').catch(() => null);
    if (text === null) continue;
    try {
      return detailsSchema.parse(JSON.parse(text));
    } catch {
      // Of another version: the manifest's summary is shown.
    }
  }
  return null;
}
