import type { Precision } from '../../engine-build/build/manifest.ts';
import { InputError } from '../../runtime/errors.ts';
import { CPU_PRECISIONS, GPU_TARGETS, type TargetName } from './targets.ts';

/**
 * The precisions to try for a target, best first. One that was asked for by name is the only rung: nobody
 * gets something else silently.
 *
 * @throws InputError when the silicon cannot compute what was asked for; no builder is asked
 */
export function rungsFor(target: TargetName, asked: Precision | 'auto'): readonly Precision[] {
  const offered: readonly Precision[] = target === 'cpu' ? CPU_PRECISIONS : GPU_TARGETS[target].precisions;
  if (asked === 'auto') return offered;
  if (offered.includes(asked)) return [asked];
  throw new InputError(
    `Expected a precision that ${nameOf(target)} computes (${offered.join(' or ')}) but received ${asked}: ` +
      `${whyNot(target, asked)}. Choose --precision ${offered.join(' or ')}, or auto.`,
  );
}

function nameOf(target: TargetName): string {
  if (target === 'cpu') return 'a CPU';
  const { generation, computeCapability } = GPU_TARGETS[target];
  return `${generation}, compute capability ${computeCapability},`;
}

function whyNot(target: TargetName, asked: Precision): string {
  if (target === 'cpu') return `ONNX Runtime has no ${asked.toUpperCase()} products on CPUs`;
  if (asked === 'fp8') {
    return 'FP8 tensor cores begin with 8.9, and TensorRT refuses FP8 networks below, also where only the weights are FP8';
  }
  if (asked === 'fp32') return 'FP32 would leave the tensor cores idle';
  return 'this version offers FP8 there, which takes as little room';
}
