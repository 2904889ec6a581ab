import { type Probe, probeTensorRt } from '../../device/tensorrt/probe.ts';
import type { TensorRtOptions } from '../../device/tensorrt/tensorrt.ts';
import type { Libraries } from './libraries.ts';

/** Tries TensorRT in a process of its own where the machine has one; null where it has none. */
export async function examineTensorRt(
  { tensorrt }: Pick<Libraries, 'tensorrt'>,
  options: TensorRtOptions = {},
): Promise<Probe | null> {
  const folder = options.folder ?? process.env.MOTIF_TENSORRT;
  return tensorrt.length > 0 || folder !== undefined ? probeTensorRt(options) : null;
}

/** What a person is told of it, whether or not this machine needs it. */
export function tensorRtFacts(probe: Probe | null, hasGpu: boolean): string[] {
  if (probe === null) return hasGpu ? ['TensorRT: not found by the dynamic linker'] : [];
  if ('problem' in probe) return [`TensorRT: ${probe.problem}`];
  const { library, gpu, built, ran } = probe.facts;
  if (ran) return [`TensorRT: ${library}, built and ran a tiny network`];
  const why =
    gpu === null ? 'found no GPU to run it on' : `does not run on ${gpu.name} (${gpu.computeCapability})`;
  return [`TensorRT: ${library}, ${built ? 'built a tiny network' : 'loaded'}; it ${why}`];
}
