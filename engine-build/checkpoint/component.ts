import type { ClipConfig, T5Config, TransformerConfig, VaeConfig } from './configs.ts';
import type { ConvRanges } from './conv-ranges.ts';
import type { TensorFolder } from './tensor-folder.ts';
import type { TokenizerFolder } from './tokenizer-folder.ts';

/** Configuration and weights of one network. */
export interface Component<C> {
  readonly config: C;
  readonly weights: TensorFolder;
}

export interface TextComponent<C> extends Component<C> {
  readonly tokenizer: TokenizerFolder;
}

export interface VaeComponent extends Component<VaeConfig> {
  /** For a decoder in integers; null where the model brings none. */
  readonly decoderRanges: ConvRanges | null;
}

/** The networks of a model; `t5` may be absent. */
export interface Networks {
  readonly transformer: Component<TransformerConfig>;
  readonly vae: VaeComponent;
  readonly clipL: TextComponent<ClipConfig>;
  readonly clipG: TextComponent<ClipConfig>;
  readonly t5: TextComponent<T5Config> | null;
}
