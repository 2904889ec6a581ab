import { createHash } from 'node:crypto';
import { copyFile, link, mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Checkpoint } from '../checkpoint/checkpoint.ts';
import { isSystemError } from '../errors.ts';
import { float32Dialect } from '../graph/dialect.ts';
import { recordMagnitudes } from '../quantize/magnitudes.ts';
import { precisionPlan } from '../quantize/precision-plan.ts';
import { engineComponents, textGraphs } from './engine-layout.ts';
import { type ComponentPlan, planComponent } from './export-component.ts';
import { MANIFEST_FILE, type Manifest, transformerGraph } from './manifest.ts';

/** An engine that tells the largest magnitudes of its layers. */
export interface InstrumentedEngine {
  readonly dir: string;
  /** By the graph's path: the layers of each output `layer-amax k`, see `recordMagnitudes`. */
  readonly layers: ReadonlyMap<string, readonly (readonly string[])[]>;
}

/** One graph of each network, of the engine's first size. */
function watchedGraphs({ shapes }: Manifest): string[] {
  const [shape] = shapes;
  if (!shape) throw new Error('Expected an engine of at least one size.');
  return [...Object.values(textGraphs), transformerGraph(shape), shape.vaeDecoder, shape.vaeEncoder];
}

/**
 * Makes an engine of an FP32 engine of the same checkpoint, with one graph of each network that has further
 * outputs. Weights are hard links where the disk has them, since the graphs lay them out alike.
 *
 * @param reference as `exportModel` wrote it for ONNX Runtime
 */
export async function instrumentEngine(
  checkpoint: Checkpoint,
  reference: { readonly dir: string; readonly manifest: Manifest },
  outDir: string,
): Promise<InstrumentedEngine> {
  const { dir, manifest } = reference;
  const layers = new Map<string, readonly (readonly string[])[]>();
  const graphs = emitWatched(checkpoint, manifest, (graph, found) => layers.set(graph, found));
  await rm(outDir, { recursive: true, force: true });
  const files: Manifest['files'] = [];
  for (const record of manifest.files) {
    const target = path.join(outDir, record.path);
    await mkdir(path.dirname(target), { recursive: true });
    const bytes = graphs.get(record.path);
    if (bytes) await writeFile(target, bytes);
    else await linkOrCopy(path.join(dir, record.path), target);
    files.push(bytes ? recordOf(record.path, bytes) : record);
  }
  await writeFile(path.join(outDir, MANIFEST_FILE), JSON.stringify({ ...manifest, files }));
  return { dir: outDir, layers };
}

function emitWatched(
  checkpoint: Checkpoint,
  manifest: Manifest,
  onLayers: (graph: string, layers: readonly (readonly string[])[]) => void,
): Map<string, Uint8Array> {
  const watched = watchedGraphs(manifest);
  const layout = {
    sizes: manifest.shapes,
    maxSequenceLength: manifest.settings.maxSequenceLength,
    plan: precisionPlan('fp32', 8),
    dialect: float32Dialect,
  };
  const instrumented = ({ path: name, emit }: ComponentPlan['graphs'][number]) => ({
    path: name,
    emit: ((g) => {
      emit(g);
      if (watched.includes(name)) onLayers(name, recordMagnitudes(g));
    }) satisfies typeof emit,
  });
  const planned = engineComponents(checkpoint, layout).map((component) =>
    planComponent({ ...component, graphs: component.graphs.map(instrumented) }),
  );
  const encoded = planned.flatMap((component) => component.encoded);
  return new Map(
    encoded.filter((graph) => watched.includes(graph.path)).map((graph) => [graph.path, graph.bytes]),
  );
}

function recordOf(name: string, bytes: Uint8Array): Manifest['files'][number] {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { path: name, bytes: bytes.byteLength, sha256 };
}

async function linkOrCopy(from: string, to: string): Promise<void> {
  await link(from, to).catch(async (error: unknown) => {
    if (!['EXDEV', 'EPERM', 'ENOTSUP', 'EMLINK'].some((code) => isSystemError(error, code))) throw error;
    await copyFile(from, to);
  });
}
