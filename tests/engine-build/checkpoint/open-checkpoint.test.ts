import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openCheckpoint } from '../../../engine-build/checkpoint/checkpoint.ts';
import { modelDir } from '../../golden/parity-cases.ts';
import { ChangedCheckpoint } from './changed-checkpoint.ts';

describe('openCheckpoint', () => {
  it('reads what the pipeline needs to know of a model with T5', async () => {
    await using checkpoint = await openCheckpoint(modelDir('medium-3'));
    expect(checkpoint).toMatchObject({
      name: 'medium-3',
      family: 'starter',
      sizes: [[64, 64]],
      maxSequenceLength: 256,
      clipLength: 77,
      vaeScaleFactor: 8,
    });
    expect(checkpoint.clipL.tokenizer.padToken).toBe('<|endoftext|>');
    expect(checkpoint.clipG.tokenizer.padToken).toBe('!');
    expect(checkpoint.clipL.config.eos_token_id).toBe(2);
    expect(checkpoint.t5?.config.d_model).toBe(48);
    expect(checkpoint.scheduler).toMatchObject({
      shift: 3,
      numTrainTimesteps: 1000,
      useDynamicShifting: false,
    });
  });

  it('lets motif.json replace what the family suggests', async () => {
    await using checkpoint = await openCheckpoint(modelDir('starter'));
    expect(checkpoint).toMatchObject({
      name: 'golden-starter',
      maxSequenceLength: 0,
      sizes: [
        [128, 128],
        [192, 128],
      ],
      clipLength: 24,
      vaeScaleFactor: 16,
      t5: null,
    });
  });

  it('reads the styles a model names, also those this version does not offer', async () => {
    const changed = await ChangedCheckpoint.of('medium-3');
    await changed.write('motif.json', '{"styles": ["flat", "a-style-of-tomorrow"]}');
    await using checkpoint = await openCheckpoint(changed.dir);
    expect(checkpoint.styles).toEqual(['flat', 'a-style-of-tomorrow']);
    await using silent = await openCheckpoint(modelDir('medium-3'));
    expect(silent.styles).toBeNull();
  });

  it.each([
    [0.5, 0.5],
    [0, null],
    [null, null],
  ])('takes shift_terminal %s for %s, as the reference does', async (given, read) => {
    const changed = await ChangedCheckpoint.of('medium-3');
    await changed.change('scheduler/scheduler_config.json', { shift_terminal: given });
    await using checkpoint = await openCheckpoint(changed.dir);
    expect(checkpoint.scheduler.shiftTerminal).toBe(read);
  });

  it.each([
    ['its folder is missing', (c: ChangedCheckpoint) => c.remove('text_encoder_3')],
    [
      'model_index has null',
      (c: ChangedCheckpoint) => c.change('model_index.json', { text_encoder_3: [null, null] }),
    ],
    [
      'model_index has no entry',
      (c: ChangedCheckpoint) => c.change('model_index.json', { text_encoder_3: undefined }),
    ],
  ])('opens a model without T5 when %s', async (_, change) => {
    const changed = await change(await ChangedCheckpoint.of('medium-3'));
    await using checkpoint = await openCheckpoint(changed.dir);
    expect(checkpoint.t5).toBeNull();
  });

  it('takes a config without a key for the default of the class', async () => {
    const changed = await ChangedCheckpoint.of('medium-3');
    await changed.change('transformer/config.json', { dual_attention_layers: undefined, qk_norm: undefined });
    await using checkpoint = await openCheckpoint(changed.dir);
    expect(checkpoint.transformer.config).toMatchObject({ dual_attention_layers: [], qk_norm: null });
  });
});

type Change = (checkpoint: ChangedCheckpoint) => Promise<unknown>;
const config =
  (file: string, changes: Record<string, unknown>): Change =>
  (c) =>
    c.change(file, changes);

