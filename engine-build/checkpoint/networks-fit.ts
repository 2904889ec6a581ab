import { CheckpointError } from '../errors.ts';
import type { Networks } from './component.ts';

/** Both encoders read rows of the first tokenizer's length. @throws CheckpointError `mismatch` */
export function clipLengthOf({ clipL, clipG }: Networks): number {
  const positions = clipL.config.max_position_embeddings;
  const length = Math.min(clipL.tokenizer.maxLength ?? positions, positions);
  if (length <= clipG.config.max_position_embeddings) return length;
  throw new CheckpointError(
    'mismatch',
    `max_position_embeddings of text_encoder_2 is ${clipG.config.max_position_embeddings}; it must be at least the length of the first tokenizer's rows, ${length}. Copy all components from the same model.`,
  );
}

/** The widths at which the networks meet. @throws CheckpointError `mismatch` */
export function checkFit({ transformer, vae, clipL, clipG, t5 }: Networks): void {
  const { in_channels, joint_attention_dim, pooled_projection_dim } = transformer.config;
  const pooled = clipL.config.projection_dim + clipG.config.projection_dim;
  expectEqual(
    'in_channels of the transformer',
    in_channels,
    'latent_channels of the VAE',
    vae.config.latent_channels,
  );
  expectEqual(
    'pooled_projection_dim of the transformer',
    pooled_projection_dim,
    'the CLIP projections together',
    pooled,
  );
  if (t5)
    expectEqual(
      'joint_attention_dim of the transformer',
      joint_attention_dim,
      'd_model of T5',
      t5.config.d_model,
    );
}

function expectEqual(what: string, value: number, other: string, expected: number): void {
  if (value === expected) return;
  throw new CheckpointError(
    'mismatch',
    `${what} is ${value}; it must equal ${other}, ${expected}. Copy all components from the same model.`,
  );
}
