import { describe, expect, it } from 'vitest';
import {
  addSkipLayerGuidance,
  blockKeep,
  classifierFreeGuidance,
  usesSkipLayers,
} from '../../../runtime/pipeline/guidance.ts';

const skip = { layers: [1], scale: 2.8, start: 0.01, stop: 0.2 };

describe('guidance', () => {
  it('moves from the negative towards the positive prediction', () => {
    const guided = classifierFreeGuidance(Float32Array.of(1, 2, 3, 6), 2, 3);
    expect([...guided]).toEqual([7, 14]);
  });

  it('returns the positive prediction at scale 1', () => {
    expect([...classifierFreeGuidance(Float32Array.of(1, 2, 3, 6), 2, 1)]).toEqual([3, 6]);
  });

  it('adds the difference that the skipped blocks made', () => {
    const guided = Float32Array.of(1, 1);
    addSkipLayerGuidance(guided, Float32Array.of(2, 3), Float32Array.of(1, 1), 2);
    expect([...guided]).toEqual([3, 5]);
  });

  it('keeps every block but the skipped ones', () => {
    expect([...blockKeep(4, [1, 3])]).toEqual([1, 0, 1, 0]);
  });

  it('is off at step 0 and at the stop, both bounds being strict', () => {
    const used = [0, 1, 3, 4, 5].map((step) => usesSkipLayers(skip, step, 20));
    expect(used).toEqual([false, true, true, false, false]);
  });
});
