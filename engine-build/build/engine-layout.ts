import type { Checkpoint } from '../checkpoint/checkpoint.ts';
import { t5Vocabulary } from '../checkpoint/text-tensors.ts';
import { emitClipText } from '../graph/clip-text.ts';
import { type ConvEmitter, convFloat32 } from '../graph/convolution.ts';
import type { Dialect } from '../graph/dialect.ts';
import type { GraphBuilder, OperatorSet } from '../graph/graph-builder.ts';
import { emitMmdit } from '../graph/mmdit.ts';
import { type MmditEmitters, plainEmitters } from '../graph/mmdit-context.ts';
import { emitT5Text } from '../graph/t5-text.ts';
import { emitVaeDecoder } from '../graph/vae-decoder.ts';
import { emitVaeEncoder } from '../graph/vae-encoder.ts';
import { int8Conv } from '../quantize/int8-conv.ts';
import { plannedLinear } from '../quantize/int8-linear.ts';
import type { PrecisionPlan } from '../quantize/precision-plan.ts';
import { qdqEmitters } from '../quantize/qdq-emitters.ts';
import type { QdqPlan } from '../quantize/qdq-plan.ts';
import type { ComponentPlan, GraphPlan } from './export-component.ts';
import type { EngineShape } from './manifest.ts';

/** Picture size in pixels. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** Where the graphs of the text encoders lie in the engine folder. */
export const textGraphs = {
  clipL: 'text/clip-l.onnx',
  clipG: 'text/clip-g.onnx',
  t5: 'text/t5.onnx',
} as const;

/** Where the graphs of one size of a model lie in the engine folder. */
export function shapeFiles({ width, height }: PictureSize, { distilled }: Pick<Checkpoint, 'distilled'>) {
  const size = `${width}x${height}`;
  return {
    width,
    height,
    transformer: {
      batch1: `transformer/${size}-batch1.onnx`,
      batch2: distilled ? null : `transformer/${size}-batch2.onnx`,
    },
    vaeDecoder: `vae/decoder-${size}.onnx`,
    vaeEncoder: `vae/encoder-${size}.onnx`,
  } satisfies EngineShape;
}

/** What the graphs depend on besides the checkpoint. */
export interface LayoutOptions {
  readonly sizes: readonly PictureSize[];
  readonly plan: PrecisionPlan;
  /** Explicit quantisation of the transformer, in place of what `plan` says of it. */
  readonly qdq?: QdqPlan;
  /** Length of the T5 slot. */
  readonly maxSequenceLength: number;
  /** ONNX Runtime's where left out. */
  readonly operators?: OperatorSet;
  /** Of all graphs. */
  readonly dialect: Dialect;
}

/** Every component of an engine with all its graphs. */
export function engineComponents(checkpoint: Checkpoint, options: LayoutOptions): ComponentPlan[] {
  const components = [
    ...textComponents(checkpoint, options),
    transformerComponent(checkpoint, options),
    ...vaeComponents(checkpoint, options),
  ];
  const { operators, dialect } = options;
  return components.map((component) => ({ ...component, operators, dialect }));
}

function textComponents(checkpoint: Checkpoint, { plan, maxSequenceLength }: LayoutOptions): ComponentPlan[] {
  const { clipL, clipG, t5, clipLength } = checkpoint;
  const clips = [
    { ...clipL, path: textGraphs.clipL },
    { ...clipG, path: textGraphs.clipG },
  ].map(
    ({ config, weights, path }): ComponentPlan => ({
      weights,
      weightFile: weightFileOf(path),
      graphs: [{ path, emit: (g) => emitClipText(g, config, clipLength, plannedLinear(plan, 'clip')) }],
    }),
  );
  if (t5 === null) return clips;
  const emit: GraphPlan['emit'] = (g) =>
    emitT5Text(g, t5.config, t5Vocabulary(t5.weights), maxSequenceLength, plannedLinear(plan, 't5'));
  const path = textGraphs.t5;
  return [...clips, { weights: t5.weights, weightFile: weightFileOf(path), graphs: [{ path, emit }] }];
}

function weightFileOf(graph: string): string {
  return graph.replace(/\.onnx$/, '.weights');
}

function transformerComponent(checkpoint: Checkpoint, options: LayoutOptions): ComponentPlan {
  const { maxSequenceLength, plan, qdq } = options;
  // Emitters belong to one graph: they remember what they have quantised there.
  const emitters = () => (qdq ? qdqEmitters(qdq) : { linear: plannedLinear(plan, 'transformer') });
  const graph = (path: string, batch: 1 | 2, size: PictureSize): GraphPlan => ({
    path,
    emit: (g) => emitTransformer(g, checkpoint, { size, batch, maxSequenceLength }, emitters()),
  });
  const graphs = options.sizes.flatMap((size) => {
    const { batch1, batch2 } = shapeFiles(size, checkpoint).transformer;
    return [graph(batch1, 1, size), ...(batch2 === null ? [] : [graph(batch2, 2, size)])];
  });
  return { weights: checkpoint.transformer.weights, weightFile: 'transformer/transformer.weights', graphs };
}

/** What one transformer graph is made for. */
export interface TransformerShape {
  readonly size: PictureSize;
  readonly batch: 1 | 2;
  readonly maxSequenceLength: number;
}

/** The transformer of a checkpoint for one size and batch; `emitters` decide precisions. */
export function emitTransformer(
  g: GraphBuilder,
  { transformer, clipLength, vaeScaleFactor }: Checkpoint,
  { size, batch, maxSequenceLength }: TransformerShape,
  emitters: Partial<MmditEmitters>,
): void {
  const textTokens = clipLength + maxSequenceLength;
  const shape = { batch, textTokens, ...latentSize(size, vaeScaleFactor) };
  emitMmdit(g, transformer.config, shape, { ...plainEmitters, ...emitters });
}

function latentSize({ width, height }: PictureSize, factor: number) {
  return { latentWidth: width / factor, latentHeight: height / factor };
}

/** The decoder of a checkpoint for one size; `convs` decides precisions. */
export function emitDecoder(
  g: GraphBuilder,
  { vae, vaeScaleFactor }: Checkpoint,
  size: PictureSize,
  convs: ConvEmitter,
): void {
  const { latentHeight, latentWidth } = latentSize(size, vaeScaleFactor);
  emitVaeDecoder(g, vae.config, latentHeight, latentWidth, convs);
}

/** Decoder and encoder have a weight file each: a kiosk that never starts from a picture maps only one. */
function vaeComponents(checkpoint: Checkpoint, { sizes, plan }: LayoutOptions): ComponentPlan[] {
  const { config, weights, decoderRanges } = checkpoint.vae;
  const convs =
    decoderRanges && plan.name === 'int8' ? int8Conv(decoderRanges, plan.weightBits) : convFloat32;
  const decoders = sizes.map(
    (size): GraphPlan => ({
      path: shapeFiles(size, checkpoint).vaeDecoder,
      emit: (g) => emitDecoder(g, checkpoint, size, convs),
    }),
  );
  const encoders = sizes.map(
    (size): GraphPlan => ({
      path: shapeFiles(size, checkpoint).vaeEncoder,
      emit: (g) => emitVaeEncoder(g, config, size.height, size.width),
    }),
  );
  return [
    { weights, weightFile: 'vae/decoder.weights', graphs: decoders },
    { weights, weightFile: 'vae/encoder.weights', graphs: encoders },
  ];
}