const refused: readonly (readonly [what: string, change: Change, sentence: RegExp])[] = [
  [
    'another pipeline',
    config('model_index.json', { _class_name: 'StableDiffusionXLPipeline' }),
    /names StableDiffusionXLPipeline for the pipeline; StableDiffusion3Pipeline is what this program builds/,
  ],
  [
    'another network in model_index.json',
    config('model_index.json', { transformer: ['diffusers', 'UNet2DConditionModel'] }),
    /names UNet2DConditionModel for transformer; SD3Transformer2DModel/,
  ],
  [
    'a model without the second text encoder',
    config('model_index.json', { text_encoder_2: [null, null] }),
    /names nothing for text_encoder_2; CLIPTextModelWithProjection/,
  ],
  [
    'another network in its config',
    config('transformer/config.json', { _class_name: 'FluxTransformer2DModel' }),
    /transformer\/config.json does not fit: _class_name: .*"SD3Transformer2DModel", received "FluxTransformer2DModel"/,
  ],
  [
    'another scheduler',
    config('scheduler/scheduler_config.json', { use_karras_sigmas: true }),
    /use_karras_sigmas: .*expected false, received true/,
  ],
  [
    'a schedule that never leaves the noise',
    config('scheduler/scheduler_config.json', { shift_terminal: 1 }),
    /shift_terminal: .*<1/,
  ],
  [
    'an unknown norm of queries and keys',
    config('transformer/config.json', { qk_norm: 'layer_norm' }),
    /qk_norm: .*"rms_norm", received "layer_norm"/,
  ],
  [
    'an autoencoder with other blocks',
    config('vae/config.json', { up_block_types: ['AttnUpDecoderBlock2D'] }),
    /up_block_types.0: .*received "AttnUpDecoderBlock2D"/,
  ],
  [
    'a tensor of another shape than the config says, by name',
    config('transformer/config.json', { pooled_projection_dim: 40 }),
    /transformer: the tensor "time_text_embed.text_embedder.linear_1.weight" must have the shape \[32,40\] by config.json, found \[32,32\]/,
  ],
  [
    'more layers than there are tensors, counting them',
    config('transformer/config.json', { num_layers: 5 }),
    /transformer: the tensor "transformer_blocks.2.attn.to_add_out.weight" .*is missing \(and \d+ more\)/,
  ],
  [
    'a text encoder with another vocabulary',
    config('text_encoder/config.json', { vocab_size: 99 }),
    /text_encoder: the tensor "text_model.embeddings.token_embedding.weight" must have the shape \[99,16\]/,
  ],
  [
    'an autoencoder that the transformer does not fit',
    (c) => c.take('vae', 'starter'),
    /in_channels of the transformer is 16; it must equal latent_channels of the VAE, 8/,
  ],
  [
    'a folder without model_index.json',
    (c) => c.remove('model_index.json'),
    /needs .*model_index.json, which does not exist/,
  ],
  ['a missing component', (c) => c.remove('vae'), /needs .*vae\/config.json, which does not exist/],
  [
    'a missing tokenizer',
    (c) => c.remove('tokenizer_2'),
    /tokenizer_2 must hold tokenizer.json, or vocab.json and merges.txt/,
  ],
  ['a config that is no JSON', (c) => c.write('vae/config.json', '{'), /vae\/config.json is not valid JSON/],
  [
    'a misspelt key in motif.json',
    (c) => c.write('motif.json', '{"step": 3}'),
    /motif.json does not fit: .*"step"/,
  ],
  [
    'zero steps in motif.json',
    (c) => c.write('motif.json', '{"steps": {"quick": 0, "fine": 9}}'),
    /steps.quick/,
  ],
  ['a style that cannot be an id', (c) => c.write('motif.json', '{"styles": ["Flat!"]}'), /styles.0/],
  ['an empty list of styles', (c) => c.write('motif.json', '{"styles": []}'), /styles: /],
  [
    'guidance in a model that has it folded in',
    (c) => c.write('motif.json', '{"distilled": true, "guidance": {"free": 1, "balanced": 3, "exact": 1}}'),
    /guidance: .*expected 1 for every preset of a distilled model/,
  ],
];

describe('openCheckpoint refuses', () => {
  it.each(refused)('%s', async (_, change, sentence) => {
    const changed = await ChangedCheckpoint.of('medium-3');
    await change(changed);
    await expect(openCheckpoint(changed.dir)).rejects.toThrow(sentence);
  });

  it('a single file or a folder that is not there', async () => {
    const file = path.join(modelDir('starter'), 'model_index.json');
    await expect(openCheckpoint(file)).rejects.toThrow(/is not a folder. Pickle and single-file checkpoints/);
    await expect(openCheckpoint('/nowhere')).rejects.toThrow(/\/nowhere is not a folder/);
  });
});
