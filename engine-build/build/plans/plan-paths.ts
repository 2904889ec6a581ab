import { type EngineShape, type Manifest, transformerGraph } from '../manifest.ts';

/** The files of a manifest that an engine opens. */
type Opened = Pick<Manifest, 'text' | 'shapes'>;

/** Where the plan of a graph lies: beside where the graph would. */
export function planPath(graph: string): string {
  return graph.replace(/\.onnx$/, '.plan');
}

/**
 * Every graph of a manifest that becomes a plan, text encoders first, each once. Of the transformer that is one a size:
 * graphs share one file of weights but each plan holds its own, on the disk and on the GPU. Guided models keep the
 * batch of two that guidance needs, and draw the few predictions of one picture through it.
 */
export function graphPaths({ text, shapes }: Opened): string[] {
  const { clipL, clipG, t5 } = text;
  const encoders = [clipL.graph, clipG.graph, ...(t5 ? [t5.graph] : [])];
  const drawn = shapes.flatMap((shape) => [plannedTransformer(shape), shape.vaeDecoder, shape.vaeEncoder]);
  return [...new Set([...encoders, ...drawn])];
}

/** The same with plans in the place of graphs. */
export function withPlans({ text, shapes }: Opened): Opened {
  const { clipL, clipG, t5 } = text;
  const encoder = <T extends { readonly graph: string }>(slot: T): T => ({
    ...slot,
    graph: planPath(slot.graph),
  });
  return {
    text: { ...text, clipL: encoder(clipL), clipG: encoder(clipG), t5: t5 && encoder(t5) },
    shapes: shapes.map((shape) => ({
      ...shape,
      transformer: transformerPlan(shape),
      vaeDecoder: planPath(shape.vaeDecoder),
      vaeEncoder: planPath(shape.vaeEncoder),
    })),
  };
}

/** The graph of the largest batch. */
export function plannedTransformer(shape: EngineShape): string {
  return shape.transformer.batch2 ?? transformerGraph(shape);
}

function transformerPlan(shape: EngineShape): EngineShape['transformer'] {
  const plan = planPath(plannedTransformer(shape));
  return shape.transformer.batch2 === null ? { batch1: plan, batch2: null } : { batch1: null, batch2: plan };
}
