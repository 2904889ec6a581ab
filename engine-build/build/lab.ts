import type { Checkpoint } from '../checkpoint/checkpoint.ts';
import type { TensorFolder } from '../checkpoint/tensor-folder.ts';
import type { ConvEmitter } from '../graph/convolution.ts';
import { castTo, split } from '../graph/ops.ts';
import { switchedEmitters } from '../quantize/qdq-emitters.ts';
import { type QdqPlan, shortened } from '../quantize/qdq-plan.ts';
import { recordingConv } from '../quantize/recording-conv.ts';
import { recordingLinear } from '../quantize/recording-linear.ts';
import { emitDecoder, emitTransformer, type PictureSize } from './engine-layout.ts';
import { type GraphPlan, planComponent, writeComponent } from './export-component.ts';
import { StagingFolder } from './staging-folder.ts';

/** The transformer as it is looked at while a precision plan is made: one picture size, one picture. */
export interface LabShape {
  readonly size: PictureSize;
  readonly maxSequenceLength: number;
}

/** The graph's file in its lab folder. */
export const labGraph = 'transformer.onnx';
/** The decoder's. */
export const decoderGraph = 'decoder.onnx';

/** Input of the switched graph, [what the plan shortens]: 1 quantises the layer, 0 leaves it in FP32. */
export const choiceInput = 'quantised';

/**
 * Writes the transformer with the largest magnitudes at every linear that may be quantised as further outputs;
 * see {@link recordingLinear}.
 *
 * @returns the layers, in the order of the graph
 */
export async function writeRecordingGraph(
  checkpoint: Checkpoint,
  shape: LabShape,
  outDir: string,
  signal?: AbortSignal,
): Promise<string[]> {
  const layers: string[] = [];
  const linear = recordingLinear((name) => layers.push(name));
  const emit: GraphPlan['emit'] = (g) => emitTransformer(g, checkpoint, { ...shape, batch: 1 }, { linear });
  await writeLab(checkpoint.transformer.weights, labGraph, emit, outDir, signal);
  return layers;
}

/**
 * Writes the transformer with every layer of the plan both in FP32 and quantised, and the input
 * {@link choiceInput} that chooses while it runs: any selection of layers is measured with one graph.
 */
export async function writeSwitchedGraph(
  checkpoint: Checkpoint,
  shape: LabShape,
  plan: QdqPlan,
  outDir: string,
  signal?: AbortSignal,
): Promise<void> {
  const names = shortened(plan);
  const emit: GraphPlan['emit'] = (g) => {
    const wanted = g.input(choiceInput, 'float32', [names.length]);
    const choice = split(g, castTo(g, 'bool', wanted), 0, Array<number>(names.length).fill(1));
    const choices = new Map(names.map((name, i) => [name, choice[i]]));
    emitTransformer(g, checkpoint, { ...shape, batch: 1 }, switchedEmitters(plan, choices));
  };
  await writeLab(checkpoint.transformer.weights, labGraph, emit, outDir, signal);
}

/**
 * Writes the decoder with the least and largest values at every convolution that may be quantised as further
 * outputs; see {@link recordingConv}.
 *
 * @returns the convolutions, in the order of the graph
 */
export async function writeRecordingDecoder(
  checkpoint: Checkpoint,
  size: PictureSize,
  outDir: string,
  signal?: AbortSignal,
): Promise<string[]> {
  const names: string[] = [];
  const convs = recordingConv((name) => names.push(name));
  await writeDecoder(checkpoint, size, convs, outDir, signal);
  return names;
}

/** Writes the decoder with its convolutions as `convs` emits them. */
export async function writeDecoder(
  checkpoint: Checkpoint,
  size: PictureSize,
  convs: ConvEmitter,
  outDir: string,
  signal?: AbortSignal,
): Promise<void> {
  const emit: GraphPlan['emit'] = (g) => emitDecoder(g, checkpoint, size, convs);
  await writeLab(checkpoint.vae.weights, decoderGraph, emit, outDir, signal);
}

async function writeLab(
  weights: TensorFolder,
  graph: string,
  emit: GraphPlan['emit'],
  outDir: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const graphs = [{ path: graph, emit }];
  const component = planComponent({ weights, weightFile: graph.replace('.onnx', '.weights'), graphs });
  await StagingFolder.build(outDir, (staging) => writeComponent(staging, component, { signal }));
}
