import type { Engine } from '../engines/engine.ts';
import type { PromptCache } from './prompt-cache.ts';
import type { PromptWords } from './prompt-words.ts';

/** RGB picture, 8 bits a channel, rows top to bottom, `data.length === width * height * 3`. */
export interface RgbImage {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** Size of a picture in pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Token ids of one prompt, padded to the slot's length, and where the end token stands. */
export interface ClipTokens {
  readonly ids: BigInt64Array;
  readonly eosPosition: number;
}

export interface ClipEncoder {
  readonly tokenize: (text: string) => ClipTokens;
  readonly engine: Engine;
  /** Width of one row of `hidden_states`. */
  readonly hiddenSize: number;
}

export interface T5Encoder {
  readonly tokenize: (text: string) => BigInt64Array;
  readonly engine: Engine;
}

/** The values of `scheduler_config.json` that shape the sigmas. */
export interface SchedulerSettings {
  readonly numTrainTimesteps: number;
  readonly shift: number;
  readonly useDynamicShifting: boolean;
  readonly baseShift: number;
  readonly maxShift: number;
  readonly baseImageSeqLen: number;
  readonly maxImageSeqLen: number;
  /** Noise level at which the last step starts; null leaves it where the shift puts it. */
  readonly shiftTerminal: number | null;
}

export interface PipelineSettings {
  readonly latentChannels: number;
  readonly vaeScaleFactor: number;
  readonly patchSize: number;
  readonly scalingFactor: number;
  readonly shiftFactor: number;
  readonly jointAttentionDim: number;
  readonly pooledProjectionDim: number;
  readonly layers: number;
  readonly maxSequenceLength: number;
  readonly scheduler: SchedulerSettings;
}

/** `rgb = latent · matrix + bias`, rgb in [-1, 1]; matrix is [latentChannels][3]. */
export interface LatentToRgb {
  readonly matrix: readonly (readonly number[])[];
  readonly bias: readonly number[];
}

/**
 * Everything the pipeline needs of a loaded model. Engines of a size are loaded when first asked for;
 * asking for a size that has none throws InputError('no-engine-for-size') with the list of those that do.
 */
export interface PipelineModel {
  readonly settings: PipelineSettings;
  readonly preview: LatentToRgb | null;
  readonly clipL: ClipEncoder;
  readonly clipG: ClipEncoder;
  readonly t5: T5Encoder | null;
  /** Reads everyday words by the names that the model was taught; null reads every prompt as it is. */
  readonly words: PromptWords | null;
  /** Null encodes every prompt anew. */
  readonly prompts: PromptCache | null;
  transformer(size: Size, batch: 1 | 2): Promise<Engine>;
  vaeDecoder(size: Size): Promise<Engine>;
  vaeEncoder(size: Size): Promise<Engine>;
}
