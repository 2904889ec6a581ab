"""Makes the golden files of tests/golden/parity.test.ts with the reference implementation.

Run by hand, never by the tests:   python3 tests/golden/make_goldens.py
Written with torch 2.13.0 (CPU), diffusers 0.42.1, transformers 5.23.0, safetensors; one thread, FP32.

Makes one small random checkpoint for each model family (models/<name>, in the layouts and element types
that the reader must understand), draws with diffusers' StableDiffusion3Pipeline and writes
  cases.json                    what was drawn
  expected/<model>.safetensors  <case>.noise [K, C, h, w], <case>.latents [K, C, h, w] before VAE scaling
  pictures/<case>-<k>.png       what the reference decoded
  pictures/start-<w>x<h>.png    start of the img2img cases

Weights are random but of trained size: every layer, AdaLN included, moves its input visibly, so that a
swapped chunk or a missing norm shows. The posterior's mode stands in for its sample in img2img, because
a sample would need torch's generator on the other side.
"""

import json
import math
import shutil
from pathlib import Path

import diffusers
import numpy as np
import torch
import transformers
from diffusers import (
    AutoencoderKL,
    FlowMatchEulerDiscreteScheduler,
    SD3Transformer2DModel,
    StableDiffusion3Img2ImgPipeline,
    StableDiffusion3Pipeline,
)
from diffusers.models.autoencoders.vae import DiagonalGaussianDistribution
from diffusers.pipelines.stable_diffusion_3 import pipeline_stable_diffusion_3_img2img as img2img_module
from PIL import Image
from safetensors.torch import load_file, save_file
from transformers import (
    CLIPTextConfig,
    CLIPTextModelWithProjection,
    CLIPTokenizer,
    T5Config,
    T5EncoderModel,
    T5Tokenizer,
)

HERE = Path(__file__).parent
MODELS = HERE / "models"
START, END = "<|startoftext|>", "<|endoftext|>"


# ---------------------------------------------------------------- tokenizers


def byte_symbols():
    """The printable stand-ins for the 256 bytes that byte-level BPE uses."""
    kept = [*range(33, 127), *range(161, 173), *range(174, 256)]
    rest = [b for b in range(256) if b not in kept]
    return [chr(b) for b in kept] + [chr(256 + i) for i in range(len(rest))]


def write_clip_tokenizer(folder, pad, length):
    """vocab.json and merges.txt in the way of CLIP, with a handful of merges."""
    merges = ["c a", "ca t</w>", "a n", "r e", "re d</w>", "t h", "th e</w>", "f l", "o w", "fl ow", "e r</w>"]
    symbols = byte_symbols()
    vocab = symbols + [s + "</w>" for s in symbols] + [m.replace(" ", "") for m in merges] + [START, END]
    folder.mkdir(parents=True)
    (folder / "vocab.json").write_text(json.dumps({t: i for i, t in enumerate(vocab)}, ensure_ascii=False))
    (folder / "merges.txt").write_text("\n".join(["#version: 0.2", *merges]) + "\n")
    config = {"tokenizer_class": "CLIPTokenizer", "model_max_length": length, "pad_token": pad}
    config |= {"bos_token": START, "eos_token": END, "unk_token": END}
    (folder / "tokenizer_config.json").write_text(json.dumps(config, indent=1))
    return len(vocab)


