"""Puts the trained parts together as a diffusers folder in fp16.

Usage: python3 -m train.assemble DATA_DIR OUT_DIR [student | teacher]
"""

import json
import shutil
import sys
from pathlib import Path

import torch
from diffusers import AutoencoderKL, FlowMatchEulerDiscreteScheduler, SD3Transformer2DModel, StableDiffusion3Pipeline
from transformers import CLIPTextModelWithProjection, CLIPTokenizer

from refusals import expect
from train.trajectories import student_scheduler
from train.transformer import SHIFT


#: Folder of the transformer and its scheduler: the student ships, the teacher is measured beside it.
ROLES = {"student": ("transformer", student_scheduler),
         "teacher": ("teacher", lambda: FlowMatchEulerDiscreteScheduler(num_train_timesteps=1000, shift=SHIFT))}


def pipeline(data_dir, role):
    """The reference pipeline around the trained parts, fp32."""
    transformer, scheduler = ROLES[role]
    folder = Path(data_dir)
    slots = {}
    for end in ("", "_2"):
        slots[f"text_encoder{end}"] = CLIPTextModelWithProjection.from_pretrained(folder / f"text_encoder{end}")
        slots[f"tokenizer{end}"] = CLIPTokenizer.from_pretrained(folder / f"tokenizer{end}")
    return StableDiffusion3Pipeline(
        transformer=SD3Transformer2DModel.from_pretrained(folder / transformer),
        scheduler=scheduler(),
        vae=AutoencoderKL.from_pretrained(folder / "vae"),
        text_encoder_3=None, tokenizer_3=None, **slots)


def forget_paths(folder):
    """Drops where each part was loaded from: it means nothing elsewhere."""
    for file in folder.glob("*/config.json"):
        config = json.loads(file.read_text())
        config.pop("_name_or_path", None)
        file.write_text(json.dumps(config, indent=2) + "\n")


def main(data_dir, out_dir, role="student"):
    expect(data_dir, "tokenizer", "tokenizer_2", "text_encoder", "text_encoder_2", "vae", ROLES[role][0])
    pipe = pipeline(data_dir, role).to(torch.float16)
    aside = Path(out_dir).with_suffix(".new")
    # Shards stay below what a repository carries comfortably.
    pipe.save_pretrained(aside, max_shard_size="40MB")
    for name in ("vocab.json", "merges.txt"):
        for tokenizer in ("tokenizer", "tokenizer_2"):
            shutil.copy(Path(data_dir) / tokenizer / name, aside / tokenizer / name)
    shutil.copy(Path(__file__).parents[1] / "motif.json", aside / "motif.json")
    forget_paths(aside)
    shutil.rmtree(out_dir, ignore_errors=True)
    aside.rename(out_dir)
    print(f"{sum(f.stat().st_size for f in Path(out_dir).rglob('*') if f.is_file()) / 1e6:.1f} MB")


if __name__ == "__main__":
    main(*sys.argv[1:])
