"""A judge of drawn motifs that never saw the model: a small conv net on rendered icons.

Usage: classifier.py DATA_DIR [MINUTES]

It learns from single icons in all styles, moved, turned, blurred and noised on plain grounds. It is measured on
pictures of the scene generator, which draws single motifs by another path, with seeds of their own.
"""

import math
import sys
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image
from torch import nn

from data.scenes import COLOURS, CONCEPTS, Atlas, Scene, draw
from data.styles import STYLES

SIDE, BATCH, HELD_OUT = 64, 128, 672
TINTS = torch.tensor(list(COLOURS.values()), dtype=torch.float32) / 255


def block(inputs, outputs, stride):
    """Convolution, normalisation, ReLU."""
    return nn.Sequential(nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU())


class Classifier(nn.Module):
    """Pictures [N, 3, 64, 64] in 0..1 to logits over the concepts."""

    def __init__(self):
        super().__init__()
        widths = (3, 32, 64, 128, 192)
        stages = [nn.Sequential(block(a, b, 2), block(b, b, 1) if i else nn.Identity())
                  for i, (a, b) in enumerate(zip(widths, widths[1:]))]
        self.body, self.head = nn.Sequential(*stages), nn.Linear(widths[-1], len(CONCEPTS))

    def forward(self, pictures):
        return self.head(F.dropout(self.body(pictures - 0.5).mean((2, 3)), 0.1, self.training))


def shrink(pictures):
    """Any picture batch in 0..1 to the side the classifier reads."""
    return F.interpolate(pictures, (SIDE, SIDE), mode="area")


def load_icons(atlas):
    """All icons in all styles as premultiplied RGBA [styles × icons, 4, 64, 64] bytes, and their concepts."""
    labels = torch.zeros(atlas.icons.shape[1], dtype=torch.long)
    for concept, icons in enumerate(atlas.of_concept):
        labels[icons] = concept
    pixels = [np.asarray(Image.fromarray(icon).convert("RGBa").resize((SIDE, SIDE), Image.BOX))
              for style in atlas.icons for icon in style]
    return torch.from_numpy(np.stack(pixels)).permute(0, 3, 1, 2).contiguous(), labels.repeat(len(STYLES))


def placements(count):
    """Random affine maps: size 0.55–0.95 of the side, turned by up to 10°, moved by up to 8 %."""
    angle = (torch.rand(count) - 0.5) * math.radians(20)
    scale = 0.55 + 0.4 * torch.rand(count)
    shift = (torch.rand(count, 2) - 0.5) * 0.32
    turn = torch.stack([angle.cos(), -angle.sin(), angle.sin(), angle.cos()], -1).view(-1, 2, 2)
    return torch.cat([turn, shift[..., None]], -1) / scale.view(-1, 1, 1)


def spoil(pictures):
    """Blur for half of the pictures, block noise as of JPEG and fine noise for all."""
    blurred = F.avg_pool2d(pictures, 3, 1, 1, count_include_pad=False)
    pictures = torch.lerp(pictures, blurred, (torch.rand(len(pictures), 1, 1, 1) - 0.5).clamp_min(0) * 2)
    blocks = torch.randn(len(pictures), 3, SIDE // 8, SIDE // 8).repeat_interleave(8, 2).repeat_interleave(8, 3)
    noise = 0.02 * blocks + 0.03 * torch.randn_like(pictures)
    return (pictures + noise * torch.rand(len(pictures), 1, 1, 1)).clamp(0, 1)


def rendered(icons):
    """Icons (premultiplied bytes) on random plain grounds, augmented."""
    grid = F.affine_grid(placements(len(icons)), (len(icons), 4, SIDE, SIDE), align_corners=False)
    layers = F.grid_sample(icons.float() / 255, grid, align_corners=False)
    ground = TINTS[torch.randint(len(TINTS), (len(icons),)) * (torch.rand(len(icons)) < 0.6)]
    return spoil(layers[:, :3] + (1 - layers[:, 3:]) * ground[..., None, None])


def fit(model, icons, labels, minutes):
    """One cosine over wall-clock time; flat icons come as often as all other styles together."""
    odds = torch.ones(len(icons))
    odds[: len(icons) // len(STYLES)] = len(STYLES) - 1
    optimiser = torch.optim.AdamW(model.parameters(), lr=2e-3, weight_decay=0.02)
    start, step = time.time(), 0
    while (done := (time.time() - start) / (60 * minutes)) < 1:
        optimiser.param_groups[0]["lr"] = 2e-3 * (0.01 + 0.99 * (1 + math.cos(math.pi * done)) / 2)
        chosen = torch.multinomial(odds, BATCH)
        with torch.autocast("cpu", torch.bfloat16):
            logits = model(rendered(icons[chosen]))
        loss = F.cross_entropy(logits.float(), labels[chosen], label_smoothing=0.05)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        step += 1
        if step % 100 == 0:
            print(f"{time.time() - start:.0f} s step {step} loss {loss.item():.3f}", flush=True)


@torch.no_grad()
def measure(model, atlas):
    """Top-1 per style on pictures of the scene generator, seeds apart from all training."""
    rng, hits = np.random.default_rng(990_001), {style: [] for style in STYLES}
    for i in range(HELD_OUT):
        concept, style = i % len(CONCEPTS), STYLES[i // len(CONCEPTS) % len(STYLES)]
        picture = draw(rng, Scene([concept], style=style), atlas, 256)
        pixels = torch.from_numpy(picture.copy()).permute(2, 0, 1)[None].float() / 255
        hits[style].append(int(model(shrink(pixels)).argmax()) == concept)
    return {style: round(float(np.mean(hit)), 3) for style, hit in hits.items()}


def load(data_dir):
    """The trained classifier."""
    model = Classifier()
    model.load_state_dict(torch.load(Path(data_dir) / "classifier.pt"))
    return model.eval()


def main(data_dir, minutes=4.0):
    torch.manual_seed(11)
    atlas, model = Atlas(data_dir), Classifier()
    icons, labels = load_icons(atlas)
    fit(model, icons, labels, minutes)
    torch.save(model.state_dict(), Path(data_dir) / "classifier.pt")
    print(measure(model.eval(), atlas))


if __name__ == "__main__":
    main(sys.argv[1], *(float(a) for a in sys.argv[2:]))
