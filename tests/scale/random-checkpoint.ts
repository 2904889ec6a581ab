import { cp, mkdir, open, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { clipSchema, transformerSchema } from '../../engine-build/checkpoint/configs.ts';
import type { ExpectedTensor } from '../../engine-build/checkpoint/expected-tensors.ts';
import { narrow } from '../../engine-build/checkpoint/narrow.ts';
import { safetensorsHeader } from '../../engine-build/checkpoint/safetensors-writer.ts';
import { clipTensors } from '../../engine-build/checkpoint/text-tensors.ts';
import { transformerTensors } from '../../engine-build/checkpoint/transformer-tensors.ts';
import { modelDir } from '../golden/parity-cases.ts';

/** Stable Diffusion 3.5 medium: 2,469,663,936 parameters. */
const transformer = {
  num_layers: 24,
  num_attention_heads: 24,
  attention_head_dim: 64,
  caption_projection_dim: 1536,
  joint_attention_dim: 4096,
  pooled_projection_dim: 2048,
  pos_embed_max_size: 384,
  dual_attention_layers: Array.from({ length: 13 }, (_, i) => i),
  qk_norm: 'rms_norm',
  sample_size: 128,
  patch_size: 2,
  in_channels: 16,
  out_channels: 16,
};

/** Two layers are enough: the text encoders are only there so that the folder is whole. */
const clip = { num_hidden_layers: 2, hidden_size: 64, intermediate_size: 128, num_attention_heads: 1 };

/**
 * Writes a diffusers folder with random weights in F16; VAE and tokenizers are those of a golden model.
 *
 * @param blocks of the transformer, all of which attend to the picture twice up to the 13th; 24 by default
 */
export async function writeRandomCheckpoint(dir: string, blocks = transformer.num_layers): Promise<void> {
  const golden = modelDir('medium-3.5');
  for (const name of ['vae', 'scheduler', 'tokenizer', 'tokenizer_2', 'model_index.json']) {
    await cp(path.join(golden, name), path.join(dir, name), { recursive: true });
  }
  const dual = transformer.dual_attention_layers.filter((block) => block < blocks);
  const settings = { ...transformer, num_layers: blocks, dual_attention_layers: dual };
  const config = transformerSchema.parse(settings);
  const stem = 'diffusion_pytorch_model';
  await writeComponent(path.join(dir, 'transformer'), stem, settings, transformerTensors(config));
  for (const [name, projection_dim] of [
    ['text_encoder', 768],
    ['text_encoder_2', 1280],
  ] as const) {
    const settings = { ...(await goldenConfig(golden, name)), ...clip, projection_dim };
    await writeComponent(path.join(dir, name), 'model', settings, clipTensors(clipSchema.parse(settings)));
  }
}

async function goldenConfig(golden: string, name: string): Promise<object> {
  return JSON.parse(await readFile(path.join(golden, name, 'config.json'), 'utf8'));
}

async function writeComponent(
  dir: string,
  stem: string,
  config: object,
  tensors: readonly ExpectedTensor[],
): Promise<void> {
  await mkdir(dir, { recursive: true });
  await writeFile(path.join(dir, 'config.json'), JSON.stringify(config));
  const entries = tensors.map(([name, shape]) => {
    const elements = shape.reduce((product, size) => product * size, 1);
    return { name, type: 'F16', shape, bytes: 2 * elements } as const;
  });
  await using file = await open(path.join(dir, `${stem}.safetensors`), 'w');
  await file.writeFile(safetensorsHeader(entries));
  const block = randomHalves();
  let start = 0;
  for (const { bytes } of entries) {
    for (let done = 0; done < bytes; ) {
      const piece = block.subarray(start, Math.min(block.length, start + bytes - done));
      await file.writeFile(piece);
      done += piece.length;
      start = (start + piece.length) % block.length;
    }
    start = (start + STRIDE) % block.length;
  }
}

/** Odd in elements, so that no two tensors are alike: TensorRT stores equal ones once. */
const STRIDE = 2 * 7919;

/** 8 MiB of F16, roughly normal with a deviation of 0.02; repeated, since only its statistics matter. */
function randomHalves(): Uint8Array {
  let state = 1;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32 - 0.5;
  };
  return narrow(
    Float32Array.from({ length: 1 << 22 }, () => 0.04 * (next() + next() + next())),
    'F16',
  );
}
