import { z } from 'zod';

/** A key that is absent or null takes the default of diffusers' or transformers' class. */
function orDefault<T>(schema: z.ZodType<T>, value: T) {
  return schema.nullish().transform((given): T => given ?? value);
}

/** Only this value is built; absent means the same. */
function only<const T extends string | number | boolean>(value: T) {
  return z.literal(value).nullish();
}

const size = z.number().int().positive();

/** Constructor of `SD3Transformer2DModel`, with its defaults. */
export const transformerSchema = z
  .object({
    _class_name: only('SD3Transformer2DModel'),
    sample_size: orDefault(size, 128),
    patch_size: orDefault(size, 2),
    in_channels: orDefault(size, 16),
    num_layers: orDefault(size, 18),
    attention_head_dim: orDefault(size, 64),
    num_attention_heads: orDefault(size, 18),
    joint_attention_dim: orDefault(size, 4096),
    caption_projection_dim: orDefault(size, 1152),
    pooled_projection_dim: orDefault(size, 2048),
    out_channels: orDefault(size, 16),
    pos_embed_max_size: orDefault(size, 96),
    dual_attention_layers: orDefault(z.array(z.number().int().nonnegative()), []),
    qk_norm: z
      .literal('rms_norm')
      .nullish()
      .transform((given) => given ?? null),
  })
  .refine((c) => c.caption_projection_dim === c.num_attention_heads * c.attention_head_dim, {
    message: 'caption_projection_dim must equal num_attention_heads times attention_head_dim',
  })
  .refine((c) => c.in_channels === c.out_channels, { message: 'in_channels must equal out_channels' });

const decoderBlock = z.literal('UpDecoderBlock2D');
const encoderBlock = z.literal('DownEncoderBlock2D');

/** Constructor of `AutoencoderKL`, with its defaults. */
export const vaeSchema = z
  .object({
    _class_name: only('AutoencoderKL'),
    in_channels: only(3),
    out_channels: only(3),
    down_block_types: z.array(encoderBlock).nullish(),
    up_block_types: z.array(decoderBlock).nullish(),
    block_out_channels: orDefault(z.array(size).min(1), [64]),
    layers_per_block: orDefault(size, 1),
    act_fn: only('silu'),
    latent_channels: orDefault(size, 4),
    norm_num_groups: orDefault(size, 32),
    scaling_factor: orDefault(z.number().positive(), 0.18215),
    shift_factor: orDefault(z.number(), 0),
    use_quant_conv: orDefault(z.boolean(), true),
    use_post_quant_conv: orDefault(z.boolean(), true),
    mid_block_add_attention: orDefault(z.boolean(), true),
  })
  .refine((c) => c.block_out_channels.every((channels) => channels % c.norm_num_groups === 0), {
    message: 'every block_out_channels must be a multiple of norm_num_groups',
  });

/** `CLIPTextConfig`, with its defaults. */
export const clipSchema = z
  .object({
    model_type: only('clip_text_model'),
    vocab_size: orDefault(size, 49408),
    hidden_size: orDefault(size, 512),
    intermediate_size: orDefault(size, 2048),
    projection_dim: orDefault(size, 512),
    num_hidden_layers: orDefault(size, 12),
    num_attention_heads: orDefault(size, 8),
    max_position_embeddings: orDefault(size, 77),
    hidden_act: orDefault(z.enum(['quick_gelu', 'gelu']), 'quick_gelu'),
    layer_norm_eps: orDefault(z.number().positive(), 1e-5),
    eos_token_id: orDefault(z.number().int().nonnegative(), 49407),
  })
  .refine((c) => c.hidden_size % c.num_attention_heads === 0, {
    message: 'hidden_size must be a multiple of num_attention_heads',
  });

/** `T5Config`, with its defaults. SD3 uses version 1.1, which is gated; the first version was not. */
export const t5Schema = z.object({
  model_type: only('t5'),
  vocab_size: orDefault(size, 32128),
  d_model: orDefault(size, 512),
  d_kv: orDefault(size, 64),
  d_ff: orDefault(size, 2048),
  num_layers: orDefault(size, 6),
  num_heads: orDefault(size, 8),
  relative_attention_num_buckets: orDefault(size, 32),
  relative_attention_max_distance: orDefault(size, 128),
  layer_norm_epsilon: orDefault(z.number().positive(), 1e-6),
  feed_forward_proj: orDefault(z.enum(['gated-gelu', 'relu']), 'relu'),
});

/** Constructor of `FlowMatchEulerDiscreteScheduler`; options that change the sigmas in other ways are refused. */
export const schedulerSchema = z
  .object({
    _class_name: only('FlowMatchEulerDiscreteScheduler'),
    num_train_timesteps: orDefault(size, 1000),
    shift: orDefault(z.number().positive(), 1),
    use_dynamic_shifting: orDefault(z.boolean(), false),
    base_shift: orDefault(z.number(), 0.5),
    max_shift: orDefault(z.number(), 1.15),
    base_image_seq_len: orDefault(size, 256),
    max_image_seq_len: orDefault(size, 4096),
    invert_sigmas: only(false),
    /** Where the last step starts. As in the reference 0 means none; 1 would leave nothing to draw. */
    shift_terminal: z.number().min(0).lt(1).nullish(),
    use_karras_sigmas: only(false),
    use_exponential_sigmas: only(false),
    use_beta_sigmas: only(false),
    stochastic_sampling: only(false),
    time_shift_type: only('exponential'),
  })
  .transform((c) => ({
    numTrainTimesteps: c.num_train_timesteps,
    shift: c.shift,
    useDynamicShifting: c.use_dynamic_shifting,
    baseShift: c.base_shift,
    maxShift: c.max_shift,
    baseImageSeqLen: c.base_image_seq_len,
    maxImageSeqLen: c.max_image_seq_len,
    shiftTerminal: c.shift_terminal || null,
  }));

export type TransformerConfig = z.output<typeof transformerSchema>;
export type VaeConfig = z.output<typeof vaeSchema>;
export type ClipConfig = z.output<typeof clipSchema>;
export type T5Config = z.output<typeof t5Schema>;
export type SchedulerSettings = z.output<typeof schedulerSchema>;
