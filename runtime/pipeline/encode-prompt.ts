import type { FloatTensor, Results } from '../engines/engine.ts';
import { MotifError } from '../errors.ts';
import { concat } from './concat.ts';
import type { ClipEncoder, PipelineModel } from './model.ts';
import type { PromptEmbedding } from './prompt-embedding.ts';

/** One or two prompts stacked for the transformer: `prompt_embeds` [B, S, J], `pooled_embeds` [B, P]. */
export interface Conditioning {
  readonly promptEmbeds: FloatTensor;
  readonly pooledEmbeds: FloatTensor;
}

/**
 * Encodes one prompt: CLIP-L and CLIP-G penultimate states side by side on channels and padded with zeros
 * to the joint width, followed by the T5 rows (zeros where the model has no T5 encoder).
 * Source: diffusers, pipeline_stable_diffusion_3.py (`encode_prompt`).
 */
export async function encodePrompt(model: PipelineModel, text: string): Promise<PromptEmbedding> {
  const { jointAttentionDim, maxSequenceLength } = model.settings;
  const clipL = await encodeClip(model.clipL, text);
  const clipG = await encodeClip(model.clipG, text);
  const clipRows = clipL.rows.length / model.clipL.hiddenSize;
  const rows = new Float32Array((clipRows + maxSequenceLength) * jointAttentionDim);
  placeColumns(rows, clipL.rows, model.clipL.hiddenSize, jointAttentionDim, 0);
  placeColumns(rows, clipG.rows, model.clipG.hiddenSize, jointAttentionDim, model.clipL.hiddenSize);
  if (model.t5 !== null && maxSequenceLength > 0) {
    rows.set(await encodeT5(model, text), clipRows * jointAttentionDim);
  }
  return { rows, pooled: concat([clipL.pooled, clipG.pooled]) };
}

/** Stacks prompts in the order given; with guidance that order is [negative, positive]. */
export function stack(model: PipelineModel, prompts: readonly PromptEmbedding[]): Conditioning {
  const { jointAttentionDim, pooledProjectionDim } = model.settings;
  const data = concat(prompts.map((prompt) => prompt.rows));
  const length = data.length / prompts.length / jointAttentionDim;
  return {
    promptEmbeds: { shape: [prompts.length, length, jointAttentionDim], data },
    pooledEmbeds: {
      shape: [prompts.length, pooledProjectionDim],
      data: concat(prompts.map((prompt) => prompt.pooled)),
    },
  };
}

/** @throws MotifError when the engine's results lack the tensor */
export function result(results: Results, name: string): FloatTensor {
  const tensor = results[name];
  if (!tensor) {
    const received = Object.keys(results).join(', ');
    throw new MotifError(
      'engine-failed',
      `Expected the engine to return "${name}" but it returned ${received}. Provision the model again.`,
    );
  }
  return tensor;
}

async function encodeClip(encoder: ClipEncoder, text: string): Promise<PromptEmbedding> {
  const { ids, eosPosition } = encoder.tokenize(text);
  const results = await encoder.engine.run({
    input_ids: { shape: [1, ids.length], data: ids },
    eos_position: { shape: [1], data: BigInt64Array.of(BigInt(eosPosition)) },
  });
  return { rows: result(results, 'hidden_states').data, pooled: result(results, 'text_embeds').data };
}

async function encodeT5(model: PipelineModel, text: string): Promise<Float32Array> {
  if (model.t5 === null) return new Float32Array(0);
  const ids = model.t5.tokenize(text);
  const results = await model.t5.engine.run({ input_ids: { shape: [1, ids.length], data: ids } });
  return result(results, 'hidden_states').data;
}

/**
 * Copies a [rows, width] block into columns `at … at + width` of a wider matrix. Columns beyond its stride
 * are dropped, as the reference's padding by a negative amount does.
 */
function placeColumns(
  into: Float32Array,
  block: Float32Array,
  width: number,
  stride: number,
  at: number,
): void {
  const kept = Math.max(0, Math.min(width, stride - at));
  for (let row = 0; row * width < block.length; row++) {
    into.set(block.subarray(row * width, row * width + kept), row * stride + Math.min(at, stride));
  }
}
