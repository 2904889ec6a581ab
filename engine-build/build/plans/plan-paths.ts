import type { Manifest } from '../manifest.ts';

/** The files of a manifest that an engine opens. */
type Opened = Pick<Manifest, 'text' | 'shapes'>;

/** Where the plan of a graph lies: beside where the graph would. */
export function planPath(graph: string): string {
  return graph.replace(/\.onnx$/, '.plan');
}

/** Every graph that a manifest names, text encoders first, each once. */
export function graphPaths({ text, shapes }: Opened): string[] {
  const { clipL, clipG, t5 } = text;
  const encoders = [clipL.graph, clipG.graph, ...(t5 ? [t5.graph] : [])];
  const drawn = shapes.flatMap(({ transformer: { batch1, batch2 }, vaeDecoder, vaeEncoder }) => [
    batch1,
    ...(batch2 === null ? [] : [batch2]),
    vaeDecoder,
    vaeEncoder,
  ]);
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
    shapes: shapes.map(({ transformer: { batch1, batch2 }, vaeDecoder, vaeEncoder, ...size }) => ({
      ...size,
      transformer: { batch1: planPath(batch1), batch2: batch2 === null ? null : planPath(batch2) },
      vaeDecoder: planPath(vaeDecoder),
      vaeEncoder: planPath(vaeEncoder),
    })),
  };
}
