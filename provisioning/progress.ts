import type { BuildProgress } from '../engine-build/build/build-engine.ts';

/** Nobody can tell how long something takes from its first moments. */
const SETTLED_MS = 2000;

/**
 * One sentence for each tenth of the weights, with the time left as the speed so far promises it.
 *
 * @param now milliseconds, for tests
 */
export function percentSentences(
  onProgress: (sentence: string) => void,
  now: () => number = () => performance.now(),
): (progress: BuildProgress) => void {
  const started = now();
  let told = 0;
  return ({ bytes, totalBytes }) => {
    const tenth = Math.floor((10 * bytes) / totalBytes);
    if (tenth === told) return;
    told = tenth;
    const passed = now() - started;
    const left = (passed * (totalBytes - bytes)) / bytes;
    const promise = passed < SETTLED_MS || tenth === 10 ? '' : `, ${durationText(left)} left`;
    onProgress(`${tenth * 10} % of the weights written${promise}`);
  };
}

/** `about 40 s` or `about 3 min`. */
export function durationText(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1000));
  return seconds < 90 ? `about ${seconds} s` : `about ${Math.round(seconds / 60)} min`;
}
