import { z } from 'zod';
import { InputError } from '../../runtime/errors.ts';

/** What one type of operator cost in one run of a graph. */
export interface OperatorCost {
  readonly operator: string;
  readonly calls: number;
  readonly ms: number;
  /** Two for each multiplication and addition of matrix products and attention; 0 for all else. */
  readonly flops: number;
}

const shapesSchema = z.array(z.record(z.string(), z.array(z.number())));

/** The fields of ONNX Runtime's trace that are used; times in microseconds. */
const traceSchema = z.array(
  z.object({
    cat: z.string().optional(),
    name: z.string(),
    ts: z.number(),
    dur: z.number().default(0),
    args: z
      .object({
        op_name: z.string().optional(),
        input_type_shape: shapesSchema.optional(),
        output_type_shape: shapesSchema.optional(),
      })
      .optional(),
  }),
);

type TraceEvent = z.infer<typeof traceSchema>[number];

/** Operators whose first two inputs are the factors of a product. */
const PRODUCTS = new Set([
  'MatMul',
  'Gemm',
  'FusedMatMul',
  'FusedGemm',
  'MatMulIntegerToFloat',
  'DynamicQuantizeMatMul',
]);

/**
 * Reads the trace that ONNX Runtime writes of a session: means over all runs but the first, which warms up.
 *
 * @returns most expensive first
 * @throws InputError when it is no such trace or holds fewer than two runs
 */
export function operatorCosts(trace: unknown): OperatorCost[] {
  const { events, runs } = countedEvents(trace);
  const costs = new Map<string, OperatorCost>();
  for (const event of events) {
    const operator = event.args?.op_name ?? 'other';
    const sum = costs.get(operator) ?? { operator, calls: 0, ms: 0, flops: 0 };
    costs.set(operator, {
      operator,
      calls: sum.calls + 1 / runs,
      ms: sum.ms + event.dur / 1000 / runs,
      flops: sum.flops + flopsOf(event) / runs,
    });
  }
  return [...costs.values()]
    .map((cost) => ({ ...cost, calls: Math.round(cost.calls) }))
    .sort((a, b) => b.ms - a.ms);
}

function countedEvents(trace: unknown): { readonly events: readonly TraceEvent[]; readonly runs: number } {
  const parsed = traceSchema.safeParse(trace);
  if (!parsed.success) throw noTrace('another format');
  const ends = parsed.data.filter(({ name }) => name === 'model_run').map(({ ts, dur }) => ts + dur);
  if (ends.length < 2) throw noTrace(`${ends.length} runs`);
  const warm = Math.min(...ends);
  const isKernel = ({ cat, name, ts }: TraceEvent) =>
    cat === 'Node' && name.endsWith('_kernel_time') && ts >= warm;
  return { events: parsed.data.filter(isKernel), runs: ends.length - 1 };
}

function flopsOf({ args }: TraceEvent): number {
  const inputs = (args?.input_type_shape ?? []).map(shapeOf);
  const output = shapeOf(args?.output_type_shape?.[0]);
  const [first = [], second = []] = inputs;
  if (PRODUCTS.has(args?.op_name ?? '')) return 2 * size(output) * (first.at(-1) ?? 0);
  // Scores and their sum over the values: every query row meets every key row, twice.
  if (args?.op_name === 'MultiHeadAttention') return 4 * size(first) * (second.at(1) ?? 0);
  return 0;
}

function shapeOf(typed: Readonly<Record<string, number[]>> | undefined): readonly number[] {
  return Object.values(typed ?? {})[0] ?? [];
}

function size(shape: readonly number[]): number {
  return shape.reduce((product, side) => product * side, shape.length > 0 ? 1 : 0);
}

function noTrace(received: string): InputError {
  return new InputError(
    `Expected a trace of ONNX Runtime with at least two runs but received ${received}. Profile again.`,
  );
}
