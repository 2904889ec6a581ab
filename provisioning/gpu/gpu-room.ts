import type { Precision } from '../../engine-build/build/manifest.ts';
import { estimatePlans } from '../../engine-build/build/plans/estimate-plans.ts';
import { openCheckpoint } from '../../engine-build/checkpoint/checkpoint.ts';
import { type EngineHooks, estimateEngine, sizesOf } from '../ensure-engine.ts';
import { durationText } from '../progress.ts';
import { checkRoom, roomFor, sizeText } from '../room.ts';
import type { GateSubject } from './prove-precision.ts';

/**
 * Says what an engine of plans will take before anything of it is built, and refuses what would not fit: the FP32
 * engine that precisions are measured against, the graphs, and a plan for each. How long measuring takes is said
 * while it goes on, since nobody knows before how fast this machine draws.
 *
 * @param precision the first to be tried; a rung below it takes more room in FP16 than in 8 bits
 * @param dir where it will be built
 * @throws BuildError `disk-full` or `no-memory`, with what is needed and what is there
 */
export async function checkGpuRoom(
  { gate: _, ...subject }: GateSubject,
  precision: Precision,
  dir: string,
  { onProgress }: EngineHooks,
): Promise<void> {
  await using checkpoint = await openCheckpoint(subject.modelDir);
  const reference = await estimateEngine({ ...subject, dataDir: dir, backend: 'cpu', precision: 'fp32' });
  const plans = estimatePlans(checkpoint, {
    sizes: sizesOf(checkpoint, subject),
    maxSequenceLength: subject.maxSequenceLength ?? checkpoint.maxSequenceLength,
    precision: precision === 'fp8' || precision === 'int8' ? precision : 'fp16',
  });
  const estimate = {
    diskBytes: reference.diskBytes + plans.diskBytes,
    memoryBytes: Math.max(reference.memoryBytes, plans.memoryBytes),
    // The graphs are written as the reference is.
    seconds: 2 * reference.seconds + plans.seconds,
  };
  checkRoom(dir, estimate, await roomFor(dir));
  onProgress(
    `Building in ${precision.toUpperCase()} needs ${sizeText(estimate.diskBytes)} of disk and up to ` +
      `${sizeText(estimate.memoryBytes)} of memory; graphs and plans take ${durationText(1000 * estimate.seconds)}, ` +
      'measuring comes on top',
  );
}
