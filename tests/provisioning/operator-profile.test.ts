import { describe, expect, it } from 'vitest';
import { operatorCosts } from '../../provisioning/bench/operator-profile.ts';

const run = (ts: number) => ({ cat: 'Session', name: 'model_run', ts, dur: 100 });
const kernel = (op: string, ts: number, dur: number, inputs: number[][] = [], output: number[] = []) => ({
  cat: 'Node',
  name: `${op}_7_kernel_time`,
  ts,
  dur,
  args: {
    op_name: op,
    input_type_shape: inputs.map((shape) => ({ float: shape })),
    output_type_shape: [{ float: output }],
  },
});

/** Three runs of 100 µs; the first is slow and must not count. */
const TRACE = [
  { cat: 'Session', name: 'session_initialization', ts: 0, dur: 50 },
  ...[1000, 2000, 3000].flatMap((ts, i) => [
    run(ts),
    kernel('Gemm', ts + 1, i === 0 ? 99_000 : 20 * i, [[4, 8], [8, 16], [16]], [4, 16]),
    kernel(
      'MultiHeadAttention',
      ts + 50,
      3,
      [
        [2, 6, 10],
        [2, 5, 10],
        [2, 5, 10],
      ],
      [2, 6, 10],
    ),
    { cat: 'Node', name: 'Gemm_7_fence_before', ts: ts + 1, dur: 0, args: { op_name: 'Gemm' } },
  ]),
];

describe('operatorCosts', () => {
  it('means time and calls over the runs after the first, most expensive first', () => {
    const costs = operatorCosts(TRACE);
    expect(costs.map(({ operator, calls }) => [operator, calls])).toEqual([
      ['Gemm', 1],
      ['MultiHeadAttention', 1],
    ]);
    expect(costs[0]?.ms).toBeCloseTo(0.03, 9);
  });

  it('counts two operations for each product and sum of matrices and attention', () => {
    const [gemm, attention] = operatorCosts(TRACE);
    expect(gemm?.flops).toBe(2 * 4 * 8 * 16);
    expect(attention?.flops).toBe(2 * 2 * 2 * 6 * 5 * 10);
  });

  it.each([
    ['another format', { traceEvents: [] }, /another format/],
    ['a single run', TRACE.slice(0, 3), /1 runs/],
  ])('refuses %s', (_, trace, sentence) => {
    expect(() => operatorCosts(trace)).toThrow(sentence);
  });
});
