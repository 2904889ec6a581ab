import type { ClipConfig, T5Config } from './configs.ts';
import { affine, type ExpectedTensor, linear } from './expected-tensors.ts';
import type { TensorFolder } from './tensor-folder.ts';

/** Every tensor of `CLIPTextModelWithProjection`. */
export function clipTensors(config: ClipConfig): ExpectedTensor[] {
  const width = config.hidden_size;
  return [
    ['text_model.embeddings.token_embedding.weight', [config.vocab_size, width]],
    ['text_model.embeddings.position_embedding.weight', [config.max_position_embeddings, width]],
    ...Array.from({ length: config.num_hidden_layers }, (_, layer) => clipLayer(config, layer)).flat(),
    ...affine('text_model.final_layer_norm', width),
    ['text_projection.weight', [config.projection_dim, width]],
  ];
}

function clipLayer(config: ClipConfig, layer: number): ExpectedTensor[] {
  const name = `text_model.encoder.layers.${layer}`;
  const width = config.hidden_size;
  return [
    ...['q_proj', 'k_proj', 'v_proj', 'out_proj'].flatMap((p) =>
      linear(`${name}.self_attn.${p}`, width, width),
    ),
    ...affine(`${name}.layer_norm1`, width),
    ...affine(`${name}.layer_norm2`, width),
    ...linear(`${name}.mlp.fc1`, config.intermediate_size, width),
    ...linear(`${name}.mlp.fc2`, width, config.intermediate_size),
  ];
}

/** The vocabulary is shared with the decoder; writers keep it under either name. */
const t5VocabularyNames = ['shared.weight', 'encoder.embed_tokens.weight'] as const;

/** The name under which this file holds the vocabulary table [vocab, d_model]. */
export function t5Vocabulary(folder: TensorFolder): string {
  return t5VocabularyNames.find((name) => folder.tensors.has(name)) ?? t5VocabularyNames[0];
}

/** Linears of T5's feed-forward that read its input: two where one gates the other. */
export function t5UpLinears(config: T5Config): readonly string[] {
  return config.feed_forward_proj === 'gated-gelu' ? ['wi_0', 'wi_1'] : ['wi'];
}

/** Every tensor of `T5EncoderModel`; its linears have no bias. */
export function t5Tensors(config: T5Config, vocabulary: string): ExpectedTensor[] {
  const first = 'encoder.block.0.layer.0.SelfAttention.relative_attention_bias.weight';
  return [
    [vocabulary, [config.vocab_size, config.d_model]],
    [first, [config.relative_attention_num_buckets, config.num_heads]],
    ...Array.from({ length: config.num_layers }, (_, layer) => t5Layer(config, layer)).flat(),
    ['encoder.final_layer_norm.weight', [config.d_model]],
  ];
}

function t5Layer(config: T5Config, layer: number): ExpectedTensor[] {
  const attention = `encoder.block.${layer}.layer.0`;
  const feedForward = `encoder.block.${layer}.layer.1`;
  const inner = config.num_heads * config.d_kv;
  return [
    [`${attention}.layer_norm.weight`, [config.d_model]],
    ...['q', 'k', 'v'].map(
      (p): ExpectedTensor => [`${attention}.SelfAttention.${p}.weight`, [inner, config.d_model]],
    ),
    [`${attention}.SelfAttention.o.weight`, [config.d_model, inner]],
    [`${feedForward}.layer_norm.weight`, [config.d_model]],
    ...t5UpLinears(config).map(
      (p): ExpectedTensor => [`${feedForward}.DenseReluDense.${p}.weight`, [config.d_ff, config.d_model]],
    ),
    [`${feedForward}.DenseReluDense.wo.weight`, [config.d_model, config.d_ff]],
  ];
}