def t5_tokenizer():
    pieces = ["▁", "▁a", "▁the", "▁cat", "▁red", "▁flower", "er", "th", "an", *"abcdefghijklmnopqrstuvwxyz.,!0123456789樱花猫"]
    vocab = [("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0)]
    vocab += [(piece, -1.0 - 0.1 * i) for i, piece in enumerate(pieces)]
    return T5Tokenizer(vocab=vocab, extra_ids=0), len(vocab)


# ---------------------------------------------------------------- networks


def randomise(module, gain=1.0):
    for name, p in module.named_parameters():
        if p.ndim == 1:
            is_norm = "norm" in name and name.endswith("weight")
            p.data = (1.0 if is_norm else 0.0) + 0.2 * torch.randn_like(p)
        elif "embedding" in name or "shared" in name or "embed_tokens" in name:
            p.data = 0.5 * torch.randn_like(p)
        else:
            p.data = gain * torch.randn_like(p) / math.sqrt(p[0].numel())
    return module.eval()


def clip(vocab, width, heads, act, projection, length, eos):
    config = CLIPTextConfig(
        vocab_size=vocab,
        hidden_size=width,
        intermediate_size=2 * width,
        num_hidden_layers=3,
        num_attention_heads=heads,
        hidden_act=act,
        projection_dim=projection,
        max_position_embeddings=length,
        eos_token_id=eos,
        bos_token_id=vocab - 2,
    )
    return randomise(CLIPTextModelWithProjection(config))


def t5(vocab, width, feed_forward):
    config = T5Config(
        vocab_size=vocab, d_model=width, d_kv=8, d_ff=48, num_layers=2, num_heads=3, feed_forward_proj=feed_forward
    )
    model = randomise(T5EncoderModel(config))
    for block in model.encoder.block:  # T5 folds 1/sqrt(head size) into q
        block.layer[0].SelfAttention.q.weight.data *= 8**-0.5
    return model


def build(spec):
    torch.manual_seed(spec["seed"])
    folder = MODELS / spec["name"]
    shutil.rmtree(folder, ignore_errors=True)
    length = spec["clip_length"]
    vocab = write_clip_tokenizer(folder / "tokenizer", END, length)
    write_clip_tokenizer(folder / "tokenizer_2", "!", length)
    eos = 2 if spec.get("legacy_eos") else vocab - 1
    tokenizer_3, text_encoder_3 = None, None
    if spec["t5"]:
        tokenizer_3, t5_vocab = t5_tokenizer()
        text_encoder_3 = t5(
            t5_vocab, spec["transformer"]["joint_attention_dim"], spec.get("t5_feed_forward", "gated-gelu")
        )
    pipe = StableDiffusion3Pipeline(
        transformer=randomise(SD3Transformer2DModel(**spec["transformer"])),
        scheduler=FlowMatchEulerDiscreteScheduler(**spec["scheduler"]),
        vae=randomise(AutoencoderKL(**spec["vae"]), gain=1.4),
        text_encoder=clip(vocab, 16, 2, "quick_gelu", 12, length, eos),
        tokenizer=CLIPTokenizer.from_pretrained(folder / "tokenizer"),
        text_encoder_2=clip(vocab, 24, 3, "gelu", 20, length, vocab - 1),
        tokenizer_2=CLIPTokenizer.from_pretrained(folder / "tokenizer_2"),
        text_encoder_3=text_encoder_3,
        tokenizer_3=tokenizer_3,
    )
    kept = {n: list((folder / n).iterdir()) for n in ("tokenizer", "tokenizer_2")}
    raw = {p: p.read_bytes() for files in kept.values() for p in files}
    pipe.to(spec["dtype"]).save_pretrained(folder, safe_serialization=True, **spec["save"])
    if not spec.get("new_tokenizer_files"):  # vocab.json and merges.txt, as the published models have them
        for name in ("tokenizer", "tokenizer_2"):
            shutil.rmtree(folder / name)
            (folder / name).mkdir()
        for p, data in raw.items():
            p.write_bytes(data)
    if spec.get("motif"):
        (folder / "motif.json").write_text(json.dumps(spec["motif"], indent=1))
    if spec.get("f8"):
        to_f8(folder / "transformer" / "diffusion_pytorch_model.safetensors")


def to_f8(file):
    """Linears of the blocks as F8_E4M3; every other one with a scale for each row, the rest with one."""
    out = {}
    for i, (name, w) in enumerate(sorted(load_file(file).items())):
        out[name] = w
        if w.ndim == 2 and name.startswith("transformer_blocks"):
            amax = w.abs().amax(dim=1) if i % 2 else w.abs().amax()
            scale = (amax / 448).float()
            out[name] = (w.float() / (scale[:, None] if i % 2 else scale)).to(torch.float8_e4m3fn)
            out[name + "_scale"] = scale
    save_file(out, file)


def load_f8(file):
    state = load_file(file)
    scales = {n: s for n, s in state.items() if n.endswith("_scale")}
    wide = {n: w.float() for n, w in state.items() if n not in scales}
    for name, scale in scales.items():
        weight = name.removesuffix("_scale")
        wide[weight] = wide[weight] * (scale[:, None] if scale.ndim else scale)
    return wide


def reference(spec, without_t5):
    """The saved checkpoint, widened to FP32 exactly."""
    folder = MODELS / spec["name"]
    given = {"text_encoder_3": None, "tokenizer_3": None} if without_t5 else {}
    if spec.get("f8"):
        transformer = SD3Transformer2DModel(**spec["transformer"])
        transformer.load_state_dict(load_f8(folder / "transformer" / "diffusion_pytorch_model.safetensors"))
        given["transformer"] = transformer.eval()
    variant = spec["save"].get("variant")
    return StableDiffusion3Pipeline.from_pretrained(folder, torch_dtype=torch.float32, variant=variant, **given)


# ---------------------------------------------------------------- what is drawn

VAE8 = {
    "block_out_channels": (8, 8, 16, 16),
    "down_block_types": ("DownEncoderBlock2D",) * 4,
    "up_block_types": ("UpDecoderBlock2D",) * 4,
    "layers_per_block": 1,
    "latent_channels": 16,
    "norm_num_groups": 4,
    "scaling_factor": 1.5305,
    "shift_factor": 0.0609,
    "use_quant_conv": False,
    "use_post_quant_conv": False,
}
VAE16 = VAE8 | {
    "block_out_channels": (4, 8, 8, 12, 16),
    "down_block_types": ("DownEncoderBlock2D",) * 5,
    "up_block_types": ("UpDecoderBlock2D",) * 5,
    "latent_channels": 8,
    "scaling_factor": 0.8,
    "shift_factor": -0.1,
    "use_quant_conv": True,
    "use_post_quant_conv": True,
    "mid_block_add_attention": False,
}


def transformer(layers, heads, size, **more):
    width = heads * size
    base = {"sample_size": 8, "patch_size": 2, "in_channels": 16, "out_channels": 16, "num_layers": layers}
    base |= {"num_attention_heads": heads, "attention_head_dim": size, "caption_projection_dim": width}
    return base | {"joint_attention_dim": 48, "pooled_projection_dim": 32, "pos_embed_max_size": 12} | more


SPECS = [
    {
        "name": "medium-3",
        "seed": 1,
        "transformer": transformer(3, 2, 16),
        "vae": VAE8,
        "scheduler": {"shift": 3.0},
        "t5": True,
        "clip_length": 77,
        "legacy_eos": True,
        "dtype": torch.float16,
        "save": {"variant": "fp16"},
    },
    {
        "name": "medium-3.5",
        "seed": 2,
        "transformer": transformer(3, 3, 8, dual_attention_layers=(0, 1), qk_norm="rms_norm"),
        "vae": VAE8,
        "scheduler": {"shift": 3.0},
        "t5": True,
        "t5_feed_forward": "relu",
        "clip_length": 77,
        "dtype": torch.bfloat16,
        "save": {"max_shard_size": "60KB"},
    },
    {
        "name": "large-3.5",
        "seed": 3,
        "transformer": transformer(4, 1, 32, qk_norm="rms_norm"),
        "vae": VAE8 | {"layers_per_block": 2, "block_out_channels": (8, 8, 8, 16)},
        "scheduler": {"shift": 3.0, "use_dynamic_shifting": True},
        "t5": True,
        "clip_length": 77,
        "dtype": torch.float16,
        "save": {},
        "f8": True,
    },
    {
        "name": "starter",
        "seed": 4,
        "transformer": transformer(2, 3, 8, in_channels=8, out_channels=8, qk_norm="rms_norm", pos_embed_max_size=8),
        "vae": VAE16,
        "scheduler": {"shift": 4.0},
        "t5": False,
        "clip_length": 24,
        "dtype": torch.float32,
        "save": {},
        "new_tokenizer_files": True,
        "motif": {"name": "golden-starter", "maxSequenceLength": 0, "sizes": [[128, 128], [192, 128]]},
    },
]

PROMPT = "A red CAT, the flower of 樱花!"
NEGATIVE = "blurry 猫"


def cases_of(spec):
    side, wide = (128, (192, 128)) if spec["vae"] is VAE16 else (64, (96, 64))
    base = {"model": spec["name"], "prompt": PROMPT, "negative": "", "width": side, "height": side, "steps": 4}
    base |= {"guidance": 5.0, "count": 1, "maxSequenceLength": 20 if spec["t5"] else 0, "t5": spec["t5"]}
    base |= {"strength": None, "skipLayer": None}
    slg = {"layers": [1], "scale": 2.8, "start": 0.01, "stop": 0.6}
    cases = {
        "square": {"negative": NEGATIVE, "count": 2},
        "wide": {"width": wide[0], "height": wide[1]},
        "unguided": {"guidance": 1.0, "steps": 3},
        "img2img": {"strength": 0.6, "steps": 5, "guidance": 3.0},
        "skip-layer": {"skipLayer": slg, "steps": 5, "guidance": 4.0},
    }
    if spec["t5"]:
        cases["without-t5"] = {"t5": False, "negative": NEGATIVE}
        cases["long-text"] = {"prompt": PROMPT * 40, "steps": 2}
    if spec["name"] == "large-3.5":
        cases["default-slot"] = {"t5": False, "maxSequenceLength": 256, "steps": 2}
    return [{"name": f"{spec['name']}-{name}"} | base | change for name, change in cases.items()]


def start_picture(width, height):
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    red, green = 255 * x / width, 255 * y / height
    disc = ((x - width / 2) ** 2 + (y - height / 2) ** 2 < (height / 3) ** 2) * 255
    return Image.fromarray(np.stack([red, green, disc], axis=-1).round().astype(np.uint8))


def draw(pipe, case, noise):
    common = {
        "prompt": case["prompt"],
        "negative_prompt": case["negative"],
        "height": case["height"],
        "width": case["width"],
        "num_inference_steps": case["steps"],
        "guidance_scale": case["guidance"],
        "num_images_per_prompt": case["count"],
        "max_sequence_length": case["maxSequenceLength"],
        "output_type": "latent",
    }
    if case["strength"] is not None:
        img2img_module.randn_tensor = lambda *_, **__: noise
        img2img = StableDiffusion3Img2ImgPipeline(**pipe.components)
        picture = start_picture(case["width"], case["height"])
        return img2img(image=picture, strength=case["strength"], **common).images
    if case["skipLayer"]:
        slg = case["skipLayer"]
        common |= {"skip_guidance_layers": slg["layers"], "skip_layer_guidance_scale": slg["scale"]}
        common |= {"skip_layer_guidance_start": slg["start"], "skip_layer_guidance_stop": slg["stop"]}
    return pipe(latents=noise.clone(), **common).images


def decode(pipe, latents):
    scaled = latents / pipe.vae.config.scaling_factor + pipe.vae.config.shift_factor
    image = pipe.vae.decode(scaled, return_dict=False)[0]
    return pipe.image_processor.postprocess(image, output_type="pil")


@torch.no_grad()
def main():
    torch.set_num_threads(1)
    diffusers.utils.logging.set_verbosity_error()
    diffusers.utils.logging.disable_progress_bar()
    transformers.logging.set_verbosity_error()
    transformers.logging.disable_progress_bar()
    DiagonalGaussianDistribution.sample = lambda self, generator=None: self.mode()
    for folder in (MODELS, HERE / "expected", HERE / "pictures"):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
    done = []
    for spec in SPECS:
        build(spec)
        pipes = {with_t5: reference(spec, not with_t5) for with_t5 in ({True, False} if spec["t5"] else {False})}
        tensors = {}
        for case in cases_of(spec):
            pipe = pipes[case["t5"]]
            factor = pipe.vae_scale_factor
            shape = (case["count"], spec["vae"]["latent_channels"], case["height"] // factor, case["width"] // factor)
            noise = torch.randn(shape, generator=torch.Generator().manual_seed(len(done)))
            latents = draw(pipe, case, noise)
            tensors |= {f"{case['name']}.noise": noise, f"{case['name']}.latents": latents.contiguous()}
            for k, picture in enumerate(decode(pipe, latents)):
                picture.save(HERE / "pictures" / f"{case['name']}-{k}.png")
            if case["strength"] is not None:
                size = f"{case['width']}x{case['height']}"
                start_picture(case["width"], case["height"]).save(HERE / "pictures" / f"start-{size}.png")
            done.append(case)
            print(f"{case['name']:28} latents std {latents.std():.3f} amax {latents.abs().max():.2f}")
        save_file(tensors, HERE / "expected" / f"{spec['name']}.safetensors")
    (HERE / "cases.json").write_text(json.dumps(done, indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
