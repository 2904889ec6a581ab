import { describe, expect, it } from 'vitest';
import { type StoredWeight, WeightLayout } from '../../../engine-build/graph/stored-weight.ts';

function weight(name: string, size: number): StoredWeight {
  return { name, type: 'float32', shape: [size], recipe: { kind: 'float32', parts: [{ tensor: name }] } };
}

describe('WeightLayout', () => {
  it('starts small weights at a cache line and large ones at a page, without overlap', () => {
    const layout = new WeightLayout('w');
    const places = [weight('a', 3), weight('b', 5), weight('c', 2000), weight('d', 1)].map((w) =>
      layout.place(w),
    );
    expect(places).toMatchObject([
      { offset: 0, bytes: 12 },
      { offset: 64, bytes: 20 },
      { offset: 4096, bytes: 8000 },
      { offset: 12096, bytes: 4 },
    ]);
    expect(layout.bytes).toBe(12100);
  });

  it('stores a weight once for all graphs that use it', () => {
    const layout = new WeightLayout('w');
    const first = layout.place(weight('a', 3));
    layout.place(weight('b', 3));
    expect(layout.place(weight('a', 3))).toEqual(first);
    expect(layout.placed()).toHaveLength(2);
  });
});
