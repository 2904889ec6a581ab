import type { Checkpoint } from '../checkpoint/checkpoint.ts';
import type { TextComponent } from '../checkpoint/component.ts';
import type { ClipConfig } from '../checkpoint/configs.ts';
import type { tokenizerFolders } from './copy-tokenizers.ts';
import { textGraphs } from './engine-layout.ts';
import type { ClipSlot, Manifest } from './manifest.ts';

/** What the runtime must know of the model itself. */
export function describeModel(
  checkpoint: Checkpoint,
  maxSequenceLength: number,
  { tokenizers, words }: { readonly tokenizers: typeof tokenizerFolders; readonly words: string | null },
): Pick<Manifest, 'settings' | 'defaults' | 'styles' | 'text'> {
  const { clipL, clipG, t5, clipLength } = checkpoint;
  return {
    settings: settingsOf(checkpoint, maxSequenceLength),
    defaults: defaultsOf(checkpoint),
    styles: checkpoint.styles && [...checkpoint.styles],
    text: {
      clipL: clipSlot(clipL, textGraphs.clipL, tokenizers.clipL, clipLength),
      clipG: clipSlot(clipG, textGraphs.clipG, tokenizers.clipG, clipLength),
      t5: t5 && { graph: textGraphs.t5, tokenizer: tokenizers.t5 },
      words,
    },
  };
}

function settingsOf(checkpoint: Checkpoint, maxSequenceLength: number): Manifest['settings'] {
  const { transformer, vae, vaeScaleFactor, scheduler } = checkpoint;
  return {
    latentChannels: vae.config.latent_channels,
    vaeScaleFactor,
    patchSize: transformer.config.patch_size,
    scalingFactor: vae.config.scaling_factor,
    shiftFactor: vae.config.shift_factor,
    jointAttentionDim: transformer.config.joint_attention_dim,
    pooledProjectionDim: transformer.config.pooled_projection_dim,
    layers: transformer.config.num_layers,
    maxSequenceLength,
    scheduler,
  };
}

function defaultsOf({ defaults }: Checkpoint): Manifest['defaults'] {
  const { skipLayer } = defaults;
  return { ...defaults, skipLayer: skipLayer && { ...skipLayer, layers: [...skipLayer.layers] } };
}

function clipSlot(
  { config, tokenizer }: TextComponent<ClipConfig>,
  graph: string,
  folder: string,
  maxLength: number,
): ClipSlot {
  return {
    graph,
    tokenizer: folder,
    maxLength,
    padToken: tokenizer.padToken,
    eosTokenId: config.eos_token_id,
    hiddenSize: config.hidden_size,
    projectionDim: config.projection_dim,
  };
}
