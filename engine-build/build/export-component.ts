import { z } from 'zod';
import type { TensorFolder } from '../checkpoint/tensor-folder.ts';
import { throwIfAborted } from '../errors.ts';
import type { Dialect } from '../graph/dialect.ts';
import { GraphBuilder, type OperatorSet } from '../graph/graph-builder.ts';
import { WeightLayout } from '../graph/stored-weight.ts';
import { lintQuantised } from '../quantize/lint.ts';
import type { StagingFolder } from './staging-folder.ts';
import { type WriteHooks, writeWeights } from './write-weights.ts';

/** One graph of a component; `emit` adds its nodes. */
export interface GraphPlan {
  /** Path of the ONNX file in the engine folder, POSIX. */
  readonly path: string;
  readonly emit: (g: GraphBuilder) => void;
}

/** A network and the graphs made of it, which share one weight file in the same folder. */
export interface ComponentPlan {
  readonly weights: TensorFolder;
  /** Path of the weight file; its folder must be that of the graphs (ONNX locates it from there). */
  readonly weightFile: string;
  readonly graphs: readonly GraphPlan[];
  /** ONNX Runtime's where left out. */
  readonly operators?: OperatorSet | undefined;
  /** FP32 where left out. */
  readonly dialect?: Dialect | undefined;
}

/** A component with its graphs encoded and its weights laid out, but nothing written. */
export interface PlannedComponentFiles {
  readonly plan: ComponentPlan;
  readonly layout: WeightLayout;
  readonly encoded: readonly { readonly path: string; readonly bytes: Uint8Array }[];
}

/** Emits and checks all graphs of a component; reads no weights. */
export function planComponent(plan: ComponentPlan): PlannedComponentFiles {
  const layout = new WeightLayout(plan.weightFile.split('/').at(-1) ?? plan.weightFile);
  const encoded = plan.graphs.map(({ path, emit }) => {
    const builder = new GraphBuilder(path, layout, plan.operators, plan.dialect);
    emit(builder);
    lintQuantised(builder.graph());
    return { path, bytes: builder.encode() };
  });
  return { plan, layout, encoded };
}

/** Hashes of what a component wrote: of each graph by path, and of the weight file. */
export const writtenSchema = z.object({ graphs: z.record(z.string(), z.string()), weights: z.string() });

export type WrittenComponent = z.infer<typeof writtenSchema>;

/** Writes the graphs and the weight file of a component. */
export async function writeComponent(
  staging: StagingFolder,
  { plan, layout, encoded }: PlannedComponentFiles,
  hooks: WriteHooks,
): Promise<WrittenComponent> {
  const graphs: Record<string, string> = {};
  for (const { path, bytes } of encoded) {
    throwIfAborted(hooks.signal);
    graphs[path] = (await staging.add(path, bytes)).sha256;
  }
  const record = await staging.addStream(plan.weightFile, (file) =>
    writeWeights(file, layout, plan.weights, hooks),
  );
  return { graphs, weights: record.sha256 };
}
