"""Narrow networks of the recipe's kinds, for its stages to start from. Usage: python3 tiny_networks.py OUT

The same architectures as train/autoencoder.py and train/transformer.py, at widths that two cores train in seconds.
"""

import sys
from pathlib import Path

import torch
from diffusers import AutoencoderKL, SD3Transformer2DModel

from train.autoencoder import CONFIG as AUTOENCODER
from train.transformer import CONFIG as TRANSFORMER

torch.manual_seed(0)
out = Path(sys.argv[1])
AutoencoderKL(**AUTOENCODER | {"block_out_channels": (8, 8, 16, 16, 32)}).save_pretrained(out / "vae")
SD3Transformer2DModel(**TRANSFORMER | {"num_layers": 2, "num_attention_heads": 2, "caption_projection_dim": 128}
                      ).save_pretrained(out / "transformer")
