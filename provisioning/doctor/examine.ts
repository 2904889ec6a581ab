import { access, constants } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { type DeviceProfile, readDeviceProfile } from '../../device/profile/profile.ts';
import type { Probe } from '../../device/tensorrt/probe.ts';
import { runtimeLibrary } from '../../engine-build/build/build-engine.ts';
import type { BuildEstimate } from '../../engine-build/build/estimate.ts';
import type { Precision } from '../../engine-build/build/manifest.ts';
import { estimateEngine } from '../ensure-engine.ts';
import { rungsFor } from '../ladder/rungs.ts';
import { type TargetName, targetOfCapability } from '../ladder/targets.ts';
import { freeDisk } from '../room.ts';
import { type EnginesReport, reportEngines } from './engines.ts';
import { findLibraries, type Libraries } from './libraries.ts';
import { examineTensorRt } from './tensorrt.ts';

/** Everything that decides whether this machine can draw, and how. */
export interface Examination {
  readonly machine: DeviceProfile;
  /** What the silicon would be given, and its precisions from the best down. */
  readonly target: TargetName;
  readonly precisions: readonly Precision[];
  readonly libraries: Libraries;
  /** What TensorRT did in a process of its own; null where there is none. */
  readonly tensorRt: Probe | null;
  readonly data: { readonly dir: string; readonly freeBytes: number; readonly writable: boolean };
  readonly engines: EnginesReport;
  /** Of building the model for the CPU; null, with the reason, where the model cannot be read. */
  readonly estimate: BuildEstimate | null;
  readonly modelProblem: string | null;
}

/** Looks at everything and changes nothing. */
export async function examine(modelDir: string, dataDir: string): Promise<Examination> {
  const machine = await readDeviceProfile();
  const target = targetOfCapability(machine.gpus[0]?.computeCapability ?? null) ?? 'cpu';
  const dir = resolve(dataDir);
  const libraries = await findLibraries(runtimeLibrary());
  return {
    machine,
    target,
    precisions: rungsFor(target, 'auto'),
    libraries,
    tensorRt: await examineTensorRt(libraries),
    data: { dir, freeBytes: await freeDisk(dir), writable: await isWritable(dir) },
    engines: await reportEngines(dataDir),
    ...(await estimateOf(modelDir, dataDir)),
  };
}

async function estimateOf(
  modelDir: string,
  dataDir: string,
): Promise<Pick<Examination, 'estimate' | 'modelProblem'>> {
  try {
    const asked = { modelDir, dataDir, backend: 'cpu', precision: 'int8' } as const;
    return { estimate: await estimateEngine(asked), modelProblem: null };
  } catch (error) {
    return { estimate: null, modelProblem: error instanceof Error ? error.message : String(error) };
  }
}

/** The folder, or the nearest one above it that exists. */
async function isWritable(dir: string): Promise<boolean> {
  for (let folder = dir; ; folder = dirname(folder)) {
    const there = await access(folder).then(
      () => true,
      () => false,
    );
    if (there || folder === dirname(folder)) {
      return access(folder, constants.W_OK).then(
        () => true,
        () => false,
      );
    }
  }
}
