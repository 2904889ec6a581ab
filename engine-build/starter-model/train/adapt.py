"""Lets a trained transformer read other text encoders than those it learnt with.

Usage: python3 -m train.adapt DATA_DIR MODEL [--captions N]

Encoders that went on learning from MODEL's own say the same in states that have drifted. The linear maps back, fitted by
least squares over captions, are folded into the two layers of MODEL's transformer that read text. Writes
DATA_DIR/transformer; DATA_DIR has the new encoders. It takes no training and, at 6,000 captions, minutes of a processor.
"""

import argparse
from pathlib import Path

import numpy as np
import torch
from diffusers import SD3Transformer2DModel

from data.captions import LANGUAGES, caption, load_lexicon
from data.scenes import random_scene
from data.tokenizer import EOS, MAX_LENGTH, training_tokenizer
from refusals import expect
from train.text_tower import TextTower

SEED, CAPTIONS, BATCH = 15, 6000, 256
#: Share of the captions that may use words of the lexicon, and how often these then do.
WORDY, WORDY_SHARE = 0.3, 0.4
#: What is added to the diagonal of the normal equations, over its mean.
RIDGE = 1e-5


def draw_ids(data_dir, rng, count):
    """Tokenised captions int64 [count, L], both languages in turn."""
    tokenizer = training_tokenizer(data_dir / "tokenizer", None)
    tokenizer.enable_padding(pad_id=tokenizer.token_to_id(EOS), pad_token=EOS, length=MAX_LENGTH)
    texts = [caption(rng, random_scene(rng), LANGUAGES[i % 2], WORDY_SHARE if rng.random() < WORDY else 0.0) for i in range(count)]
    return torch.tensor([encoding.ids for encoding in tokenizer.encode_batch(texts)])


def states(tower, ids):
    """Rows [N × L, C] and pooled [N, C] in the order of the captions."""
    parts = [tower(part) for part in ids.split(BATCH)]
    rows, pooled = (torch.cat(column) for column in zip(*parts))
    return rows.flatten(0, 1), pooled


def with_one(x):
    """A column of ones, so that the map may shift."""
    return torch.cat([x, torch.ones_like(x[:, :1])], 1)


def least_squares(x, y):
    """The map [C + 1, C'] that brings x with a one nearest to y."""
    x, y = with_one(x).double(), y.double()
    normal = x.T @ x
    normal += RIDGE * normal.diagonal().mean() * torch.eye(len(normal), dtype=normal.dtype)
    return torch.linalg.solve(normal, x.T @ y).float()


@torch.no_grad()
def fold(layer, mapping):
    """Makes a linear layer read what the map is applied to: W(xM + m) + b = (WMᵀ)x + (Wm + b)."""
    layer.bias += layer.weight @ mapping[-1]
    layer.weight.copy_(layer.weight @ mapping[:-1].T)


def left(mapping, x, y):
    """What the map leaves unexplained, over the variance of y."""
    return float((with_one(x) @ mapping - y).square().mean() / y.var(0).mean())


def fit(new, old, data_dir, count):
    """The maps of rows and of pooled states; prints what they leave unexplained on captions that were held out."""
    rng, maps = np.random.default_rng(SEED), []
    known, held_out = (draw_ids(data_dir, rng, n) for n in (count, max(8, count // 8)))
    for name, x, y, held_x, held_y in zip(("rows", "pooled"), *(states(t, ids) for ids in (known, held_out) for t in (new, old))):
        maps.append(least_squares(x, y))
        print(f"{name}: {left(maps[-1], held_x, held_y):.4f} of the variance left, {left(torch.eye(x.shape[1] + 1, x.shape[1]), held_x, held_y):.4f} unmapped", flush=True)
    return maps


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data_dir", type=Path)
    parser.add_argument("model", type=Path)
    parser.add_argument("--captions", type=int, default=CAPTIONS)
    args = parser.parse_args()
    expect(args.data_dir, "lexicon.json", "tokenizer/vocab.json", "text_encoder", "text_encoder_2")
    load_lexicon(args.data_dir)
    new, old = (TextTower(folder, "cpu") for folder in (args.data_dir, args.model))
    for tower in (new, old):
        tower.first.float(), tower.second.float()
    rows, pooled = fit(new, old, args.data_dir, args.captions)
    transformer = SD3Transformer2DModel.from_pretrained(args.model / "transformer", torch_dtype=torch.float32)
    fold(transformer.context_embedder, rows)
    fold(transformer.time_text_embed.text_embedder.linear_1, pooled)
    transformer.save_pretrained(args.data_dir / "transformer")


if __name__ == "__main__":
    main()
