import type { SchedulerSettings } from './model.ts';

/**
 * Noise levels of a FlowMatchEulerDiscrete schedule.
 *
 * The training schedule is shifted once to find its smallest sigma; the inference schedule is linear
 * between 1 and that sigma and is then shifted again. With shift 3, four steps give
 * 1, .85769, .60215, .00893, 0. With a `shiftTerminal` the distances from 1 are then stretched so that the
 * last step starts there: the same with .5 gives 1, .92821, .79928, .5, 0.
 *
 * One step has no distance to stretch, and the reference divides zero by zero; here it is drawn from 1 to 0,
 * as without a terminal.
 * Source: diffusers, schedulers/scheduling_flow_match_euler_discrete.py (`__init__`, `set_timesteps`).
 *
 * @param imageTokens tokens of the picture (after patching); used by dynamic shifting only
 * @returns `steps + 1` values, falling from 1 to 0
 */
export function flowMatchSigmas(
  scheduler: SchedulerSettings,
  steps: number,
  imageTokens: number,
): Float32Array {
  const shift = scheduler.useDynamicShifting
    ? exponentialShift(dynamicMu(scheduler, imageTokens))
    : constantShift(scheduler.shift);
  const last = 1 / scheduler.numTrainTimesteps;
  const sigmaMin = scheduler.useDynamicShifting ? last : shift(last);
  const levels = Array.from({ length: steps }, (_, i) => {
    const fraction = steps === 1 ? 0 : i / (steps - 1);
    return shift(1 + (sigmaMin - 1) * fraction);
  });
  return Float32Array.from([...stretchToTerminal(levels, scheduler.shiftTerminal), 0]);
}

/** Source: same file (`stretch_shift_to_terminal`). */
function stretchToTerminal(levels: readonly number[], terminal: number | null): readonly number[] {
  const last = levels.at(-1) ?? 1;
  if (terminal === null || last === 1) return levels;
  const stretch = (1 - terminal) / (1 - last);
  return levels.map((level) => 1 - (1 - level) * stretch);
}

/**
 * First step of an image-to-image run: `strength` 1 draws from pure noise, lower values skip that share
 * of the schedule. Source: diffusers, pipeline_stable_diffusion_3_img2img.py (`get_timesteps`).
 *
 * @param strength in (0, 1]
 */
export function firstStep(steps: number, strength: number): number {
  return Math.trunc(Math.max(steps - Math.min(steps * strength, steps), 0));
}

function constantShift(shift: number): (sigma: number) => number {
  return (sigma) => (shift * sigma) / (1 + (shift - 1) * sigma);
}

function exponentialShift(mu: number): (sigma: number) => number {
  const factor = Math.exp(mu);
  return (sigma) => factor / (factor + (1 / sigma - 1));
}

/** Resolution-dependent shift: linear in the number of image tokens. */
function dynamicMu(scheduler: SchedulerSettings, imageTokens: number): number {
  const { baseShift, maxShift, baseImageSeqLen, maxImageSeqLen } = scheduler;
  const slope = (maxShift - baseShift) / (maxImageSeqLen - baseImageSeqLen);
  return baseShift + slope * (imageTokens - baseImageSeqLen);
}
