import { z } from 'zod';

export { wordTableSchema } from './word-table.ts';

/** Name of the manifest within the engine folder; its presence says that the folder is whole. */
export const MANIFEST_FILE = 'manifest.json';

/** File inside the engine folder, with what proves that it is whole. Paths are relative, POSIX. */
export const fileSchema = z.object({
  path: z.string(),
  bytes: z.number().int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

/** Values of `scheduler/scheduler_config.json` that FlowMatchEulerDiscrete uses. */
const schedulerSchema = z.object({
  numTrainTimesteps: z.number().int().positive(),
  shift: z.number().positive(),
  useDynamicShifting: z.boolean(),
  baseShift: z.number(),
  maxShift: z.number(),
  baseImageSeqLen: z.number().int(),
  maxImageSeqLen: z.number().int(),
  shiftTerminal: z.number().gt(0).lt(1).nullable().default(null),
});

const clipSlotSchema = z.object({
  graph: z.string(),
  /** Folder with tokenizer.json, or vocab.json and merges.txt. */
  tokenizer: z.string(),
  maxLength: z.number().int().positive(),
  /** The literal token that fills the row after the end token; its id is looked up in the vocabulary. */
  padToken: z.string(),
  /** transformers' `eos_token_id`; 2 means the legacy rule "position of the largest id". */
  eosTokenId: z.number().int(),
  hiddenSize: z.number().int().positive(),
  projectionDim: z.number().int().positive(),
});

const t5SlotSchema = z.object({ graph: z.string(), tokenizer: z.string() });

/**
 * Graphs of one picture size. The transformer has one graph for each batch size (1: no guidance, 2: guidance), or for
 * one of them alone: distilled models are drawn without guidance, and plans, which each hold all weights, are built
 * for the batch that most predictions have.
 */
const shapeSchema = z.object({
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  transformer: z.union([
    z.object({ batch1: z.string(), batch2: z.string().nullable() }),
    z.object({ batch1: z.null(), batch2: z.string() }),
  ]),
  vaeDecoder: z.string(),
  vaeEncoder: z.string(),
});

const defaultsSchema = z.object({
  steps: z.object({ quick: z.number().int().positive(), fine: z.number().int().positive() }),
  guidance: z.object({ free: z.number(), balanced: z.number(), exact: z.number() }),
  negativePrompt: z.string(),
  /** Skip-layer guidance; null where the family does not use it by default. */
  skipLayer: z
    .object({
      layers: z.array(z.number().int().nonnegative()),
      scale: z.number(),
      start: z.number(),
      stop: z.number(),
    })
    .nullable(),
});

/** Numbers of the model that the pipeline needs; no tensor names, no file formats. */
const settingsSchema = z.object({
  latentChannels: z.number().int().positive(),
  vaeScaleFactor: z.number().int().positive(),
  patchSize: z.number().int().positive(),
  /** VAE: `latents = (z - shiftFactor) * scalingFactor`. */
  scalingFactor: z.number(),
  shiftFactor: z.number(),
  jointAttentionDim: z.number().int().positive(),
  pooledProjectionDim: z.number().int().positive(),
  layers: z.number().int().positive(),
  /** Length of the T5 slot; without a T5 encoder it is this many zero rows. */
  maxSequenceLength: z.number().int().nonnegative(),
  scheduler: schedulerSchema,
});

/** `rgb = latent · matrix + bias`, rgb in [-1, 1]; matrix is [latentChannels][3]. Null until fitted. */
const previewSchema = z.object({
  matrix: z.array(z.array(z.number()).length(3)),
  bias: z.array(z.number()).length(3),
});

/** What the quality gate found of the plan that the engine was built by. Errors are shares, not percent. */
export const gateSchema = z.object({
  passed: z.boolean(),
  /** Relative L2 error of the predicted velocity against FP32. */
  meanError: z.number(),
  worstError: z.number(),
  /** Of the worst picture, in dB. */
  psnrDb: z.number(),
  ssim: z.number(),
  quantisedLayers: z.number().int(),
  /** Layers that had to stay high besides those that always do, and those that F16 cannot hold. */
  keptHigh: z.array(z.string()),
  overflowing: z.array(z.string()),
});

/** The GPU that plans are for. They run on no other generation. */
const builtForSchema = z.object({
  /** E.g. `8.9`. */
  computeCapability: z.string(),
  /** TensorRT's, 0 to 5. */
  optimizationLevel: z.number().int(),
  /** Of the driver where it was built; null where it was built without a GPU. */
  driver: z.string().nullable(),
});

export const manifestSchema = z.object({
  format: z.literal(1),
  /** sha256 over everything that changes the engine (design: graph, weights, plan, shapes, device, library). */
  key: z.string().regex(/^[0-9a-f]{64}$/),
  model: z.object({ name: z.string(), family: z.string(), weightsHash: z.string() }),
  backend: z.enum(['cpu', 'cuda', 'webgpu', 'tensorrt']),
  precision: z.enum(['fp32', 'fp16', 'int8', 'fp8']),
  library: z.string(),
  /** What the plans were built for; null where ONNX Runtime executes the graphs. */
  builtFor: builtForSchema.nullable().default(null),
  settings: settingsSchema,
  defaults: defaultsSchema,
  /** Ids of the styles the model knows; null means all, as in manifests older than this field. */
  styles: z.array(z.string()).nullable().default(null),
  text: z.object({
    clipL: clipSlotSchema,
    clipG: clipSlotSchema,
    t5: t5SlotSchema.nullable(),
    /** The model's table of everyday words; null where it brings none. */
    words: z.string().nullable().default(null),
  }),
  shapes: z.array(shapeSchema).min(1),
  preview: previewSchema.nullable(),
  /** Only engines of explicit quantisation have one. */
  gate: gateSchema.optional(),
  /** Layers that FP16 could not hold, by their weights or by what they were seen to compute: they are in FP32. */
  highLayers: z.array(z.string()).optional(),
  files: z.array(fileSchema),
});

/** The only thing provisioning hands to the runtime. Written last, so its presence means the engine is whole. */
export type Manifest = z.infer<typeof manifestSchema>;
export type ModelSettings = Manifest['settings'];
export type SchedulerConfig = Manifest['settings']['scheduler'];
export type ClipSlot = z.infer<typeof clipSlotSchema>;
export type EngineShape = z.infer<typeof shapeSchema>;
export type PreviewMap = z.infer<typeof previewSchema>;
export type ModelDefaults = Manifest['defaults'];
export type Precision = Manifest['precision'];
export type Backend = Manifest['backend'];

/** The transformer's graph of the smallest batch that there is. */
export function transformerGraph({ transformer }: EngineShape): string {
  return transformer.batch1 === null ? transformer.batch2 : transformer.batch1;
}
