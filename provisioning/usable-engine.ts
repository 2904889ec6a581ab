import { readDeviceProfile } from '../device/profile/profile.ts';
import { probeTensorRt } from '../device/tensorrt/probe.ts';
import type { Manifest } from '../engine-build/build/manifest.ts';

/** What decides whether an engine runs on a machine. */
type Engine = Pick<Manifest, 'backend' | 'library' | 'builtFor'>;

/**
 * Why this machine cannot run an engine that is whole, as a clause for "rebuild needed because …"; null where it
 * can. Plans
 * belong to one version of TensorRT and one GPU generation, and are refused here before anything of them is
 * loaded. TensorRT is tried in a process of its own.
 */
export async function whyUnusable({ backend, library, builtFor }: Engine): Promise<string | null> {
  if (backend !== 'tensorrt' || builtFor === null) return null;
  const { computeCapability } = builtFor;
  const [gpu] = (await readDeviceProfile()).gpus;
  if (!gpu) return `the engine is for a GPU of compute capability ${computeCapability}, and no GPU is found`;
  if (gpu.computeCapability !== computeCapability) {
    return `the engine is for compute capability ${computeCapability} and ${gpu.name} has ${gpu.computeCapability ?? 'an unknown one'}`;
  }
  const probe = await probeTensorRt();
  if ('problem' in probe) return `TensorRT does not work here: ${probe.problem.replace(/\.$/, '')}`;
  if (probe.facts.library === library) return null;
  return `${library} built the engine and this machine has ${probe.facts.library}`;
}
