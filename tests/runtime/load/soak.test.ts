import { describe, expect, it } from 'vitest';
import { bytesPerDesign, soak } from './soak.ts';

/** The memory of ended jobs is full after 200 designs; then it must stay as it is. */
const WARM = 6;
const SAMPLES = 12;
/** At a design every ten seconds, 1 MB an hour is 2,800 bytes a design. */
const MOST_BYTES = 2_800;
const enough = (samples: readonly unknown[]) => samples.length === SAMPLES;

describe('after a warm-up, memory', { timeout: 120_000 }, () => {
  it('grows with no customer', async () => {
    expect(bytesPerDesign((await soak(enough)).slice(WARM))).toBeLessThan(MOST_BYTES);
  });

  it('is seen to grow when each leaves 16 KB behind', async () => {
    const kept: unknown[] = [];
    const samples = await soak(enough, () => kept.push(new Uint8Array(16_384).fill(1)));
    expect(bytesPerDesign(samples.slice(WARM))).toBeGreaterThan(MOST_BYTES);
  });
});
