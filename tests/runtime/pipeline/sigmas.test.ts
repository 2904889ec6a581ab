import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { firstStep, flowMatchSigmas } from '../../../runtime/pipeline/sigmas.ts';

const shift3 = {
  numTrainTimesteps: 1000,
  shift: 3,
  useDynamicShifting: false,
  baseShift: 0.5,
  maxShift: 1.15,
  baseImageSeqLen: 256,
  maxImageSeqLen: 4096,
  shiftTerminal: null,
};

/** Values printed by diffusers' FlowMatchEulerDiscreteScheduler.set_timesteps. */
describe('flowMatchSigmas', () => {
  it('equals the reference for four steps with shift 3', () => {
    const sigmas = [...flowMatchSigmas(shift3, 4, 1024)];
    const reference = [1, 0.8576923, 0.60215056, 0.0089286, 0];
    sigmas.forEach((sigma, i) => {
      expect(sigma).toBeCloseTo(reference[i] ?? Number.NaN, 6);
    });
  });

  it('equals the reference at both ends of 28 steps', () => {
    const sigmas = flowMatchSigmas(shift3, 28, 1024);
    expect(sigmas).toHaveLength(29);
    expect(sigmas[1]).toBeCloseTo(0.98738, 5);
    expect(sigmas[26]).toBeCloseTo(0.11091, 5);
    expect(sigmas[27]).toBeCloseTo(0.00893, 5);
    expect(sigmas[28]).toBe(0);
  });

  it('takes one step straight from noise to picture', () => {
    expect([...flowMatchSigmas(shift3, 1, 1024)]).toEqual([1, 0]);
  });

  it('shifts by the number of tokens when the model asks for it', () => {
    const dynamic = { ...shift3, useDynamicShifting: true };
    const sigmas = flowMatchSigmas(dynamic, 3, 256);
    const factor = Math.exp(0.5);
    expect(sigmas[1]).toBeCloseTo(factor / (factor + (1 / 0.5005 - 1)), 6);
  });
});

interface TerminalCase {
  /** Null: dynamic shifting at 256 tokens. */
  readonly shift: number | null;
  readonly terminal: number;
  readonly steps: number;
  readonly sigmas: readonly number[];
}

const terminalFile = new URL('../../golden/sigmas/terminal.json', import.meta.url);
const terminalCases = JSON.parse(readFileSync(terminalFile, 'utf8')) as TerminalCase[];

describe('flowMatchSigmas with a terminal', () => {
  it.each(terminalCases)(
    'equals the reference: shift $shift, terminal $terminal, $steps steps',
    ({ shift, terminal, steps, sigmas }) => {
      const settings = {
        ...shift3,
        shift: shift ?? 1,
        useDynamicShifting: shift === null,
        shiftTerminal: terminal,
      };
      const received = [...flowMatchSigmas(settings, steps, 256)];
      expect(received).toHaveLength(steps + 1);
      received.forEach((sigma, i) => {
        expect(sigma).toBeCloseTo(sigmas[i] ?? Number.NaN, 6);
      });
    },
  );

  it('takes one step straight from noise to picture', () => {
    expect([...flowMatchSigmas({ ...shift3, shiftTerminal: 0.5 }, 1, 1024)]).toEqual([1, 0]);
  });
});

describe('firstStep', () => {
  it.each([
    [20, 1, 0],
    [20, 0.6, 8],
    [28, 0.6, 11],
    [4, 0.1, 3],
    [1, 0.6, 0],
  ])('of %i steps at strength %f is %i', (steps, strength, expected) => {
    expect(firstStep(steps, strength)).toBe(expected);
  });
});
