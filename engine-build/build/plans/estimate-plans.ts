import type { Checkpoint } from '../../checkpoint/checkpoint.ts';
import { float16Dialect } from '../../graph/dialect.ts';
import { precisionPlan } from '../../quantize/precision-plan.ts';
import { type QdqFormat, type QdqPlan, quantisableLayers } from '../../quantize/qdq-plan.ts';
import { engineComponents, type LayoutOptions, type PictureSize, shapeFiles } from '../engine-layout.ts';
import type { BuildEstimate } from '../estimate.ts';
import { planComponent } from '../export-component.ts';
import { plannedTransformer } from './plan-paths.ts';

/** What plans are estimated for. */
export interface PlanWish {
  readonly sizes: readonly PictureSize[];
  readonly maxSequenceLength: number;
  readonly precision: QdqFormat | 'fp16';
}

/** Measured with TensorRT-RTX 1.7 on two cores of a server CPU; times hold within a factor of two. */
const MEASURED = {
  /** Kernels and tables in a plan, besides the weights: 3 to 6 MB. */
  kernelBytes: 5e6,
  /** Of the library and the program, with a small network. */
  libraryBytes: 450e6,
  /** Times its weights are in memory while a plan is built: read, parsed, and serialised. */
  weightCopies: 3,
  /** A graph is as long as it has nodes. */
  secondsPerGraphByte: 6e-5,
  secondsPerWeightByte: 3e-9,
} as const;

/**
 * What the graphs and plans of an engine will take, with every layer quantised that may be, since the gate has
 * not spoken yet. Reads no weights.
 *
 * @returns disk for graphs and plans together, memory at the fullest plan, seconds of TensorRT alone
 */
export function estimatePlans(checkpoint: Checkpoint, wish: PlanWish): BuildEstimate {
  const components = engineComponents(checkpoint, layoutFor(checkpoint, wish)).map(planComponent);
  const transformers = wish.sizes.map((size) => plannedTransformer(shapeFiles(size, checkpoint)));
  const isPlanned = (graph: string) => !graph.startsWith('transformer/') || transformers.includes(graph);
  const plans = components.flatMap(({ layout, encoded }) =>
    encoded
      .filter((graph) => isPlanned(graph.path))
      .map(({ bytes }) => ({ graph: bytes.byteLength, weights: layout.bytes })),
  );
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const written = sum(components.map(({ layout }) => layout.bytes));
  const { kernelBytes, libraryBytes, weightCopies, ...seconds } = MEASURED;
  return {
    diskBytes: written + sum(plans.map(({ graph, weights }) => graph + weights + kernelBytes)),
    memoryBytes: libraryBytes + weightCopies * Math.max(...plans.map(({ weights }) => weights)),
    seconds: sum(
      plans.map((p) => seconds.secondsPerGraphByte * p.graph + seconds.secondsPerWeightByte * p.weights),
    ),
  };
}

function layoutFor(checkpoint: Checkpoint, { precision, ...shape }: PlanWish): LayoutOptions {
  return {
    ...shape,
    plan: precisionPlan('fp32', 8),
    operators: 'standard',
    dialect: float16Dialect(),
    ...(precision === 'fp16' ? {} : { qdq: fullPlan(checkpoint, precision) }),
  };
}

/** Quantises all that may be; its scales are not those of the model, so only its shape means anything. */
function fullPlan({ transformer }: Checkpoint, format: QdqFormat): QdqPlan {
  const layers = quantisableLayers(transformer.weights);
  const scales = { input: 1, smooth: null };
  return { format, layers: Object.fromEntries(layers.map((name) => [name, scales])), modulation: 'codes' };
}
