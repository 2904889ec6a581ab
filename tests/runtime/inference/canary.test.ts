import { describe, expect, it } from 'vitest';
import { checkCanary } from '../../../runtime/inference/canary.ts';
import { backoff, patience, TIMING } from '../../../runtime/inference/timing.ts';
import { fakePicture } from '../../fakes/fake-picture.ts';

const latents = (values: readonly number[]) => ({ shape: [values.length], data: Float32Array.from(values) });
const blank = { width: 2, height: 1, data: Uint8Array.of(9, 8, 7, 9, 8, 7) };

describe('a canary', () => {
  it('passes with a picture made of finite numbers', () => {
    expect(() => checkCanary({ images: [fakePicture(4, 4, 1)], latents: latents([0, 1]) })).not.toThrow();
  });
  it.each([Number.NaN, Number.POSITIVE_INFINITY])('fails with %s', (value) => {
    const result = { images: [fakePicture(4, 4, 1)], latents: latents([0, value]) };
    expect(() => checkCanary(result)).toThrow(/not finite/);
  });
  it('fails with a picture of one colour', () => {
    expect(() => checkCanary({ images: [blank], latents: latents([0]) })).toThrow(/one colour/);
  });
});

describe('the client is', () => {
  it('ever more patient before a start, up to a bound', () => {
    const pauses = [1, 2, 3, 4, 5, 6, 7, 100].map((ends) => backoff(TIMING, ends));
    expect(pauses).toEqual([...pauses].sort((a, b) => a - b));
    expect(pauses.at(-1)).toBe(30_000);
  });
  it('patient for 30 s or twenty measured steps, whichever is longer', () => {
    expect(patience(TIMING, 0)).toBe(30_000);
    expect(patience(TIMING, 0.5)).toBe(30_000);
    expect(patience(TIMING, 60)).toBe(1_200_000);
  });
});
